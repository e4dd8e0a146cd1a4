"""Everything between an empty folder and a site to look at, in one process: a start of Django takes seconds."""

import os
import sys
from pathlib import Path

import django
from django.core.management import call_command


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    django.setup()
    call_command("migrate", verbosity=0)
    for command in ("set_up_site", "load_training", "load_demo"):
        call_command(command)


if __name__ == "__main__":
    main()
