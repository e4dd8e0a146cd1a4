"""Saying something on a board, and sending what is told of it, for tests."""

from uuid import uuid4

from django.core import mail

from discussions.services import create_post, open_thread
from notices.models import Notice
from notices.tasks import mail_notices

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
