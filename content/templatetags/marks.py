"""What was looked for, marked where it stands."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def marks(parts: Iterable[tuple[str, bool]]) -> SafeString:
    """Parts of a text as HTML, those that were looked for as marks."""
    shown = (format_html("<mark>{}</mark>", text) if is_found else text for text, is_found in parts)
    return format_html_join("", "{}", ((part,) for part in shown))
