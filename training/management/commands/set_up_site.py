from typing import Any

from django.core.management.base import BaseCommand

from training.site import set_up_site


class Command(BaseCommand):
    help = "Makes the languages, home pages and groups that every installation needs. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        home = set_up_site()
        self.stdout.write(f"The site stands: {home.title}.")
