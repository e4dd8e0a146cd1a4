"""Summaries by mail to those for whom it is time."""

import logging
from datetime import datetime

from django.db import transaction

from accounts.models import User
from cohorts.queries import gathering_section
from discussions.queries import board_sections
from home.queries import step_section
from notices.queries import people_due, unread_sections
from notices.services import open_window, write_digest

logger = logging.getLogger(__name__)


class DigestsFailed(Exception):
    """Some summaries could not be sent. The log tells why."""


def send_digests(*, now: datetime) -> int:
    """Mail the daily and weekly summaries that are due, each once; return how many.

    One that cannot be sent is tried again at the next run, and keeps nobody else's back. Raises DigestsFailed after
    the others.
    """
    sent, failed = 0, 0
    for person in people_due(now):
        try:
            sent += _send(person, now)
        except Exception:
            logger.exception("The summary of person %s could not be sent.", person.pk)
            failed += 1
    if failed:
        raise DigestsFailed(f"{failed} summaries could not be sent.")
    return sent


@transaction.atomic
def _send(person: User, now: datetime) -> bool:
    """One person's summary: the time that it spans is taken in the transaction that sends it."""
    window = open_window(user=person, now=now)
    if window is None:
        return False
    waiting, others = unread_sections(person, window)
    news = [*board_sections(person, window), others]
    # Nobody is told of the rest alone, so it is asked for only beside something new.
    if not any(section.lines for section in (waiting, *news)):
        return False
    sections = [waiting, step_section(person), gathering_section(person, now), *news]
    return write_digest(user=person, window=window, sections=sections)
