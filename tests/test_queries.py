"""How many queries each page costs, as literals, with one item and with three."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from accounts.services import create_person
from cohorts.addresses import Guest
from cohorts.services import invite, join
from courses.models import LessonPage
from discussions.models import Thread
from discussions.services import create_post, open_thread
from journals.services import remark, save_entry, share_with_trainers
from progress.services import record
from quizzes import services as quizzes
from tests.conftest import link_of, page_of
from tests.quizzes.conftest import give


@pytest.fixture
def queries(client_as):
    """Count the queries of a page, or of a form with the page that follows, once caches are warm."""

    def count(user, url, data=None):
        client = client_as(user)
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            response = client.post(url, data, follow=True) if data else client.get(url)
        assert response.status_code == 200
        return len(captured)

    return count


def sv(name, *args):
    with override("sv"):
        return reverse(name, args=args)


def add_lessons(number):
    module = page_of("T1")
    for index in range(number):
        module.add_child(instance=LessonPage(title=f"Ny {index}", slug=f"ny-{index}", locale=module.locale))


def add_coaches(cohort, number):
    lesson = page_of("T1.1")
    for index in range(number):
        person = create_person(email=f"coach{index}@example.com", name=f"Coach {index}")
        join(cohort=cohort, user=person)
        record(coach=person, step_key=lesson.translation_key)


@pytest.mark.parametrize("more", [0, 2])
@pytest.mark.parametrize(("package_id", "expected"), [("tiny", 7), ("T1", 7), ("T1.1", 7)])
def test_pages_of_a_course(queries, alva, more, package_id, expected):
    add_lessons(more)
    assert queries(alva, page_of(package_id).get_url()) == expected


@pytest.mark.parametrize("more", [0, 2])
def test_start_page(queries, alva, cohort, more):
    add_lessons(more)
    for index in range(more):
        open_thread(cohort=cohort, author=alva, title=f"T{index}", source="Hej", submission_id=uuid4())
    assert queries(alva, "/sv/") == 13


@pytest.mark.parametrize("answered", [0, 2])
def test_quiz(queries, alva, quiz, answered):
    attempt = quizzes.start(coach=alva, quiz=quiz)
    for question in attempt.questions[:answered]:
        give(attempt, question, [question.options[0].id])
    assert queries(alva, quiz.get_url()) == 9


def test_answer_with_the_page_that_follows(queries, alva, quiz):
    question = (attempt := quizzes.start(coach=alva, quiz=quiz)).questions[0]
    answer = {"action": "answer", "attempt": attempt.pk, "question": question.id}
    answer[f"{question.id}-option"] = question.options[0].id
    assert queries(alva, quiz.get_url(), answer) == 20


def test_finish_with_the_page_that_follows(queries, alva, quiz):
    attempt = quizzes.start(coach=alva, quiz=quiz)
    assert queries(alva, quiz.get_url(), {"action": "finish", "attempt": attempt.pk}) == 22


@pytest.mark.parametrize("posts", [1, 3])
def test_board_and_thread(queries, alva, cohort, discussion, posts):
    thread = Thread.objects.get(cohort=cohort, step_key=discussion.translation_key)
    for index in range(posts):
        create_post(thread=thread, author=alva, source="Hej", submission_id=uuid4())
        open_thread(cohort=cohort, author=alva, title=f"T{index}", source="Hej", submission_id=uuid4())
    assert queries(alva, sv("discussions:board", cohort.slug)) == 7
    assert queries(alva, sv("discussions:search", cohort.slug) + "?q=hej") == 5
    assert queries(alva, sv("search") + "?q=hej") == 6
    assert queries(alva, sv("discussions:thread", cohort.slug, thread.pk)) == 8
    assert queries(alva, discussion.get_url()) == 12


def test_post_with_the_page_that_follows(queries, alva, cohort, discussion):
    thread = Thread.objects.get(cohort=cohort, step_key=discussion.translation_key)
    said = {"text": "Hej", "submission_id": str(uuid4())}
    assert queries(alva, sv("discussions:thread", cohort.slug, thread.pk), said) == 22


@pytest.mark.parametrize("entries", [1, 3])
def test_journal(queries, alva, reflection, entries):
    for index in range(entries):
        key = reflection.translation_key if index == 0 else uuid4()
        save_entry(author=alva, step_key=key, text="Hej", expected_version=0)
    assert queries(alva, sv("journals:journal")) == 7
    assert queries(alva, reflection.get_url()) == 8


@pytest.mark.parametrize("coaches", [1, 3])
def test_matrix(queries, tove, cohort, coaches):
    add_coaches(cohort, coaches)
    add_lessons(coaches)
    assert queries(tove, sv("desk:matrix", cohort.slug)) == 10


@pytest.mark.parametrize("people", [1, 3])
def test_item_table(queries, tove, cohort, quiz, people):
    for number in range(people):
        person = create_person(email=f"answers{number}@example.com", name=f"Coach {number}")
        join(cohort=cohort, user=person)
        attempt = quizzes.start(coach=person, quiz=quiz)
        question = attempt.questions[0]
        give(attempt, question, [question.options[0].id])
    assert queries(tove, sv("desk:items", cohort.slug, quiz.translation_key)) == 10


@pytest.mark.parametrize("entries", [1, 3])
def test_more_of_the_journal(queries, alva, tove, cohort, entries):
    for _index in range(entries):
        entry = save_entry(author=alva, key=uuid4(), text="Ett\n\nTvå", expected_version=0)
        share = share_with_trainers(entry=entry, cohort=cohort, source="Ett", submission_id=uuid4())
        remark(share=share, author=tove, source="Tack", submission_id=uuid4())
        save_entry(author=alva, key=entry.key, text=f"Ett\n\nTre {entries}", expected_version=1)
    assert queries(alva, sv("journals:journal") + "?q=tre&show=shared") == 4
    assert queries(alva, sv("journals:entry", entry.key)) == 3
    assert queries(alva, sv("journals:versions", entry.key)) == 5
    assert queries(alva, sv("journals:version", entry.key, 1)) == 4
    # One of them asks who reads what is shared.
    assert queries(alva, sv("journals:share", entry.key)) == 6
    assert queries(alva, sv("journals:shares")) == 4
    assert queries(alva, sv("journals:left")) == 4
    assert queries(alva, sv("journals:dialogues")) == 3
    assert queries(tove, sv("journals:dialogue", share.pk)) == 4
    assert queries(alva, sv("journals:dialogue", share.pk)) == 5
    assert queries(alva, sv("journals:take_home") + "?form=json") == 3
    # One of them asks for how long the bin keeps its entries, which the site manager chooses.
    assert queries(alva, sv("journals:bin")) == 4


@pytest.mark.parametrize("people", [1, 3])
def test_invitations(queries, tove, cohort, people):
    add_coaches(cohort, people)
    invite(cohort=cohort, by=tove, guests=[Guest(f"guest{number}@example.org") for number in range(people)])
    url, door = sv("desk:people", cohort.slug), sv("invitation", link_of(cohort.invitations.first()))
    assert queries(tove, url) == 11
    assert queries(tove, url, {"addresses": "a@example.org, b@example.org"}) == 15
    assert queries(tove, door) == 4
