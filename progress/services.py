"""The one verb of the ledger."""

from uuid import UUID

from accounts.models import User
from progress.models import Completion


def record(*, coach: User, step_key: UUID) -> Completion:
    """Note that a coach has done a step. Safe to repeat: the first time counts."""
    completion, _created = Completion.objects.get_or_create(coach=coach, step_key=step_key)
    return completion
