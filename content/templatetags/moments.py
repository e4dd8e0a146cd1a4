"""Moments as people say them."""

from datetime import datetime, timedelta

from django import template
from django.utils.formats import date_format, time_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def when(moment: datetime) -> str:
    """A moment by the clock on the wall: of today and yesterday by these words, of this year without the year."""
    here, now = localtime(moment), localtime()
    time = time_format(here, "TIME_FORMAT")
    if here.date() == now.date():
        return _("today %(time)s") % {"time": time}
    if here.date() == now.date() - timedelta(days=1):
        return _("yesterday %(time)s") % {"time": time}
    if here.year == now.year:
        return _("%(day)s, %(time)s") % {"day": date_format(here, "MONTH_DAY_FORMAT"), "time": time}
    return date_format(here, "DATETIME_FORMAT")


@register.filter
def moment(value: datetime) -> SafeString:
    """The same as an element that programs read as well."""
    return format_html('<time datetime="{}">{}</time>', localtime(value).isoformat(), when(value))
