"""Forms of the CMS for the pictures and files of the course."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
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

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        ending = PurePath(getattr(file, "name", "") or "").suffix.lower()
        # What may not come at all is told by the CMS itself.
        if not isinstance(file, UploadedFile) or ending[1:] not in settings.WAGTAILDOCS_EXTENSIONS:
            return file
        try:
            check_document(file.name or "", file.read())
        except Unfit as unfit:
            raise forms.ValidationError(UNFIT_DOCUMENT[unfit.reason], params={"ending": ending}) from None
        file.seek(0)
        return file
