"""Mails their summaries to those for whom it is time. For a timer, as often as one likes: each comes once."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from discussions.queries import board_sections
from notices.digests import due, open_window, unread_section, write_digest


class Command(BaseCommand):
    help = "Mail the daily and weekly summaries that are due."

    def handle(self, **options: Any) -> None:
        sent = sum(_send(person) for person in due(timezone.now()))
        self.stdout.write(f"{sent} summaries sent.")


@transaction.atomic
def _send(person: User) -> bool:
    """One person's summary: the time that it spans is taken in the transaction that sends it."""
    window = open_window(person, timezone.now())
    if window is None:
        return False
    return write_digest(person, window, [unread_section(person, window), *board_sections(person, window)])
