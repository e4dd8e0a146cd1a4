"""Mail as it is read: subject, text and page from templates, in the language of its reader."""

import re
from dataclasses import dataclass, field
from email import policy
from email.message import MIMEPart
from html import unescape
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from notices.lines import one_line

SUBJECT_LENGTH = 150


@dataclass(frozen=True)
class RenderedMail:
    """A mail as it is read: the subject, and the same words as text and as a page."""

    subject: str
    text: str
    html: str
    headers: dict[str, str] = field(default_factory=dict)


def compose(
    *, language: str, template: str, context: dict[str, Any], headers: dict[str, str] | None = None
) -> RenderedMail:
    """Fill the templates of a mail.

    `template` is a folder in `templates/mail/` with `subject.txt`, `text.txt` and `page.html`. Every mail says what
    becomes of an answer: it goes to `answered_by`, or `answers` say that it belongs on a "board" or is posted in a
    "thread"; else there can be none.
    """
    context = {**context, "base_url": settings.WAGTAILADMIN_BASE_URL, "language": language}
    with override(language):
        subject, text, html = (
            render_to_string(f"mail/{template}/{part}", context) for part in ("subject.txt", "text.txt", "page.html")
        )
        answering = render_to_string("mail/answering.txt", {**context, "in_text": True})
    said = f"{text.strip()}\n\n{unescape(answering).strip()}\n"
    return RenderedMail(one_line(subject, SUBJECT_LENGTH), said, html.strip() + "\n", headers or {})


def appointment_part(calendar: str) -> MIMEPart:
    """An appointment as mail programs know it: its kind says the method that stands in it (RFC 6047)."""
    found = re.search(r"^METHOD:(\w+)", calendar, re.MULTILINE)
    part = MIMEPart(policy=policy.SMTP)
    part.set_content(
        calendar,
        subtype="calendar",
        # Its lines end as they must, whatever way the mail takes.
        cte="base64",
        params={"method": found[1] if found else "PUBLISH"},
        disposition="attachment",
        filename="gnista.ics",
    )
    return part
