"""The world that tests live in: the site, a small course in both languages, and the five people. Built once."""

from pathlib import Path

import time_machine

from notices.models import Notice
from tests.clock import WORLD_MOMENT
from training.demo import load_demo
from training.loader import load
from training.package import read_package
from training.site import set_up_site

TINY = Path(__file__).parent / "packages" / "tiny"


def build_world() -> None:
    """Set the site up as a site manager would, with a small course, shortly before the moment of the tests."""
    with time_machine.travel(WORLD_MOMENT):
        set_up_site()
        load(read_package(TINY))
        load_demo()
        # What the first words on the boards told of is heard of: tests begin with no notices.
        Notice.objects.all().delete()
