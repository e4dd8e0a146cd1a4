"""A quiz with every kind of question, in Swedish alone."""

import pytest

from courses.models import ModulePage
from quizzes import services
from quizzes.given import Given
from quizzes.models import QuizPage
from tests.conftest import page_of

COMMON = {"explanation": "Så är det.", "source": "Källa 2020", "level": "apply"}
RIGHT_WHY, WRONG_WHY = "Hemlig förklaring", "Lockande fel"
QUESTIONS = [
    ("single", {"text": "En?", "options": [
        {"text": "Ja", "right": True, "why": RIGHT_WHY}, {"text": "Nej", "right": False, "why": WRONG_WHY},
        {"text": "Kanske", "right": False, "why": WRONG_WHY}]}),
    ("multiple", {"text": "Flera?", "options": [
        {"text": "Ett", "right": True, "why": RIGHT_WHY}, {"text": "Två", "right": True, "why": RIGHT_WHY},
        {"text": "Tre", "right": False, "why": WRONG_WHY}]}),
    ("true_false", {"text": "Sant?", "answer": True, "why_true": RIGHT_WHY, "why_false": WRONG_WHY}),
    ("order", {"text": "Ordning?", "parts": ["Först", "Sedan", "Därefter", "Sist"]}),
    ("match", {"text": "Par?", "pairs": [
        {"text": "Talkön", "match": "Skriv tyst", "why": RIGHT_WHY},
        {"text": "Fixering", "match": "Långt bort", "why": RIGHT_WHY},
        {"text": "Rädsla", "match": "Utan namn", "why": RIGHT_WHY}]}),
    ("short_text", {"text": "Kort?", "accepted": ["hundraåtta", "108"]}),
]  # fmt: skip


def give(attempt, question, chosen, confidence=""):
    """Answer a question of an attempt, and return the answer that stands."""
    services.answer(attempt=attempt, given=[Given(question, chosen, confidence)])
    return attempt.answers.get(question_id=question.id)


def add_every_kind(module: ModulePage, **settings) -> QuizPage:
    names = {"title": "Alla sorter", "slug": "alla-sorter"}
    page = QuizPage(locale=module.locale, **{**names, **settings})
    page.questions = [(kind, {**COMMON, **value}) for kind, value in QUESTIONS]
    module.add_child(instance=page)
    return QuizPage.objects.get(pk=page.pk)


@pytest.fixture
def every_kind(db) -> QuizPage:
    return add_every_kind(page_of("T1"))
