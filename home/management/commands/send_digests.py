"""Mails their summaries to those for whom it is time. For a timer, as often as one likes: each comes once."""

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from discussions.queries import board_sections
from notices.queries import people_due, unread_section
from notices.services import open_window, write_digest

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Mail the daily and weekly summaries that are due."

    def handle(self, **options: Any) -> None:
        sent, failed = 0, 0
        for person in people_due(timezone.now()):
            try:
                sent += _send(person)
            except Exception:
                # Hers is tried again at the next run, and keeps nobody else's back.
                logger.exception("The summary of person %s could not be sent.", person.pk)
                failed += 1
        self.stdout.write(f"{sent} summaries sent.")
        if failed:
            raise CommandError(f"{failed} summaries could not be sent. The log tells why.")


@transaction.atomic
def _send(person: User) -> bool:
    """One person's summary: the time that it spans is taken in the transaction that sends it."""
    window = open_window(user=person, now=timezone.now())
    if window is None:
        return False
    sections = [unread_section(person, window), *board_sections(person, window)]
    return write_digest(user=person, window=window, sections=sections)
