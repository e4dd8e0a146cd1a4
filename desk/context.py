"""What the trainer reads of a day that she plans: its week, and that people are free on it."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cohorts.public_holidays import holiday_on


def day_in_words(day: date) -> str:
    """A day with its week, and with the holiday that it is."""
    words = {"day": date_format(day, "j F Y"), "week": day.isocalendar().week, "holiday": holiday(day)}
    if words["holiday"]:
        return _("%(day)s, week %(week)s: %(holiday)s") % words
    return _("%(day)s, week %(week)s") % words


def week_in_words(monday: date) -> str:
    """A week with its days, and with the holidays on which people would else work."""
    first, last = date_format(monday, "j F"), date_format(monday + timedelta(days=6), "j F")
    words = _("Week %(number)s (%(first)s – %(last)s)") % {
        "number": monday.isocalendar().week,
        "first": first,
        "last": last,
    }
    named = [name for at in range(5) if (name := holiday(monday + timedelta(days=at)))]
    return f"{words}: {', '.join(named)}" if named else words


def on_holidays(planned: Iterable[tuple[str, date]]) -> list[str]:
    """Those of some things planned for days that fall on a holiday, each in words."""
    return [f"{title}, {day_in_words(day)}" for title, day in planned if holiday(day)]


def holiday(day: date) -> str:
    """The holiday that a day is, in the language of the moment; empty for a day like others."""
    return holiday_on(day, get_language() or "sv")
