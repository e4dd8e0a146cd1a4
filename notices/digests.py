"""The summary that comes once a week, or once a day: who is due, what time it spans, and how it is written.

Windows of one person follow upon one another without a gap and without an overlap, whatever breaks in between: where
one ends is noted in the transaction that sends what is in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accounts.models import User
from notices import mail
from notices.lines import Line, Section, filled
from notices.models import Bounce, MailChoice, Notice
from notices.stopping import DIGEST, stopping_context, stopping_headers

# What is written by a transaction that ends late still carries a time before the window ends.
LATE = timedelta(minutes=5)
MOST_LINES = 20
Digest = MailChoice.Digest
PERIODS = {Digest.WEEKLY: timedelta(days=7), Digest.DAILY: timedelta(days=1)}


@dataclass(frozen=True)
class Window:
    """The time that a digest tells of: from `since`, up to but not including `until`."""

    since: datetime
    until: datetime


def due(now: datetime) -> list[User]:
    """Whose digest is due: a week or a day after what the last one told of, or after she joined. One query."""
    people = User.objects.filter(is_active=True).annotate(
        told_until=Coalesce("mail_choice__digested_until", "date_joined"), address=Lower("email")
    )
    weekly = Q(mail_choice=None) | Q(mail_choice__digest=Digest.WEEKLY)
    wanted = (weekly & Q(told_until__lte=_ago(now, Digest.WEEKLY))) | Q(
        mail_choice__digest=Digest.DAILY, told_until__lte=_ago(now, Digest.DAILY)
    )
    return list(people.filter(wanted).exclude(address__in=Bounce.objects.values("address")).order_by("pk"))


def _ago(now: datetime, digest: str) -> datetime:
    """A period ago by the clock on the wall, so that a timer's hour stays due when clocks change."""
    return localtime(now) - PERIODS[Digest(digest)]


@transaction.atomic
def open_window(user: User, now: datetime) -> Window | None:
    """Take a person's window: nobody else gets it when this transaction ends well, and all of it is back when not.

    None when it is not due any more, such as when another process has taken it.
    """
    MailChoice.objects.get_or_create(user=user)
    choice = MailChoice.objects.select_for_update().get(user=user)
    since = choice.digested_until or user.date_joined
    if choice.digest == Digest.NONE or since > _ago(now, choice.digest):
        return None
    choice.digested_until = now - LATE
    choice.save(update_fields=["digested_until"])
    return Window(since, choice.digested_until)


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


def write_digest(user: User, window: Window, sections: Iterable[Section]) -> bool:
    """Mail a digest in its reader's language; return whether it goes out. Nothing is sent when there is nothing."""
    holding = filled(sections)
    if not holding:
        return False
    return mail.write(
        to=user.email,
        language=user.language,
        template="digest",
        context={"window": window, "sections": holding, **stopping_context(user, DIGEST)},
        essential=False,
        headers=stopping_headers(user, DIGEST),
    )
