"""Does all that is due. For a timer, every few minutes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from home.services import UnderWay, tick


class Command(BaseCommand):
    help = (
        "Publish what is planned, mail summaries, erase accounts and delete cohorts whose day has come, remind of "
        "gatherings, tell of letters that come back, and delete what has been kept long enough."
    )

    def handle(self, **options: Any) -> None:
        try:
            done, failed = tick(now=timezone.now())
        except UnderWay:
            self.stdout.write("Another run is at it.")
            return
        for name, number in done.items():
            self.stdout.write(f"{name}: {number}")
        if failed:
            raise CommandError(f"These failed, and the log tells why: {', '.join(failed)}.")
