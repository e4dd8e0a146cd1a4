"""Blocks that show a file or point at one: picture, video, download, tool."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        max_length=250,
        required=False,
        label=_("Alternative text"),
        help_text=_("What the picture tells. Leave it empty only when the picture is decoration."),
    )
    caption = blocks.CharBlock(max_length=250, required=False, label=_("Caption"))

    class Meta:
        label = _("Picture")
        icon = "image"
        template = "blocks/picture.html"
        description = _("A picture with a text for those who cannot see it")
        preview_value = {"image": None, "alt": "Ett whiteboard fullt av lappar", "caption": "Efter tio minuter."}


class VideoValue(blocks.StructValue):
    @property
    def host(self) -> str:
        """The site that the link leads to, so that nobody is surprised."""
        return urlsplit(self["url"] or "").hostname or ""


class VideoBlock(blocks.StructBlock):
    """Plays when the file lies here; a film elsewhere is a link, since a page asks nothing of other sites."""

    title = blocks.CharBlock(max_length=150, label=_("Title"))
    file = DocumentChooserBlock(required=False, label=_("File"), help_text=_("Plays on the page."))
    url = blocks.URLBlock(required=False, label=_("Address"), help_text=_("Opens at the other site."))

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and not cleaned["file"] and not cleaned["url"]:
            raise blocks.StructBlockValidationError(
                block_errors={"url": ValidationError(_("Choose a file or give an address."))}
            )
        return cleaned

    class Meta:
        label = _("Video")
        icon = "media"
        template = "blocks/video.html"
        value_class = VideoValue
        description = _("A film that plays here, or a link to one elsewhere")
        preview_value = {"file": None, "url": "https://example.org/film", "title": "Ett möte med tyst minut"}


class ToolBlock(blocks.StructBlock):
    tool = blocks.RegexBlock(regex=r"^[a-z0-9-]+$", max_length=80, label=_("Tool"), help_text=_("Its id."))
    title = blocks.CharBlock(max_length=120, label=_("Name"))
    note = blocks.TextBlock(rows=2, label=_("Why here"))

    class Meta:
        label = _("Tool")
        icon = "cogs"
        template = "blocks/tool.html"
        description = _("A method from the toolbox that fits here")
        preview_value = {"tool": "check-in-round", "title": "Incheckningsrunda", "note": "Alla har sagt något."}


class DownloadBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(max_length=150, label=_("Title"))

    class Meta:
        label = _("Download")
        icon = "download"
        template = "blocks/download.html"
        description = _("A file to save or print")
        preview_value = {"document": None, "title": "Mall för mötet"}
