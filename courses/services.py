"""Verbs about courses."""

from accounts.models import User
from courses.models import LessonPage
from progress import services as progress
from progress.models import Completion


def finish_lesson(*, coach: User, lesson: LessonPage) -> Completion:
    """Mark a lesson as read. Safe to repeat."""
    return progress.record(coach=coach, step_key=lesson.translation_key)
