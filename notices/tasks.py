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
    from notices.services import note_bounce

    if until and timezone.now() > datetime.fromisoformat(until):
        return
    mail = EmailMultiAlternatives(" ".join(subject.split()), text, settings.DEFAULT_FROM_EMAIL, [to], headers=headers)
    mail.attach_alternative(html, "text/html")
    if calendar:
        mail.attach(appointment_part(calendar))
    try:
        mail.send()
    except OSError as error:
        reason = refusal(error)
        if reason:
            note_bounce(address=to, reason=reason)
            return
        if attempt >= ATTEMPTS or not send_mail.get_backend().supports_defer:
            raise
        wait = timedelta(seconds=10 if until else 60) * 2**attempt
        later = send_mail.using(run_after=timezone.now() + wait, priority=AHEAD if until else 0)
        mailed: dict[str, Any] = {"to": to, "subject": subject, "text": text, "html": html, "headers": headers}
        later.enqueue(**mailed, until=until, calendar=calendar, attempt=attempt + 1)


@task(backend=BACKEND)
def mail_notices(pks: list[int]) -> None:
    """Write the mails of notices; what was taken back in between is not told.

    A mail that cannot be written keeps none of the others back: its notice is left to the next digest.
    """
    from notices.services import leave_to_digest, mail_notice

    waiting = list(Notice.objects.filter(pk__in=pks).select_related("actor", "recipient").order_by("pk"))
    refused = bounced(notice.recipient.email for notice in waiting)
    for notice in (one for one in waiting if one.recipient.email not in refused):
        try:
            with transaction.atomic():
                mail_notice(notice=notice)
        except Exception:
            logger.exception("The mail of notice %s could not be written.", notice.pk)
            leave_to_digest(notice=notice)
