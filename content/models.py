"""How things are said: pages that belong to no course."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from content.blocks import PAGE_BLOCKS


class StandardPage(Page):
    """A page of plain content, such as the accessibility statement."""

    body = StreamField(PAGE_BLOCKS, verbose_name=_("body"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("body")]
    template = "content/standard_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
