"""What makes a stored database, in a process of its own: python -m tests.making tests.world:build_world."""

import os
import sys
from importlib import import_module

import django


def migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def main(function: str) -> None:
    """Call a function, named as module:function, on the database of DATABASE_URL."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    module, name = function.split(":")
    getattr(import_module(module), name)()


if __name__ == "__main__":
    main(sys.argv[1])
