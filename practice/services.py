"""Verbs of practice."""

from datetime import date
from uuid import UUID

from django.db import transaction

from accounts.models import User
from courses.services import complete_step
from practice.models import PracticeLog


@transaction.atomic
def mark_done(*, coach: User, step_key: UUID, done_on: date, line: str = "") -> PracticeLog:
    """Note that a task was done, or correct what was noted. Safe to repeat."""
    log, _created = PracticeLog.objects.update_or_create(
        coach=coach, step_key=step_key, defaults={"done_on": done_on, "line": line}
    )
    complete_step(coach=coach, step_key=step_key)
    return log
