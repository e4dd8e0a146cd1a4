import sys
from typing import Any

from django.core.management.base import BaseCommand

from notices.reports import MOST_BYTES, read_report
from notices.services import note_bounce


class Command(BaseCommand):
    """Give it what comes back to the sender of the mail, one message at a time: `manage.py note_bounces < message`."""

    help = "Reads a delivery report from standard input and notes the addresses that take no mail."

    def handle(self, *args: Any, **options: Any) -> None:
        refused = read_report(sys.stdin.buffer.read(MOST_BYTES))
        for one in refused:
            bounce = note_bounce(address=one.address, reason=one.reason)
            self.stdout.write(f"Noted: {bounce.address} ({bounce.reason})")
        if not refused:
            self.stdout.write("Nothing noted: this is no report of an address that is refused for good.")
