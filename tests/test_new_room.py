"""The guards are asked of a room that somebody mounts and forgets everything else about: each of them says so."""

import json
import os
import subprocess
import sys

import pytest

from tests.guards import ROOT

FILES = {
    "attic/__init__.py": "",
    "attic/models.py": """
from django.conf import settings
from django.db import models
from wagtail.models import Page
from wagtail.search import index

class Diary(index.Indexed, models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.CASCADE)

class AtticPage(Page):
    pass
""",
    "attic/views.py": """
from django.http import HttpResponse

def read(request):
    return HttpResponse("Everything of everybody")
""",
    "attic_urls.py": """
from django.urls import path
from attic.views import read
from config.urls import urlpatterns

urlpatterns = [path("attic/", read, name="read"), *urlpatterns]
""",
    "attic_settings.py": """
from config.settings.test import *

ROOMS = (*ROOMS, "attic")
INSTALLED_APPS = [*INSTALLED_APPS, "attic"]
ROOT_URLCONF = "attic_urls"
""",
    "ask.py": """
import json
from importlib import import_module

import django

django.setup()

from django.conf import settings
from accounts.room import Contract, Holding
from config.rooms import STAIRCASE
from tests import guards
from tests.matrix import ROWS

known = {room: import_module(f"{room}.contract").CONTRACT for room in settings.ROOMS if room != "attic"}
careless = {"attic": Contract(holdings=(Holding("attic.Diary", "Diaries"),))}
print(json.dumps({
    "without step": sorted(guards.rooms_without_step(STAIRCASE)),
    "climbing": [key for key in guards.climbing_keys((("accounts", "attic"), *STAIRCASE[1:])) if "Diary" in key],
    "without layer": sorted(set(settings.ROOMS) - set().union(*guards.layers_of_the_linter())),
    "without contract": sorted(guards.rooms_without_contract()),
    "unnamed tables": sorted(guards.unnamed_tables(known)),
    "unnamed keys": sorted(guards.unnamed_keys(known | careless)),
    "deleted with people": guards.tables_deleted_with_people(),
    "searchable": sorted(guards.searchable_tables(careless)),
    "without rows": sorted(guards.addresses_without_rows(ROWS)),
    "pages": sorted(kind for kind in guards.kinds_of_pages() if kind.startswith("attic")),
}))
""",
}


@pytest.fixture(scope="module")
def amiss(tmp_path_factory):
    """What the guards say of a house with a careless attic, in a process of its own: `{"without step": ["attic"]}`."""
    folder = tmp_path_factory.mktemp("house")
    (folder / "attic").mkdir()
    for name, source in FILES.items():
        (folder / name).write_text(source)
    process = os.environ | {"PYTHONPATH": f"{folder}:{ROOT}", "DJANGO_SETTINGS_MODULE": "attic_settings"}
    asked = subprocess.run(
        [sys.executable, folder / "ask.py"], cwd=ROOT, env=process, capture_output=True, text=True, check=False
    )
    assert asked.returncode == 0, asked.stderr
    return json.loads(asked.stdout)


@pytest.mark.parametrize(
    ("guard", "found"),
    [
        ("without step", ["attic"]),
        ("climbing", ["attic.Diary.owner", "attic.Diary.cohort"]),
        ("without layer", ["attic"]),
        ("without contract", ["attic"]),
        ("unnamed tables", ["attic.Diary"]),
        ("unnamed keys", [["attic.Diary", "owner"]]),
        ("deleted with people", ["attic.Diary.owner"]),
        ("searchable", ["attic.Diary"]),
        ("without rows", ["read"]),
        ("pages", ["attic.AtticPage"]),
    ],
)
def test_a_careless_room_is_found(amiss, guard, found):
    assert amiss[guard] == found
