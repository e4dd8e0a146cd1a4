"""The quiz page: nothing leaks before the answer, nothing breaks on bad input, everything goes on where it was left."""

import re

import pytest

from quizzes import services
from quizzes.models import Answer, Attempt
from tests.conftest import page_of


@pytest.fixture
def coach(client_as, alva):
    return client_as(alva)


@pytest.fixture
def attempt(coach, quiz, alva):
    coach.post(quiz.get_url(), {"action": "start"})
    return Attempt.objects.get(coach=alva)


def answer(attempt, index=0, *chosen):
    question = attempt.questions[index]
    return {"action": "answer", "attempt": attempt.pk, "question": question.id, "option": list(chosen)}


def without_tokens(html):
    return re.sub(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]+"', "", html)


@pytest.mark.parametrize("index", [0, 1, 2])
def test_the_page_is_the_same_whatever_answer_is_right(coach, quiz, attempt, index):
    url = f"{quiz.get_url()}?question={attempt.questions[index].id}"
    before = without_tokens(coach.get(url).text)
    for rows in attempt.wording.values():
        options = rows[index]["options"]
        for option in options:
            option["right"], option["why"] = not option["right"], "Något annat"
        rows[index]["explanation"] = "En annan förklaring"
    attempt.save()
    assert without_tokens(coach.get(url).text) == before


def test_an_answer_is_explained_right_away(coach, quiz, attempt):
    wrong = next(option for option in attempt.questions[0].options if not option.right)
    response = coach.post(quiz.get_url(), answer(attempt, 0, wrong.id), follow=True)
    for words in ("Inte rätt", "Trygghet och krav går ihop.", "Kraven får vara höga.", "Edmondson 1999"):
        assert words in response.text


def test_no_choice_is_told_beside_the_question(coach, quiz, attempt):
    response = coach.post(quiz.get_url(), answer(attempt))
    assert response.status_code == 422
    assert "Välj ett svar först." in response.text


@pytest.mark.parametrize("value", ["", "0", "-1", "9" * 30, "abc", "1 OR 1=1", "٣"])
def test_odd_attempts_are_404(coach, quiz, attempt, value):
    assert coach.post(quiz.get_url(), {**answer(attempt), "attempt": value}).status_code == 404
    assert coach.get(quiz.get_url(), {"attempt": value}).status_code == 404


@pytest.mark.parametrize("value", ["", "nonsense", "<b>", "x" * 5000])
def test_odd_questions_and_options_never_break(coach, quiz, attempt, value):
    assert coach.post(quiz.get_url(), {**answer(attempt), "question": value}).status_code == 404
    assert coach.post(quiz.get_url(), answer(attempt, 0, value)).status_code == 422
    assert coach.get(quiz.get_url(), {"question": value}).status_code == 200
    assert not Answer.objects.exists()


def test_an_unknown_action_leads_back(coach, quiz):
    assert coach.post(quiz.get_url(), {"action": "explode"}).url == quiz.get_url()


def test_answers_survive_leaving_and_the_other_language(coach, quiz, attempt):
    right = next(iter(attempt.questions[0].right_ids))
    coach.post(quiz.get_url(), answer(attempt, 0, right))
    english = page_of("T1.quiz", "en")
    page = coach.get(english.get_url())
    assert "Which belong?" in page.text
    assert [line.is_right for line in page.context["lines"]] == [True, False, False]


def test_a_finished_attempt_is_shown_as_it_was_met(coach, quiz, attempt):
    services.finish(attempt=attempt)
    quiz.questions[0].value["text"] = "Ny fråga?"
    quiz.save_revision().publish()
    page = coach.get(f"{quiz.get_url()}?attempt={attempt.pk}")
    assert "Vad är psykologisk trygghet?" in page.text
    assert "Ny fråga?" not in page.text


def test_a_quiz_without_questions_says_so(coach, quiz):
    quiz.questions = []
    quiz.save_revision().publish()
    assert "Här finns inga frågor än." in coach.get(quiz.get_url()).text
