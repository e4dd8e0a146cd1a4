"""Mail, sent behind the page that causes it, and sent again when the post office is closed."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.tasks import task
from django.utils import timezone

from notices.bounces import note_bounce
from notices.reports import refusal

BACKEND = "mail" if "mail" in settings.TASKS else "default"
ATTEMPTS = 6


@task(backend=BACKEND)
def send_mail(
    to: str, subject: str, text: str, html: str, headers: dict[str, str] | None = None, attempt: int = 1
) -> None:
    """Send one mail in both forms. A subject is one line, whatever it was made from.

    What cannot be sent is tried again after 2, 4, 8 … minutes where tasks can wait, six times in all. An address
    that the mail server refuses for good is noted instead.
    """
    mail = EmailMultiAlternatives(" ".join(subject.split()), text, settings.DEFAULT_FROM_EMAIL, [to], headers=headers)
    mail.attach_alternative(html, "text/html")
    try:
        mail.send()
    except OSError as error:
        reason = refusal(error)
        if reason:
            note_bounce(address=to, reason=reason)
            return
        if attempt >= ATTEMPTS or not send_mail.get_backend().supports_defer:
            raise
        later = send_mail.using(run_after=timezone.now() + timedelta(minutes=2**attempt))
        later.enqueue(to=to, subject=subject, text=text, html=html, headers=headers, attempt=attempt + 1)
