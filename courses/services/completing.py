"""What coaches do."""

from uuid import UUID

from accounts.models import User
from courses.models import LessonPage
from progress import services as progress
from progress.models import Completion


def complete_step(*, coach: User, step_key: UUID) -> Completion:
    """Note that a coach has done a step of a course. Safe to repeat: the first time counts.

    Every room that has steps comes through here, so that what follows from a step, a module or a course that is done
    has one place.
    """
    return progress.record(coach=coach, step_key=step_key)


def finish_lesson(*, coach: User, lesson: LessonPage) -> Completion:
    """Mark a lesson as read. Safe to repeat."""
    return complete_step(coach=coach, step_key=lesson.translation_key)
