"""Who hears of a post: those it names, those who asked, those it answers, and all when a trainer announces."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from discussions.models import Post, Thread
from discussions.naming import names_called
from discussions.services import create_post, open_thread
from home.services import send_digests
from notices.models import MailChoice, Notice
from tests.odd import naughty_strings

NAMES = {1: "Alva Berg", 2: "Alva", 3: "Bo Ek", 4: "Bo Ek", 5: "Åsa"}


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Hej @Alva Berg, hur gick det?", {1}),
        ("@alva, hur gick det?", {2}),
        ("@Alva Bergström finns inte här", {2}),
        ("@Bo Ek!", {3, 4}),
        ("(@ÅSA) och @alva berg", {5, 1}),
        ("alva@bo ek.se", set()),
        ("@Alvar", set()),
        ("@", set()),
        ("", set()),
    ],
)
def test_a_name_after_the_sign_calls_those_who_bear_it(text, called):
    assert names_called(text, NAMES) == called


@given(st.text(max_size=200), st.dictionaries(st.integers(1, 9), st.text(max_size=20)))
def test_only_known_people_are_called(text, names):
    assert names_called(text, names) <= set(names)


def begin(cohort, author, **more):
    said = {
        "title": "En fråga",
        "source": "Hur gör ni?",
        "kind": Thread.Kind.QUESTION,
        "submission_id": uuid4(),
        **more,
    }
    return open_thread(cohort=cohort, author=author, **said)


def kinds(user: User) -> list[str]:
    return list(Notice.objects.filter(recipient=user).order_by("pk").values_list("kind", flat=True))


def test_who_asked_is_told_of_every_answer_at_once(cohort, alva, bo, django_capture_on_commit_callbacks):
    opening = begin(cohort, alva)
    with django_capture_on_commit_callbacks(execute=True):
        create_post(thread=opening.thread, author=bo, source="Så här", submission_id=uuid4())
    assert kinds(alva) == [Notice.Kind.ANSWER]
    assert [message.to for message in mail.outbox] == [[alva.email]]
    assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_name_is_told_once_and_as_the_most_personal(cohort, alva, bo):
    opening = begin(cohort, alva)
    create_post(thread=opening.thread, author=bo, source=f"@{alva.name} så här", submission_id=uuid4(), parent=opening)
    assert kinds(alva) == [Notice.Kind.MENTION]


def test_the_same_submission_again_tells_nobody_again(cohort, alva, bo):
    opening, submission_id = begin(cohort, alva), uuid4()
    for _press in range(2):
        create_post(thread=opening.thread, author=bo, source="Så här", submission_id=submission_id)
    assert (Post.objects.filter(thread=opening.thread).count(), kinds(alva)) == (2, [Notice.Kind.ANSWER])


def test_nobody_is_called_from_another_cohort(cohort, alva, sten):
    begin(cohort, alva, source=f"@{sten.name}")
    assert kinds(sten) == []


def test_a_trainers_announcement_reaches_everybody_and_only_hers(client_as, cohort, alva, bo, tove):
    url = reverse("discussions:new_thread", args=[cohort.slug])
    form = {"title": "Ny tid", "text": "Vi ses klockan tio.", "kind": "announcement"}
    client_as(alva).post(url, form | {"submission_id": str(uuid4())})
    assert Notice.Kind.ANNOUNCEMENT not in kinds(bo)
    client_as(tove).post(url, form | {"submission_id": str(uuid4())})
    assert (kinds(alva), kinds(bo), kinds(tove)) == ([Notice.Kind.ANNOUNCEMENT], [Notice.Kind.ANNOUNCEMENT], [])
    assert 'value="announcement"' in client_as(tove).get(url).text
    assert 'value="announcement"' not in client_as(alva).get(url).text


def test_odd_texts_and_names_break_nothing(cohort, alva, bo, django_capture_on_commit_callbacks):
    opening = begin(cohort, alva)
    for text in filter(str.strip, naughty_strings()[::25]):
        User.objects.filter(pk=bo.pk).update(name=text[:150].replace("\0", "") or "Bo")
        with django_capture_on_commit_callbacks(execute=True):
            create_post(thread=opening.thread, author=User.objects.get(pk=bo.pk), source=text, submission_id=uuid4())
    assert all("\n" not in message.subject for message in mail.outbox)


def test_a_summary_holds_what_is_unread_and_comes_once(
    cohort, alva, bo, discussion, django_capture_on_commit_callbacks
):
    User.objects.update(date_joined=timezone.now() - timedelta(days=30))
    first = Post.objects.filter(author=bo, thread__cohort=cohort).first()
    answer = create_post(
        thread=first.thread, author=alva, source="Ett svar till dig", submission_id=uuid4(), parent=first
    )
    Notice.objects.update(created_at=timezone.now() - timedelta(hours=1))
    for _night in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            send_digests(now=timezone.now())
    [summary] = [message for message in mail.outbox if message.to == [bo.email]]
    assert "Ett svar till dig" in summary.body
    assert reverse("post", args=[answer.pk]) in summary.body
    assert MailChoice.objects.get(user=bo).digested_until is not None
