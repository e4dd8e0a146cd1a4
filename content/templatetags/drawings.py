"""Small drawings from the sprite. Built into every template, since most pages show dozens of them."""

from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing by its name in `static/icons.svg`; for the eye only, so its meaning stands beside it in words."""
    return _drawn(name)


@cache
def _drawn(name: str) -> SafeString:
    drawing = '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>'
    return format_html(drawing, static("icons.svg"), name)
