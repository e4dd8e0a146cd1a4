"""Saying something on a board, and sending what is told of it, for tests."""

from uuid import uuid4

from django.core import mail

from discussions.reply_addresses import reply_address
from discussions.services import create_post, open_thread
from notices.models import Notice
from notices.tasks import mail_notices

QUOTED = "\n\nDen tis 1 dec. 2026 kl 10:00 skrev Gnista <gnista@example.org>:\n\n> Hur gör ni?\n"
LONG = "En lång rad med ord. " * 200


def announce(cohort, author, **more):
    said = {"title": "Ny tid", "source": "Vi ses **klockan tio**.\n\nTa med fika.", "kind": "announcement", **more}
    return open_thread(cohort=cohort, author=author, submission_id=uuid4(), **said)


def say(thread, author, text, **more):
    return create_post(thread=thread, author=author, source=text, submission_id=uuid4(), **more)


def begin(cohort, author, **more):
    said = {"title": "Om möten", "source": "Hur gör ni?", "submission_id": uuid4(), **more}
    return open_thread(cohort=cohort, author=author, **said)


def send(person, **facts):
    """What goes to a person by mail, as the worker sends it some time later."""
    mail.outbox.clear()
    mail_notices.func(list(Notice.objects.filter(recipient=person, **facts).values_list("pk", flat=True)))
    return mail.outbox


def letter(person, post, text="Så här gör vi." + QUOTED, **fields):
    """A mail by which a person answers a post, with some fields otherwise."""
    to = fields.pop("to", None) or reply_address(person=person.pk, thread=post.thread_id, post=post.pk)
    head = {"From": f"{person.name} <{person.email}>", "To": to, "Message-ID": "<1@example.org>", "Subject": "Re: Hej"}
    head |= {"Content-Type": "text/plain; charset=utf-8"} | {name.replace("_", "-"): it for name, it in fields.items()}
    lines = [f"{name}: {value}" for name, value in head.items() if value is not None]
    return ("\n".join(lines) + "\n\n" + text).encode()


def answers(post):
    return list(post.replies.order_by("pk").values_list("author__email", "source"))
