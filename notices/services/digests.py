"""Verbs of the summary: a person's window is taken, and mailed.

Windows of one person follow upon one another without a gap and without an overlap, whatever breaks in between: where
one ends is noted in the transaction that sends what is in it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from notices.lines import Section, filled
from notices.models import MailChoice
from notices.queries import Window, period_ago
from notices.services.mail import write_mail
from notices.stopping import DIGEST, stopping_context, stopping_headers

# What is written by a transaction that ends late still carries a time before the window ends.
LATE = timedelta(minutes=5)


@transaction.atomic
def open_window(*, user: User, now: datetime) -> Window | None:
    """Take a person's window: nobody else gets it when this transaction ends well, and all of it is back when not.

    None when it is not due any more, such as when another process has taken it.
    """
    MailChoice.objects.get_or_create(user=user)
    choice = MailChoice.objects.select_for_update().get(user=user)
    since = choice.digested_until or user.date_joined
    if choice.digest == MailChoice.Digest.NONE or since > period_ago(now, choice.digest):
        return None
    choice.digested_until = now - LATE
    choice.save(update_fields=["digested_until"])
    return Window(since, choice.digested_until)


def write_digest(*, user: User, window: Window, sections: Iterable[Section]) -> bool:
    """Mail a digest in its reader's language; return whether it goes out. Nothing is sent when nothing is new."""
    holding = filled(sections)
    if not holding:
        return False
    return write_mail(
        to=user.email,
        language=user.language,
        template="digest",
        context={"window": window, "sections": holding, **stopping_context(user, DIGEST)},
        essential=False,
        headers=stopping_headers(user, DIGEST),
    )
