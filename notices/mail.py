"""Mail as it is written: subject, text and page from templates, in the language of its reader, after the commit."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.tasks import Task
from django.template.loader import render_to_string
from django.utils.translation import override

from notices.lines import one_line
from notices.queries import bounced
from notices.tasks import send_mail

SUBJECT_LENGTH = 150


@dataclass(frozen=True)
class RenderedMail:
    """A mail as it is read: the subject, and the same words as text and as a page."""

    subject: str
    text: str
    html: str


def compose(*, language: str, template: str, context: dict[str, Any]) -> RenderedMail:
    """Fill the templates of a mail.

    `template` is a folder in `templates/mail/` with `subject.txt`, `text.txt` and `page.html`.
    """
    context = {**context, "base_url": settings.WAGTAILADMIN_BASE_URL, "language": language}
    with override(language):
        subject, text, html = (
            render_to_string(f"mail/{template}/{part}", context) for part in ("subject.txt", "text.txt", "page.html")
        )
    return RenderedMail(one_line(subject, SUBJECT_LENGTH), text.strip() + "\n", html.strip() + "\n")


def write(
    *,
    to: str,
    language: str,
    template: str,
    context: dict[str, Any],
    essential: bool = True,
    headers: dict[str, str] | None = None,
) -> bool:
    """Send a mail when what is told in it is in the database; return whether it goes out.

    What somebody can do without is not sent to an address that takes no mail.
    """
    if not essential and bounced([to]):
        return False
    rendered = compose(language=language, template=template, context=context)
    send = partial(
        send_mail.enqueue,
        to=to,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        headers=headers or {},
    )
    once_committed(send, send_mail)
    return True


def once_committed(enqueue: Callable[[], object], task: Task) -> None:
    """Let a task begin when what it tells is in the database.

    Where tasks wait in the database themselves, they are written in the same transaction, so that none is lost when
    the process ends right after it; elsewhere they begin after the commit.
    """
    if task.get_backend().supports_defer:
        enqueue()
    else:
        transaction.on_commit(enqueue)
