from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from training.demo import PASSWORD, PEOPLE, address, load_demo


class Command(BaseCommand):
    help = "Makes the demo people and their cohorts. For development only."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_ALLOWED:
            raise CommandError("Demo people are for development; these settings refuse them.")
        load_demo()
        names = ", ".join(address(name) for name in PEOPLE)
        self.stdout.write(f"Demo accounts: {names}; password {PASSWORD}")
