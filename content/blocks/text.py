"""Blocks that say something: running text, key facts, tips and warnings."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

PROSE = ["h2", "h3", "bold", "italic", "ol", "ul", "blockquote", "link"]
PLAIN = ["bold", "italic", "ol", "ul", "link"]


class ProseBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(features=PROSE, **kwargs)

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        template = "blocks/text.html"
        description = _("Running text with headings, lists, quotations and links")
        preview_value = (
            "<h2>Tio sekunder</h2><p>Samira säger att listan för nattmaten inte fungerar. Det blir tyst.</p>"
            "<p>Vad hon gör nästa gång avgörs av vad som händer de närmaste tio sekunderna.</p>"
        )


class FactBlock(blocks.StructBlock):
    body = blocks.RichTextBlock(features=["bold", "italic", "link"], label=_("Key fact"))
    source = blocks.CharBlock(max_length=200, label=_("Source"), help_text=_("Author and year."))

    class Meta:
        label = _("Key fact")
        icon = "openquote"
        template = "blocks/fact.html"
        description = _("A fact with its source, in the margin beside the text before it")
        preview_value = {
            "body": "<p>En delad uppfattning om att det går att ta risker med varandra i gruppen.</p>",
            "source": "Edmondson 1999",
        }


class AdviceBlock(blocks.StructBlock):
    """A few sentences apart from the text; tip and warning differ in ground and label."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    body = blocks.RichTextBlock(features=PLAIN, label=_("Text"))

    class Meta:
        preview_value = {
            "title": "Börja med dig själv",
            "body": "<p>Säg en egen halvfärdig tanke först. Då blir det lättare för nästa.</p>",
        }


class TipBlock(AdviceBlock):
    class Meta:
        label = _("Tip")
        icon = "help"
        template = "blocks/tip.html"
        description = _("A piece of advice that makes things easier")


class WarningBlock(AdviceBlock):
    class Meta:
        label = _("Warning")
        icon = "warning"
        template = "blocks/warning.html"
        description = _("Something that often goes wrong, and how to avoid it")
