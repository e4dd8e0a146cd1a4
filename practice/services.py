"""Verbs of practice."""

from datetime import date
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.seals import refuse_sealed
from courses.services import complete_step
from practice.models import PracticeLog


@transaction.atomic
def mark_done(*, coach: User, step_key: UUID, done_on: date, line: str = "") -> PracticeLog:
    """Note that a task was done, or correct what was noted. Safe to repeat. Raises Sealed."""
    refuse_sealed(coach)
    log, _created = PracticeLog.objects.update_or_create(
        coach=coach, step_key=step_key, defaults={"done_on": done_on, "line": line}
    )
    complete_step(coach=coach, step_key=step_key)
    return log


def give_up_lines(*, person: User) -> None:
    """Empty the lines of somebody who cannot prove who she is; that she did the tasks stays. Safe to repeat."""
    PracticeLog.objects.filter(coach=person).update(line="")
