"""Somebody with a whole life in Gnista, and what is found of her."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate
from django_tasks_db.models import DBTaskResult
from wagtail.models import Comment, ModelLogEntry

from accounts.models import SignInRules, User
from accounts.services import create_person
from cohorts.models import Membership
from cohorts.services import join, note_absence, request_deletion, send_message
from discussions.files import check
from discussions.models import Attachment
from discussions.services import create_post, hide, keep_draft, mark_helped, open_name, open_thread, report
from home.services import plan_erasure, tick
from journals.services import remark, save_entry, share_with_cohort, share_with_trainers
from notices.services import note_bounce
from practice.services import mark_done
from progress.services import record
from quizzes.services import start
from tests.conftest import page_of
from tests.content.files import PDF
from tests.home.changing import MARKER as HIDDEN
from tests.meeting import meet

MARKER = "Zqvittraglömsk"


@pytest.fixture
def vera(cohort, other_cohort):
    """Somebody who has done everything that a coach can do, with the marker in each text; a trainer elsewhere."""
    person = create_person(email=f"{MARKER.lower()}@example.com", name=f"Vera {MARKER}", unit=MARKER)
    join(cohort=cohort, user=person)
    join(cohort=other_cohort, user=person, role="trainer")
    return person


@pytest.fixture
def learning(vera, tove, cohort, reflection, practice, quiz):
    """What she wrote for herself, shared, did and answered."""
    entry = save_entry(author=vera, step_key=reflection.translation_key, text=f"Ett {MARKER}", expected_version=0)
    entry = save_entry(author=vera, key=entry.key, text=f"Två {MARKER}", expected_version=1)
    share = share_with_trainers(entry=entry, cohort=cohort, source=f"Delat {MARKER}", submission_id=uuid4())
    remark(share=share, author=tove, source="Tack för att du delar", submission_id=uuid4())
    share_with_cohort(entry=entry, cohort=cohort, source=f"Ut {MARKER}", title=MARKER, submission_id=uuid4())
    mark_done(coach=vera, step_key=practice.translation_key, done_on=localdate(), line=f"Det gick {MARKER}")
    start(coach=vera, quiz=quiz)


@pytest.fixture
def talking(vera, bo, tove, sten, cohort, other_cohort):
    """What she said on boards, and what trainers did with it."""
    file = check(f"{MARKER}.pdf", PDF)
    first = open_thread(
        cohort=cohort,
        author=vera,
        title=f"Rubrik {MARKER}",
        source=f"Fråga {MARKER}",
        submission_id=uuid4(),
        files=[file],
    )
    create_post(thread=first.thread, author=bo, source="Bos svar står kvar", submission_id=uuid4(), parent=first)
    alone = open_thread(cohort=cohort, author=vera, title=MARKER, source=MARKER, submission_id=uuid4())
    bos = open_thread(cohort=cohort, author=bo, title="Bos tråd", source="Bo skriver", submission_id=uuid4())
    answer = create_post(thread=bos.thread, author=vera, source=f"Svar {MARKER}", submission_id=uuid4(), parent=bos)
    create_post(thread=bos.thread, author=vera, source=f"Igen {MARKER}", submission_id=uuid4(), parent=bos)
    hide(post=answer, by=tove, reason="Hör hemma någon annanstans")
    mark_helped(post=bos, user=vera, helped=True)
    report(post=bos, by=vera, reason=f"Jag tycker {MARKER}")
    nameless = open_thread(
        cohort=cohort, author=vera, title=MARKER, source=MARKER, submission_id=uuid4(), is_anonymous=True
    )
    open_name(post=nameless, by=tove, reason="Måste veta")
    hers = open_thread(
        cohort=other_cohort, author=sten, title="S", source="S", submission_id=uuid4(), is_anonymous=True
    )
    open_name(post=hers, by=vera, reason="Som kursledare")
    return {"first": first, "alone": alone, "bos": bos, "answer": answer, "nameless": nameless}


@pytest.fixture
def traces(vera, tove, cohort, quiz):
    """What lies around of her elsewhere."""
    Membership.objects.filter(user=vera).update(offers=MARKER, asks=MARKER)
    cohort.invitations.create(email=vera.email, name=MARKER)
    note_bounce(address=vera.email, reason=f"550 {MARKER}")
    ModelLogEntry.objects.log_action(vera, "wagtail.edit", user=tove)
    Comment.objects.create(page=quiz, user=vera, text=MARKER, contentpath="title")
    DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {"to": vera.email, "text": MARKER}},
        task_path="notices.tasks.send_mail",
        backend_name="mail",
        run_after=timezone.now(),
        status="READY",
        exception_class_path="",
        traceback="",
    )
    DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {"to": "bo@example.org", "text": MARKER}},
        task_path="notices.tasks.send_mail",
        backend_name="mail",
        run_after=timezone.now(),
        status="SUCCESSFUL",
        finished_at=timezone.now(),
        exception_class_path="",
        traceback="",
    )
    keep_draft(user=vera, cohort=cohort, box="new", source=f"Utkast {MARKER}", title=MARKER)


@pytest.fixture
def life(learning, talking, traces, vera):
    """Her life in Gnista."""
    signed_in = Client()
    signed_in.force_login(vera)
    return {**talking, "client": signed_in}


def rows_with(word):
    """Every row of every table that holds a word, whatever the case: {"journals.Entry": 1}."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed:
            continue
        for row in model._default_manager.values_list():
            said = " ".join(bytes(one).decode("latin-1") if isinstance(one, memoryview) else str(one) for one in row)
            if word.lower() in said.lower() or word.lower() in json.dumps(said).lower():
                found[model._meta.label] = found.get(model._meta.label, 0) + 1
    return found


def end(person, keeps_texts=False):
    """Have an account erased, and let 14 days pass."""
    plan_erasure(person=person, by=person, keeps_texts=keeps_texts, today=localdate() - timedelta(days=14))
    done, failed = tick(now=timezone.now())
    assert failed == []
    assert done["erased accounts"] == 1
    person.refresh_from_db()
    return person


@pytest.fixture
def helper(other_cohort):
    """Somebody who can take over, so that nothing holds her back."""
    person = create_person(email="hjalp@example.com", name="Hjälp")
    join(cohort=other_cohort, user=person, role="trainer")
    return person


@pytest.fixture
def writer(alva, reflection, practice, no_second_factors):
    """Alva has signed in, and written for herself."""
    User.objects.filter(pk=alva.pk).update(last_login=timezone.now(), seen_on=timezone.localdate())
    save_entry(author=alva, step_key=reflection.translation_key, text=f"Tanke {HIDDEN}", expected_version=0)
    mark_done(coach=alva, step_key=practice.translation_key, done_on=timezone.localdate(), line=f"Rad {HIDDEN}")
    alva.refresh_from_db()
    return alva


@pytest.fixture
def traveller():
    with time_machine.travel(timezone.now()) as travelling:
        yield travelling


@pytest.fixture
def no_second_factors(db):
    """Nobody is told of second factors, which are not what these tests are about."""
    SignInRules.objects.create(needs_second_factor=False)


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def full(things, cohort, alva, bo, tove, today):
    """A cohort with one of everything. Returns what its people keep."""
    post = open_thread(cohort=cohort, author=alva, title="T", source="Fråga", submission_id=uuid4())
    Attachment.objects.create(post=post, kind="pdf", name="a.pdf", content=b"%PDF-", size=5)
    create_post(thread=post.thread, author=bo, source="Svar", submission_id=uuid4(), parent=post)
    keep_draft(user=bo, cohort=cohort, box="new", title="", source="Påbörjat", since="")
    entry = save_entry(author=alva, key=uuid4(), text="Mitt eget", expected_version=0)
    share_with_cohort(entry=entry, cohort=cohort, source="Mitt", title="Delat", submission_id=uuid4())
    share_with_trainers(entry=entry, cohort=cohort, source="Mitt", submission_id=uuid4())
    send_message(cohort=cohort, author=tove, people=[alva], subject="S", text="T", submission_id=uuid4())
    note_absence(gathering=meet(cohort, starts_at=timezone.now()), user=bo, is_absent=True)
    record(coach=alva, step_key=page_of("T1.1").translation_key)
    cache.clear()
    mail.outbox.clear()
    return entry


@pytest.fixture
def today():
    return localdate()


@pytest.fixture
def close(cohort, maja, today, django_capture_on_commit_callbacks):
    def press():
        with django_capture_on_commit_callbacks(execute=True):
            return request_deletion(cohort=cohort, by=maja, today=today)

    return press
