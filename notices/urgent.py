"""What cannot wait for a summary: a mail of its own, at once, to those who want that."""

import logging
from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.tasks import task
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from notices import mail
from notices.models import Notice
from notices.queries import bounced, wants_mail_at_once
from notices.stopping import AT_ONCE, stopping_context, stopping_headers
from notices.tasks import BACKEND

logger = logging.getLogger(__name__)


def mail_at_once(*, key: str, people: Iterable[User]) -> None:
    """Mail an event to those of the people who want that, each once, when it is in the database."""
    wanted = wants_mail_at_once(people)
    # Locked, so that of two processes that tell the same event one mails it.
    waiting = Notice.objects.select_for_update().filter(key=key, recipient__in=wanted, mailed_at=None)
    chosen = list(waiting.values_list("pk", flat=True))
    if chosen:
        Notice.objects.filter(pk__in=chosen).update(mailed_at=timezone.now())
        mail.once_committed(partial(mail_notices.enqueue, chosen), mail_notices)


@task(backend=BACKEND)
def mail_notices(pks: list[int]) -> None:
    """Write the mails of notices; what was taken back in between is not told.

    A mail that cannot be written keeps none of the others back: its notice is left to the next digest.
    """
    waiting = list(Notice.objects.filter(pk__in=pks).select_related("actor", "recipient").order_by("pk"))
    refused = bounced(notice.recipient.email for notice in waiting)
    for notice in (one for one in waiting if one.recipient.email not in refused):
        try:
            with transaction.atomic():
                write_notice(notice)
        except Exception:
            logger.exception("The mail of notice %s could not be written.", notice.pk)
            Notice.objects.filter(pk=notice.pk).update(mailed_at=None)


def write_notice(notice: Notice) -> bool:
    """Mail one notice to its recipient in her language; return whether it goes out."""
    reader = notice.recipient
    with override(reader.language):
        line = notice.line.in_lines()
    return mail.write(
        to=reader.email,
        language=reader.language,
        template="notice",
        context={"line": line, **stopping_context(reader, AT_ONCE)},
        headers=stopping_headers(reader, AT_ONCE),
    )
