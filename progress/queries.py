"""Reads of the ledger."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from progress.models import Completion


def done_keys(coach_id: int) -> frozenset[UUID]:
    """Keys of all steps that a coach has done. One query."""
    return frozenset(Completion.objects.filter(coach_id=coach_id).values_list("step_key", flat=True))


def done_by_coach(coach_ids: Iterable[int]) -> dict[int, dict[UUID, datetime]]:
    """When each of the coaches did what she has done: {coach id: {step key: time}}. One query."""
    rows = Completion.objects.filter(coach_id__in=coach_ids).values_list("coach_id", "step_key", "completed_at")
    done: dict[int, dict[UUID, datetime]] = defaultdict(dict)
    for coach_id, step_key, completed_at in rows:
        done[coach_id][step_key] = completed_at
    return done
