"""Does all that is due. For a timer, once a day or as often as one likes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from home.services import tick


class Command(BaseCommand):
    help = (
        "Erase accounts and delete cohorts whose day has come, tell of letters that come back, "
        "and delete what has been kept long enough."
    )

    def handle(self, **options: Any) -> None:
        done, failed = tick(now=timezone.now())
        for name, number in done.items():
            self.stdout.write(f"{name}: {number}")
        if failed:
            raise CommandError(f"These failed, and the log tells why: {', '.join(failed)}.")
