"""What quizzes give to the whole (see `accounts.room`)."""

from collections.abc import Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.room import Contract, File, Holding
from quizzes.kinds import KINDS
from quizzes.models import Attempt
from quizzes.questions import Question


def files(person: User) -> Iterator[File]:
    """Each try in words: the questions that were answered, what was answered, and how it went."""
    for attempt in Attempt.objects.visible_to(person).prefetch_related("answers").order_by("pk"):
        answers = {answer.question_id: answer.chosen for answer in attempt.answers.all()}
        said = [_said(question, answers[question.id]) for question in attempt.questions if question.id in answers]
        day = date_format(localtime(attempt.started_at), "DATETIME_FORMAT")
        result = "" if attempt.score is None else f"{attempt.score} %"
        yield File(f"quiz-{attempt.pk}.txt", "\n\n".join([f"{day} {result}".strip(), *said]).encode())


def _said(question: Question, answer: Any) -> str:
    parts = KINDS[question.kind].explain(question, answer)
    return "\n".join([question.text, *(f"– {part.text}: {part.verdict}" for part in parts)])


CONTRACT = Contract(
    holdings=(
        Holding(
            "quizzes.Answer",
            _("Answers in quizzes"),
            by=("attempt__coach",),
            takes=("attempt__step_key", "question_id", "chosen", "mark", "confidence", "answered_at"),
        ),
        Holding(
            "quizzes.Attempt",
            _("Tries at quizzes"),
            by=("coach",),
            takes=("step_key", "language", "wording", "pass_mark", "started_at", "finished_at", "score"),
        ),
    ),
    files=files,
)
