"""Verbs of what cannot wait for a summary: a mail of its own, at once, to those who want that."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from notices.lines import About
from notices.mail import RenderedMail, compose
from notices.models import Notice
from notices.queries import wants_mail_at_once
from notices.services.mail import enqueue_on_commit
from notices.signals import asked_about
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


def letter_of(*, notice: Notice) -> RenderedMail | None:
    """The mail of a notice in its recipient's language, as what it tells of is now; None when that is gone."""
    reader = notice.recipient
    with override(reader.language):
        answers: list[Any] = [answer for _receiver, answer in asked_about.send(sender=Notice, notice=notice)]
        about = next((one for one in answers if isinstance(one, About)), None) or About()
        line = notice.line.in_lines()
    if about.is_gone:
        return None
    context: dict[str, Any] = {"line": line, **stopping_context(reader, AT_ONCE)}
    context |= {"answers": "board" if about.is_answered else "", "answers_nameless": about.is_nameless}
    headers = stopping_headers(reader, AT_ONCE)
    if about.reply_to:
        context["answers"], headers["Reply-To"] = "thread", about.reply_to
    if about.whole:
        context["whole"] = about.whole.in_lines()
    return compose(
        language=reader.language,
        template="announcement" if about.whole else "notice",
        context=context,
        headers=headers,
    )


def leave_to_digest(*, notice: Notice) -> None:
    """Let the next summary tell what could not be mailed by itself."""
    Notice.objects.filter(pk=notice.pk).update(mailed_at=None)
