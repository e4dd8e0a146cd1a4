"""What is due in all rooms, done by one run at a time, on however many hosts."""

import logging
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from accounts.models import Retention
from home.contracts import contracts
from home.models import Upkeep

logger = logging.getLogger(__name__)

# Longer than any job takes. A run that was killed keeps the next one back for so long.
HELD_FOR = timedelta(minutes=15)


class UnderWay(Exception):
    """Another run is at it."""


def tick(*, now: datetime) -> tuple[dict[str, int], list[str]]:
    """Do all that is due, and return how many things each job did, and the names of jobs that failed.

    A job that fails keeps none of the others back; it is tried again at the next run. Safe to repeat.
    Raises UnderWay while another run is at it, here or on another host.
    """
    _take()
    retention, done, failed = Retention.in_force(), {}, []
    try:
        for contract in contracts().values():
            for job in contract.jobs:
                _hold()
                try:
                    done[job.name] = job.run(now, retention)
                except Exception:
                    logger.exception("The job %s failed.", job.name)
                    failed.append(job.name)
    finally:
        Upkeep.objects.update(held_until=None, ended_at=timezone.now())
    return done, failed


def _take() -> None:
    Upkeep.objects.get_or_create(pk=Upkeep.ONLY)
    now = timezone.now()
    free = Upkeep.objects.filter(Q(held_until=None) | Q(held_until__lt=now))
    if not free.update(held_until=now + HELD_FOR):
        raise UnderWay


def _hold() -> None:
    Upkeep.objects.update(held_until=timezone.now() + HELD_FOR)
