"""Verbs of a quiz."""

from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from progress import services as progress
from quizzes.freezing import freeze
from quizzes.marking import mark, score
from quizzes.models import Answer, Attempt, QuizPage


def start(*, coach: User, quiz: QuizPage) -> Attempt:
    """Open an attempt with today's wording, or continue the one that is open."""
    attempt = open_attempt(coach=coach, quiz=quiz)
    if attempt:
        return attempt
    wording, language = freeze(quiz), quiz.locale.language_code
    try:
        with transaction.atomic():
            return Attempt.objects.create(
                coach=coach,
                step_key=quiz.translation_key,
                language=language,
                wording=wording,
                pass_mark=quiz.pass_mark,
            )
    except IntegrityError:
        # Another tab opened it in the same moment.
        return Attempt.objects.get(coach=coach, step_key=quiz.translation_key, finished_at=None)


def open_attempt(*, coach: User, quiz: QuizPage) -> Attempt | None:
    """The attempt that a coach has begun and not finished."""
    return Attempt.objects.filter(coach=coach, step_key=quiz.translation_key, finished_at=None).first()


def answer(*, attempt: Attempt, question_id: str, chosen: Collection[str]) -> Answer:
    """Save what was chosen for a question; the first answer stands, since its feedback has been seen.

    Raises KeyError when the attempt has no such question, ValueError when nothing or something unknown is chosen
    or the attempt is finished.
    """
    question = {question.id: question for question in attempt.questions}[question_id]
    known = {option.id for option in question.options}
    if not chosen or not known.issuperset(chosen) or attempt.finished_at:
        raise ValueError("Nothing that could be marked was chosen.")
    row, _created = Answer.objects.get_or_create(
        attempt=attempt,
        question_id=question_id,
        defaults={"chosen": sorted(set(chosen)), "mark": mark(question, chosen)},
    )
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
