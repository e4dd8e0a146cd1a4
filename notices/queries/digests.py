"""Reads of the summary that comes once a week, or once a day: who is due, and what she has not read."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accounts.models import User
from notices.lines import Line, Section
from notices.models import Bounce, MailChoice, Notice

MOST_LINES = 20
Digest = MailChoice.Digest
PERIODS = {Digest.WEEKLY: timedelta(days=7), Digest.DAILY: timedelta(days=1)}


@dataclass(frozen=True)
class Window:
    """The time that a digest tells of: from `since`, up to but not including `until`."""

    since: datetime
    until: datetime


def people_due(now: datetime) -> list[User]:
    """Whose digest is due: a week or a day after what the last one told of, or after she joined. One query."""
    people = User.objects.filter(is_active=True).annotate(
        told_until=Coalesce("mail_choice__digested_until", "date_joined"), address=Lower("email")
    )
    weekly = Q(mail_choice=None) | Q(mail_choice__digest=Digest.WEEKLY)
    wanted = (weekly & Q(told_until__lte=period_ago(now, Digest.WEEKLY))) | Q(
        mail_choice__digest=Digest.DAILY, told_until__lte=period_ago(now, Digest.DAILY)
    )
    return list(people.filter(wanted).exclude(address__in=Bounce.objects.values("address")).order_by("pk"))


def period_ago(now: datetime, digest: str) -> datetime:
    """A period ago by the clock on the wall, so that a timer's hour stays due when clocks change."""
    return localtime(now) - PERIODS[Digest(digest)]


def unread_lines(user: User, window: Window) -> list[Line]:
    """What somebody was told in a window and has neither read nor got by mail."""
    told = Notice.objects.visible_to(user).unread().filter(mailed_at=None, created_at__gte=window.since)
    told = told.filter(created_at__lt=window.until).select_related("actor")
    newest = list(told[: MOST_LINES + 1])
    with override(user.language):
        lines = [notice.line for notice in newest[:MOST_LINES]]
        if len(newest) > MOST_LINES:
            more = told.count() - MOST_LINES
            what = ngettext("%(number)s more notice", "%(number)s more notices", more) % {"number": more}
            lines.append(Line(what, path=reverse("notices")))
    return lines


def unread_section(user: User, window: Window) -> Section:
    """The notices' own part of a digest."""
    with override(user.language):
        return Section(_("What concerns you"), tuple(unread_lines(user, window)))
