"""Verbs of attempts: one way through a quiz, from its start to its result."""

import secrets
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from courses.services import complete_step
from quizzes.given import Given
from quizzes.kinds import KINDS
from quizzes.marking import score
from quizzes.models import Answer, Attempt, QuizPage
from quizzes.snapshots import snapshot


class AttemptIsOver(Exception):
    """The attempt was finished, perhaps in another tab, before this came."""


def start(*, coach: User, quiz: QuizPage) -> Attempt:
    """Open an attempt with today's wording, or continue the one that is open."""
    attempt = open_attempt(coach=coach, quiz=quiz)
    if attempt:
        return attempt
    wording, language = snapshot(quiz, seed=secrets.randbits(64)), quiz.locale.language_code
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


def answer(*, attempt: Attempt, given: Sequence[Given]) -> None:
    """Save what was given to questions of an attempt. Safe to repeat.

    Where an answer is explained at once the first one stands, since its feedback has been seen; else the last one.
    Raises ValueError when something is no answer, and AttemptIsOver.
    """
    if not all(one.is_answer for one in given):
        raise ValueError("Nothing that could be marked was chosen.")
    if not given:
        return
    rows = [_row(attempt, one) for one in given]
    with transaction.atomic():
        # Two tabs answer one after the other, and none after the end.
        if Attempt.objects.select_for_update().only("finished_at").get(pk=attempt.pk).finished_at:
            raise AttemptIsOver
        if attempt.tells_at_once:
            Answer.objects.bulk_create(rows, ignore_conflicts=True)
        else:
            columns = ["chosen", "mark", "version", "confidence", "answered_at"]
            keys = ["attempt", "question_id"]
            Answer.objects.bulk_create(rows, update_conflicts=True, unique_fields=keys, update_fields=columns)


def _row(attempt: Attempt, given: Given) -> Answer:
    question = given.question
    return Answer(
        attempt=attempt,
        question_id=question.id,
        version=question.version,
        chosen=given.chosen,
        mark=KINDS[question.kind].mark(question, given.chosen),
        confidence=given.confidence if given.confidence in Answer.Confidence.values else "",
    )


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
            complete_step(coach=attempt.coach, step_key=attempt.step_key)
    return attempt
