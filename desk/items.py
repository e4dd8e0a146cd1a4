"""The item table of the trainer's desk: what a cohort's answers say about the questions of a quiz. Names nobody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from wagtail.models import Page

from accounts.models import User
from cohorts.models import Cohort, Membership
from courses.queries import course_path_of
from quizzes.items import GivenAnswer, Item, items
from quizzes.kinds import KINDS
from quizzes.models import Answer, Attempt, QuizPage
from quizzes.questions import Question
from quizzes.snapshots import versions_of


@dataclass(frozen=True)
class ItemRow:
    """A version of a question with what its answers say. `is_current` is False for an earlier wording."""

    question: Question
    item: Item
    is_current: bool


@dataclass(frozen=True)
class ItemTable:
    """The questions of a quiz as a cohort answered them the first time."""

    cohort_name: str
    quiz: QuizPage
    rows: tuple[ItemRow, ...]


def item_table(user: User, slug: str, step_key: UUID, language: str) -> ItemTable | None:
    """The item table of a quiz in a cohort that a person leads, or None. Three queries, however many answers."""
    pages = {page.locale.language_code: page for page in _languages_of(user, slug, step_key)}
    quiz = pages.get(language)
    if quiz is None or quiz.cohort_id is None:
        return None
    answers = _answers(quiz.cohort_id, step_key)
    questions = _questions_as_met(answers, language)
    today = versions_of(pages.values())
    places = {raw["id"]: place for place, raw in enumerate(quiz.questions.get_prep_value())}
    rows = [
        ItemRow(questions[item.question, item.version], item, today.get(item.question) == item.version)
        for item in items(_given(answers, questions))
    ]
    rows.sort(key=lambda row: (places.get(row.item.question, len(places)), not row.is_current))
    return ItemTable(quiz.cohort_name, quiz, tuple(rows))


def _languages_of(user: User, slug: str, step_key: UUID) -> QuerySet[Any]:
    """A quiz in all its languages, each with the cohort that a person leads and that takes its course, if any."""
    path = OuterRef(OuterRef("path"))
    course = Page.objects.filter(path=course_path_of(path)).values("translation_key")
    cohorts = Cohort.objects.led_by(user).filter(slug=slug, course_key__in=course)
    return (
        QuizPage.objects.live()
        .filter(translation_key=step_key)
        .select_related("locale")
        .annotate(cohort_id=Subquery(cohorts.values("pk")[:1]), cohort_name=Subquery(cohorts.values("name")[:1]))
    )


def _answers(cohort_id: int, step_key: UUID) -> Sequence[Mapping[str, Any]]:
    """Answers of the cohort's learners that stand, oldest first."""
    learners = Membership.objects.learners().filter(cohort_id=cohort_id).values("user_id")
    stands = Q(attempt__feedback=QuizPage.Feedback.AT_ONCE) | Q(attempt__finished_at__isnull=False)
    answers = Answer.objects.filter(stands, attempt__step_key=step_key, attempt__coach__in=learners)
    return list(
        answers.order_by("answered_at", "pk").values(
            "attempt_id", "attempt__coach_id", "question_id", "version", "mark", "confidence", "chosen"
        )
    )


def _questions_as_met(answers: Sequence[Mapping[str, Any]], language: str) -> dict[tuple[str, str], Question]:
    """Each version of each question, from one attempt that met it. One query."""
    sample = {(row["question_id"], row["version"]): row["attempt_id"] for row in answers}
    attempts = {attempt.pk: attempt for attempt in Attempt.objects.filter(pk__in=set(sample.values()))}
    found = {}
    for (question_id, version), attempt_id in sample.items():
        wording = attempts[attempt_id].wording
        rows = wording.get(language) or wording[attempts[attempt_id].language]
        found[question_id, version] = Question.from_json(next(row for row in rows if row["id"] == question_id))
    return found


def _given(answers: Sequence[Mapping[str, Any]], questions: dict[tuple[str, str], Question]) -> list[GivenAnswer]:
    return [
        GivenAnswer(
            coach=row["attempt__coach_id"],
            question=row["question_id"],
            version=row["version"],
            mark=row["mark"],
            confidence=row["confidence"],
            slip=_slip(questions[row["question_id"], row["version"]], row),
        )
        for row in answers
    ]


def _slip(question: Question, row: Mapping[str, Any]) -> str:
    return "" if row["mark"] >= 1 else KINDS[question.kind].slip(question, row["chosen"])
