"""Forms of the CMS for the pictures and files of the course."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from accounts.resubmission import Resubmittable
from content.files import Unfit, check_document
from content.services import clean_picture

UNFIT_PICTURE = {
    "too_big": _(
        "The picture is too big when it is unpacked. A JPEG may have 100 million pixels, other pictures 16 million in "
        "all. Make it smaller and choose it again."
    ),
    "broken": _("The picture cannot be read. It may have been damaged on its way. Choose the file again."),
    "unknown": _(
        "This is not a picture that can be shown. Save it as JPEG, PNG, WebP, GIF or AVIF and choose it again."
    ),
}
UNFIT_DOCUMENT = {
    "too_big": _("The file holds too much when it is unpacked. Make it smaller and choose it again."),
    "broken": _("The file cannot be read. It may have been damaged on its way. Choose it again."),
    "unknown": _(
        "The file is not what the end of its name, %(ending)s, says. Save it anew as that and choose it again."
    ),
}


class PictureField(WagtailImageField):
    """A picture, which is drawn anew: without place, camera and words, and under a name that nobody guesses."""

    def to_python(self, data: Any) -> Any:
        file = forms.FileField.to_python(self, data)
        if file is None:
            return None
        self.check_image_file_size(file)
        try:
            return super().to_python(clean_picture(content=file.read()))
        except Unfit as unfit:
            raise forms.ValidationError(UNFIT_PICTURE[unfit.reason], code=unfit.reason) from None


class ImageForm(Resubmittable, BaseImageForm):
    # A file does not wait for a new sign-in, and without it the rest says nothing.
    resubmits = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            self.fields["file"] = PictureField(label=field.label, required=field.required, widget=field.widget)


class DocumentForm(Resubmittable, BaseDocumentForm):
    # A file does not wait for a new sign-in, and without it the rest says nothing.
    resubmits = False

    def _post_clean(self) -> None:
        """The file is looked into last: what is wrong with its name is told by the CMS itself."""
        super()._post_clean()
        file = self.cleaned_data.get("file")
        if not isinstance(file, UploadedFile) or "file" in self.errors:
            return
        name = file.name or ""
        try:
            check_document(name, file.read())
        except Unfit as unfit:
            params = {"ending": PurePath(name).suffix.lower()}
            self.add_error("file", forms.ValidationError(UNFIT_DOCUMENT[unfit.reason], params=params))
        file.seek(0)
