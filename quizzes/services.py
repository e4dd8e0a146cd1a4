"""Verbs of a quiz."""

import secrets
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from progress import services as progress
from quizzes.freezing import freeze
from quizzes.kinds import KINDS
from quizzes.marking import score
from quizzes.models import Answer, Attempt, QuizPage
from quizzes.questions import Question


def start(*, coach: User, quiz: QuizPage) -> Attempt:
    """Open an attempt with today's wording, or continue the one that is open."""
    attempt = open_attempt(coach=coach, quiz=quiz)
    if attempt:
        return attempt
    wording, language = freeze(quiz, seed=secrets.randbits(64)), quiz.locale.language_code
    try:
        with transaction.atomic():
            return Attempt.objects.create(
                coach=coach,
                step_key=quiz.translation_key,
                language=language,
                wording=wording,
                pass_mark=quiz.pass_mark,
                feedback=quiz.feedback,
                asks_confidence=quiz.asks_confidence,
            )
    except IntegrityError:
        # Another tab opened it in the same moment.
        return Attempt.objects.get(coach=coach, step_key=quiz.translation_key, finished_at=None)


def open_attempt(*, coach: User, quiz: QuizPage) -> Attempt | None:
    """The attempt that a coach has begun and not finished."""
    return Attempt.objects.filter(coach=coach, step_key=quiz.translation_key, finished_at=None).first()


@transaction.atomic
def answer(*, attempt: Attempt, question: Question, chosen: Any, confidence: str = "") -> Answer:
    """Save what was chosen for a question of an attempt, and return the answer. Safe to repeat.

    Where an answer is explained at once the first one stands, since its feedback has been seen; else the last one.
    `chosen` is what the question's kind was given. Raises ValueError when that is no answer, or the attempt is over.
    """
    kind = KINDS[question.kind]
    if not kind.is_answer(question, chosen):
        raise ValueError("Nothing that could be marked was chosen.")
    # Two tabs answer one after the other, and none after the end.
    if Attempt.objects.select_for_update().only("finished_at").get(pk=attempt.pk).finished_at:
        raise ValueError("The attempt is over.")
    row = attempt.answers.filter(question_id=question.id).first() or Answer(attempt=attempt, question_id=question.id)
    if row.pk and attempt.tells_at_once:
        return row
    row.chosen, row.mark, row.version = chosen, kind.mark(question, chosen), question.version
    row.confidence = confidence if confidence in Answer.Confidence.values else ""
    row.answered_at = timezone.now()
    row.save()
    return row


@transaction.atomic
def finish(*, attempt: Attempt) -> Attempt:
    """Close an attempt, note the step as done when it passed, and return it. Safe to repeat."""
    attempt = Attempt.objects.select_for_update().select_related("coach").get(pk=attempt.pk)
    if attempt.finished_at is None:
        marks = attempt.answers.values_list("mark", flat=True)
        attempt.score = score(marks, len(attempt.questions))
        attempt.finished_at = timezone.now()
        attempt.save(update_fields=["score", "finished_at"])
        if attempt.passed:
            progress.record(coach=attempt.coach, step_key=attempt.step_key)
    return attempt
