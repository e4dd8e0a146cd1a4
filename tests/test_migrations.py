"""A database of the last release comes to the newest state with its rows."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.releases import LAST_RELEASE, RELEASED, RENEWED
from tests.stored import ROOT, Recipe, copy_of, drop

# Tables, and columns by their table of before.
RENAMED = {"cohorts_meeting": "cohorts_gathering", "discussions_draft.place": "box"}
# What is kept in another way, and has a test of its own.
RECKONED = {"cohorts_meeting.minutes", "discussions_post.folded", "journals_entry.folded"}


def ask(url: str, function: str) -> str:
    process = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    command = [sys.executable, "-m", "tests.making", function]
    return subprocess.run(command, cwd=ROOT, env=process, check=True, capture_output=True, text=True).stdout


def rows_of(recipe: Recipe, folder: Path) -> dict[str, list[dict[str, str]]]:
    url = copy_of(recipe, os.environ.get("DATABASE_URL", ""), folder)
    rows = json.loads(ask(url, "tests.releases:tell"))
    drop(url)
    return rows


@pytest.fixture(scope="module")
def before_and_after(tmp_path_factory):
    """The rows of a database of the last release before it is migrated, and after."""
    return rows_of(RELEASED, tmp_path_factory.mktemp("before")), rows_of(RENEWED, tmp_path_factory.mktemp("after"))


def test_every_room_had_rows(before_and_after):
    before, _after = before_and_after
    rooms = {table.split("_")[0] for table, rows in before.items() if rows} - {"auth"}
    assert rooms == set(LAST_RELEASE) - {"content", "courses", "home"}


def test_rows_keep_all_that_they_held(before_and_after):
    before, after = before_and_after
    lost = {}
    for table, rows in before.items():
        if table == "auth_permission":
            continue
        kept_as_it_is = {name for row in rows for name in row if f"{table}.{name}" not in RECKONED}
        names = {name: RENAMED.get(f"{table}.{name}", name) for name in kept_as_it_is}
        now = after.get(RENAMED.get(table, table), [])
        kept = [{old: one.get(new, "gone") for old, new in names.items()} for one in now]
        for row in ({name: value for name, value in row.items() if name in kept_as_it_is} for row in rows):
            if row not in kept:
                lost[table] = (row, kept)
    assert lost == {}
    assert sum(len(rows) for rows in before.values()) > 25


def test_a_gathering_ends_when_its_minutes_are_over(before_and_after):
    before, after = before_and_after
    [meeting], [gathering] = before["cohorts_meeting"], after["cohorts_gathering"]
    assert meeting["minutes"] == "1"
    # As SQLite tells of a moment, and as PostgreSQL does.
    a_minute_later = meeting["starts_at"].replace("12:00", "12:01").replace("12, 0", "12, 1")
    assert gathering["ends_at"] == a_minute_later != meeting["starts_at"]


def test_nobody_may_delete_people_any_more(before_and_after):
    before, after = before_and_after
    rights = [{row["codename"] for row in tables["auth_permission"]} for tables in (before, after)]
    assert ["'delete_user'" in names for names in rights] == [True, False]
