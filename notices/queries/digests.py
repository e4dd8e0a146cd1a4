"""Reads of the summary that comes once a week, or once a day: who is due, and what she has not read."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, Q, Value, When
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accounts.models import User
from notices.lines import Line, Section
from notices.models import Bounce, MailChoice, Notice

MOST_LINES = 20
Kind = Notice.Kind
# What asks something of somebody, or leads to what she should read herself: what asks most of her first.
WAITING = (
    *(Kind.MENTION, Kind.ANSWER, Kind.REPLY, Kind.READER, Kind.SHARED, Kind.REMARK, Kind.REPORT, Kind.ANNOUNCEMENT),
    *(Kind.GATHERING_CANCELLED, Kind.GATHERING_CHANGED, Kind.GATHERING, Kind.GATHERING_SOON),
    *(Kind.LETTER, Kind.HIDDEN, Kind.OPENED),
)
# What a digest tells of with the board on which it stands, as long as it is new there.
OF_BOARDS = (Kind.POST, Kind.THREAD)
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


def unread_sections(user: User, window: Window) -> tuple[Section, Section]:
    """What somebody was told in a window and has neither read nor got by mail: what waits for her, what asks most of
    her first, and what is good to know. One query, or two where there is very much.

    That she was mentioned waits for her until she has read it, though she has got it by mail. What is new on boards is
    told by them.
    """
    told = Notice.objects.visible_to(user).unread().exclude(kind__in=OF_BOARDS)
    told = told.filter(Q(mailed_at=None) | Q(kind=Kind.MENTION))
    told = told.filter(created_at__gte=window.since, created_at__lt=window.until)
    ranks = [When(kind=kind, then=Value(rank)) for rank, kind in enumerate(WAITING)]
    told = told.annotate(rank=Case(*ranks, default=Value(len(WAITING)))).select_related("actor")
    first = list(told.order_by("rank", "-created_at", "-pk")[: MOST_LINES + 1])
    with override(user.language):
        waiting = [one.line for one in first[:MOST_LINES] if one.rank < len(WAITING)]
        others = [one.line for one in first[:MOST_LINES] if one.rank == len(WAITING)]
        if len(first) > MOST_LINES:
            more = told.count() - MOST_LINES
            what = ngettext("%(number)s more notice", "%(number)s more notices", more) % {"number": more}
            (others or waiting).append(Line(what, path=reverse("notices")))
        return Section(_("Waiting for you"), tuple(waiting)), Section(_("Good to know"), tuple(others))
