from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from training.scale import Scale, load_scale


class Command(BaseCommand):
    help = "Makes a large cohort for measurements. For development only."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--coaches", type=int, default=25)
        parser.add_argument("--steps", type=int, default=40)
        parser.add_argument("--threads", type=int, default=100)
        parser.add_argument("--posts", type=int, default=2000)
        parser.add_argument("--attempts", type=int, default=0)
        parser.add_argument("--entries", type=int, default=0)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_ALLOWED:
            raise CommandError("Made-up people are for development; these settings refuse them.")
        scale = Scale(*(options[name] for name in ("coaches", "steps", "threads", "posts", "attempts", "entries")))
        self.stdout.write(load_scale(scale).slug)
