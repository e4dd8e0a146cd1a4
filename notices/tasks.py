"""Mail, sent behind the page that causes it, and sent again when the post office is closed.

Verbs begin these tasks, so what a task calls in its turn is imported when it runs.
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.tasks import task
from django.utils import timezone

from notices.mail import appointment_part
from notices.models import Notice
from notices.queries import bounced
from notices.reports import refusal

BACKEND = "mail" if "mail" in settings.TASKS else "default"
ATTEMPTS = 6
# The priority of what somebody waits for in front of the page.
AHEAD = 50

logger = logging.getLogger(__name__)


@task(backend=BACKEND)
def send_mail(
    to: str,
    subject: str,
    text: str,
    html: str,
    headers: dict[str, str] | None = None,
    attempt: int = 1,
    until: str = "",
    calendar: str = "",
) -> None:
    """Send one mail in both forms. A subject is one line, whatever it was made from.

    What cannot be sent is tried again after 2, 4, 8 … minutes where tasks can wait, six times in all; what is of use
    `until` a moment after as many times ten seconds, and no longer than that. An address that the mail server refuses
    for good is noted instead.
    """
    if until and timezone.now() > datetime.fromisoformat(until):
        return
    mail = _made(to, subject, text, html, headers)
    if calendar:
        mail.attach(appointment_part(calendar))
    if not _is_done(mail, attempt):
        wait = timedelta(seconds=10 if until else 60) * 2**attempt
        later = send_mail.using(run_after=timezone.now() + wait, priority=AHEAD if until else 0)
        mailed: dict[str, Any] = {"to": to, "subject": subject, "text": text, "html": html, "headers": headers}
        later.enqueue(**mailed, until=until, calendar=calendar, attempt=attempt + 1)


def _made(to: str, subject: str, text: str, html: str, headers: dict[str, str] | None) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(" ".join(subject.split()), text, settings.DEFAULT_FROM_EMAIL, [to], headers=headers)
    mail.attach_alternative(html, "text/html")
    return mail


def _is_done(mail: EmailMultiAlternatives, attempt: int) -> bool:
    """Whether a mail is sent, or never will be since its address is refused, and noted. When it has been tried often
    enough, the error of the last time is raised.
    """
    from notices.services import note_bounce

    try:
        mail.send()
    except OSError as error:
        reason = refusal(error)
        if reason:
            note_bounce(address=mail.to[0], reason=reason)
            return True
        if attempt >= ATTEMPTS or not send_mail.get_backend().supports_defer:
            raise
        return False
    return True


@task(backend=BACKEND)
def mail_notices(pks: list[int]) -> None:
    """Let each of some notices be mailed by itself: one that cannot be sent keeps none of the others back."""
    for pk in sorted(pks):
        mail_notice.enqueue(pk)


@task(backend=BACKEND)
def mail_notice(pk: int, attempt: int = 1) -> None:
    """Write the mail of a notice and send it, as what it tells of is in that moment; what was taken back in between is
    not told. Tried again as `send_mail` is, and written anew each time.

    When it cannot be written, its notice is left to the next digest.
    """
    from notices.services import leave_to_digest, letter_of

    notice = Notice.objects.filter(pk=pk).select_related("actor", "recipient").first()
    if notice is None or bounced([notice.recipient.email]):
        return
    try:
        with transaction.atomic():
            letter = letter_of(notice=notice)
    except Exception:
        logger.exception("The mail of notice %s could not be written.", pk)
        leave_to_digest(notice=notice)
        return
    if letter is None:
        return
    mail = _made(notice.recipient.email, letter.subject, letter.text, letter.html, letter.headers)
    if not _is_done(mail, attempt):
        later = mail_notice.using(run_after=timezone.now() + timedelta(seconds=60) * 2**attempt)
        later.enqueue(pk, attempt + 1)
