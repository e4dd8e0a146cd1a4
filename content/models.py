"""How things are said: what all pages share, and pages that belong to no course."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise, classproperty
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from content.blocks import PAGE_BLOCKS


class Unfinished(Exception):
    """A page is not published as it is. Holds the page, and the names of what is missing or half done in it."""

    def __init__(self, page: Page, fields: list[str]) -> None:
        super().__init__(f"{page} is not finished: {', '.join(fields)}")
        self.page, self.fields = page, fields


class CmsPage(Page):
    """A page whose draft may be half done, and which is published only when it is whole.

    The form says it beside each field; `publish` holds for every other door, such as many pages at once.
    """

    base_form_class = classproperty(lambda cls: import_string("content.forms.PageForm"))

    class Meta:
        abstract = True

    def missing(self) -> dict[str, str | Promise]:
        """What keeps the page from being published, as sentences by field, beside what its fields and blocks ask."""
        return {}

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """As Wagtail's. Raises Unfinished."""
        page = revision.as_object()
        if fields := [str(page._meta.get_field(name).verbose_name) for name in (*page.missing(), *_half_done(page))]:
            raise Unfinished(page, fields)
        super().publish(revision, *args, **kwargs)


def _half_done(page: Page) -> Iterator[str]:
    """The names of fields with a block that could not be published as it is."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            try:
                field.stream_block.clean(getattr(page, field.name))
            except ValidationError:
                yield field.name


class StandardPage(CmsPage):
    """A page of plain content, such as the accessibility statement."""

    body = StreamField(PAGE_BLOCKS, verbose_name=_("body"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("body")]
    template = "content/standard_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
