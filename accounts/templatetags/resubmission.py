"""The mark of a form that is kept when its author was signed out meanwhile. Built into every template."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.resubmission import MARK, mark_of

register = template.Library()


@register.simple_tag(takes_context=True)
def resubmittable(context: Any, form: Any) -> SafeString | str:
    """The mark of a form, or of a class of forms by its whole name; nothing for somebody who is not signed in."""
    # A part of a page that is drawn by itself, or with names of its own alone, has the request in one of these places.
    request = context.get("request") or context.request
    person = request.user
    if not person.is_authenticated:
        return ""
    return format_html(
        '<input type="hidden" name="{}" value="{}">',
        MARK,
        mark_of(form if isinstance(form, str) else type(form), person.pk),
    )
