"""Mails their summaries to those for whom it is time. For a timer, as often as one likes: each comes once."""

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from discussions.queries import board_sections
from notices.digests import due, open_window, unread_section, write_digest

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Mail the daily and weekly summaries that are due."

    def handle(self, **options: Any) -> None:
        sent, failed = 0, 0
        for person in due(timezone.now()):
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
    window = open_window(person, timezone.now())
    if window is None:
        return False
    return write_digest(person, window, [unread_section(person, window), *board_sections(person, window)])
