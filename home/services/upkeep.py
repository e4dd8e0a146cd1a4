"""What is due in all rooms, done."""

import logging
from datetime import datetime

from accounts.models import Retention
from home.contracts import contracts

logger = logging.getLogger(__name__)


def tick(*, now: datetime) -> tuple[dict[str, int], list[str]]:
    """Do all that is due, and return how many things each job did, and the names of jobs that failed.

    A job that fails keeps none of the others back; it is tried again at the next run. Safe to repeat.
    """
    retention, done, failed = Retention.in_force(), {}, []
    for contract in contracts().values():
        for job in contract.jobs:
            try:
                done[job.name] = job.run(now, retention)
            except Exception:
                logger.exception("The job %s failed.", job.name)
                failed.append(job.name)
    return done, failed
