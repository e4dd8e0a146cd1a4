"""What a finished attempt tells: how it went, what has changed since, and what to read again."""

import pytest

from quizzes import services
from quizzes.models import Attempt
from tests.conftest import page_of
from tests.quizzes.conftest import give


@pytest.fixture
def coach(client_as, alva):
    return client_as(alva)


@pytest.fixture
def attempt(coach, quiz, alva):
    coach.post(quiz.get_url(), {"action": "start"})
    return Attempt.objects.get(coach=alva)


def test_a_finished_attempt_is_shown_as_it_was_met(coach, quiz, attempt):
    services.finish(attempt=attempt)
    quiz.questions[0].value["text"] = "Ny fråga?"
    quiz.save_revision().publish()
    page = coach.get(f"{quiz.get_url()}?attempt={attempt.pk}")
    assert "Vad är psykologisk trygghet?" in page.text
    assert "Ny fråga?" not in page.text
    assert page.context["changed"] == {attempt.questions[0].id}


def test_what_to_read_again(coach, quiz, lesson, attempt):
    services.finish(attempt=attempt)
    for language in ("sv", "en"):
        page = coach.get(f"{page_of('T1.quiz', language).get_url()}?attempt={attempt.pk}")
        assert [row.url for row in page.context["read_again"]] == [page_of("T1.1", language).get_url()]
        assert page.text.count(page_of("T1.1", language).get_url()) > 1
    lesson.unpublish()
    assert coach.get(f"{quiz.get_url()}?attempt={attempt.pk}").context["read_again"] == []


def test_nothing_to_read_again_where_all_was_right(coach, quiz, attempt):
    for question in attempt.questions:
        give(attempt, question, sorted(question.right_ids))
    services.finish(attempt=attempt)
    assert coach.get(f"{quiz.get_url()}?attempt={attempt.pk}").context["read_again"] == []


def test_a_result_says_where_somebody_was_sure_and_wrong(coach, every_kind, alva):
    attempt = services.start(coach=alva, quiz=every_kind)
    single, multiple, true_false, *_others = attempt.questions
    give(attempt, single, [next(option.id for option in single.options if not option.right)], "sure")
    give(attempt, multiple, [next(option.id for option in multiple.options if not option.right)], "guessing")
    give(attempt, true_false, sorted(true_false.right_ids), "sure")
    services.finish(attempt=attempt)
    page = coach.get(f"{every_kind.get_url()}?attempt={attempt.pk}")
    assert "1 av 6 rätt." in page.text
    assert 'Säker med fel svar: <a href="#review-1">fråga 1</a>.' in page.text
    assert "Så säker var du: Gissar" in page.text


def test_a_quiz_that_has_not_changed_says_nothing_of_it(coach, quiz, attempt):
    services.finish(attempt=attempt)
    page = coach.get(f"{quiz.get_url()}?attempt={attempt.pk}")
    assert page.context["changed"] == set()
    quiz.title = "Nytt namn"
    quiz.save_revision().publish()
    assert coach.get(f"{quiz.get_url()}?attempt={attempt.pk}").context["changed"] == set()
