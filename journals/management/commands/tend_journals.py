from typing import Any

from django.core.management.base import BaseCommand

from journals.services import empty_bins, tell_of_letters


class Command(BaseCommand):
    help = "Tells authors of letters that come back, and empties bins of what has lain there for 30 days. Run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Letters that are due: {tell_of_letters()}. Deleted for good: {empty_bins()}.")
