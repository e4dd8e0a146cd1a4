"""Verbs of what cannot wait for a summary: a mail of its own, at once, to those who want that."""

from collections.abc import Iterable
from functools import partial

from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from notices.models import Notice
from notices.queries import wants_mail_at_once
from notices.services.mail import enqueue_on_commit, write_mail
from notices.stopping import AT_ONCE, stopping_context, stopping_headers
from notices.tasks import mail_notices


def mail_at_once(*, key: str, people: Iterable[User]) -> None:
    """Mail an event to those of the people who want that, each once, when it is in the database."""
    wanted = wants_mail_at_once(people)
    # Locked, so that of two processes that tell the same event one mails it.
    waiting = Notice.objects.select_for_update().filter(key=key, recipient__in=wanted, mailed_at=None)
    chosen = list(waiting.values_list("pk", flat=True))
    if chosen:
        Notice.objects.filter(pk__in=chosen).update(mailed_at=timezone.now())
        enqueue_on_commit(enqueue=partial(mail_notices.enqueue, chosen), task=mail_notices)


def mail_notice(*, notice: Notice) -> bool:
    """Mail one notice to its recipient in her language; return whether it goes out."""
    reader = notice.recipient
    with override(reader.language):
        line = notice.line.in_lines()
    return write_mail(
        to=reader.email,
        language=reader.language,
        template="notice",
        context={"line": line, **stopping_context(reader, AT_ONCE)},
        headers=stopping_headers(reader, AT_ONCE),
    )


def leave_to_digest(*, notice: Notice) -> None:
    """Let the next summary tell what could not be mailed by itself."""
    Notice.objects.filter(pk=notice.pk).update(mailed_at=None)
