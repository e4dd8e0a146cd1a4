"""Verbs of mail: one is written, and goes out when what it tells of is in the database."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.tasks import Task

from notices.mail import compose
from notices.queries import bounced
from notices.tasks import AHEAD, send_mail


def write_mail(
    *,
    to: str,
    language: str,
    template: str,
    context: dict[str, Any],
    essential: bool = True,
    headers: dict[str, str] | None = None,
    until: datetime | None = None,
    calendar: str = "",
) -> bool:
    """Send a mail when what is told in it is in the database; return whether it goes out.

    What somebody can do without is not sent to an address that takes no mail. What is of use until a moment, such as a
    code, goes before everything else, and not at all when that moment has passed. `calendar` is an appointment
    (RFC 5546) that goes with it.
    """
    if not essential and bounced([to]):
        return False
    rendered = compose(language=language, template=template, context=context)
    task = send_mail.using(priority=AHEAD) if until else send_mail
    send = partial(
        task.enqueue,
        to=to,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        headers=headers or {},
        until=until.isoformat() if until else "",
        calendar=calendar,
    )
    enqueue_on_commit(enqueue=send, task=send_mail)
    return True


def enqueue_on_commit(*, enqueue: Callable[[], object], task: Task) -> None:
    """Let a task begin when what it tells is in the database.

    Where tasks wait in the database themselves, they are written in the same transaction, so that none is lost when
    the process ends right after it; elsewhere they begin after the commit.
    """
    if task.get_backend().supports_defer:
        enqueue()
    else:
        transaction.on_commit(enqueue)
