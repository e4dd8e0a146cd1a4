"""Mail goes out once what it tells of is certain, and again when it could not be sent."""

import re
from importlib import import_module

import pytest
from django.apps import apps
from django.core import mail
from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from notices.lines import one_line
from notices.mail import compose
from notices.services import write_mail
from notices.tasks import ATTEMPTS, mail_notices, send_mail
from styleguide.mail import NAMES, sample

MAIL = {"to": "x@example.org", "subject": "S", "text": "T", "html": "<p>H</p>", "headers": {"List-Unsubscribe": "<x>"}}


@pytest.fixture
def shut(monkeypatch):
    def refuse(self):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)


def test_nothing_is_sent_for_what_did_not_happen(tove, cohort, django_capture_on_commit_callbacks):
    context = {"cohort": cohort.name, "trainer": tove.name, "path": "/"}
    for happens in (False, True):
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            write_mail(to="x@example.org", language="sv", template="invitation", context=context)
            transaction.set_rollback(not happens)
        assert len(mail.outbox) == happens


def test_a_mail_that_cannot_be_sent_breaks_no_page(shut, db):
    assert str(send_mail.enqueue(**MAIL).status) == "FAILED"


@pytest.mark.parametrize(("attempt", "again"), [(1, True), (ATTEMPTS - 1, True), (ATTEMPTS, False)])
def test_it_is_tried_again_for_a_while(shut, monkeypatch, attempt, again):
    enqueued = []
    backend = send_mail.get_backend()
    monkeypatch.setattr(type(backend), "supports_defer", True)
    monkeypatch.setattr(type(backend), "enqueue", lambda self, task, args, kwargs: enqueued.append((task, kwargs)))
    if again:
        send_mail.func(**MAIL, attempt=attempt, calendar="BEGIN:VCALENDAR")
        [(task, kwargs)] = enqueued
        assert kwargs == {**MAIL, "attempt": attempt + 1, "until": "", "calendar": "BEGIN:VCALENDAR"}
        assert task.run_after is not None
    else:
        with pytest.raises(ConnectionRefusedError):
            send_mail.func(**MAIL, attempt=attempt)
        assert enqueued == []


def test_mail_that_waits_while_a_release_is_put_in_place_goes_out_with_it(db):
    waiting = DBTaskResult.objects.create(
        args_kwargs={"args": [[1]], "kwargs": {}}, task_path="notices.urgent.mail_notices", backend_name="mail"
    )
    import_module("notices.migrations.0007_where_tasks_live").move(apps, None)
    waiting.refresh_from_db()
    assert import_string(waiting.task_path) is mail_notices


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("language", "word"), [("sv", "svar"), ("en", "answer")])
def test_every_mail_says_what_becomes_of_an_answer(name, language, word):
    """In the foot of the page, and as the last line of the text."""
    mail = sample(name, language)
    [foot] = re.findall(r'<p class="mail-answering"[^>]*>(.+)</p>', mail.html)
    last = mail.text.strip().splitlines()[-1]
    assert word in foot.lower()
    assert foot.split(".")[0] == last.split(".")[0]


@pytest.mark.parametrize("name", ["Tove <b>Ek</b> & co", "x\r\nBcc: y@example.org", "שלום"])
def test_whoever_an_answer_goes_to_is_named(name):
    mail = compose(language="en", template="unknown", context={"answered_by": one_line(name)})
    assert mail.text.endswith(f"\n\nIf you answer this mail, your answer goes to {one_line(name)}.\n")
    assert "<b>Ek" not in mail.html


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "This mail cannot be answered."),
        ({"answers": "board"}, "This mail cannot be answered. Follow the address to answer on the board."),
        ({"answers": "thread"}, "Answer this mail, and your words are posted in the thread."),
    ],
)
def test_without_a_person_it_says_where_answers_belong(facts, said):
    assert compose(language="en", template="unknown", context=facts).text.endswith(f"\n\n{said}\n")
