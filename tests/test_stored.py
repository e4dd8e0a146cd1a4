"""Databases for tests are made once, copied, made anew when what they are made of changes, and forgotten."""

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from uuid import uuid4

import psycopg
import pytest
from django.utils import timezone

from accounts.models import User
from tests import stored
from tests.clock import MOMENT, WORLD_MOMENT
from tests.stored import Files, Recipe, Server, copy_of, store_of

URL = os.environ.get("DATABASE_URL", "")
made = []


class Counted(Recipe):
    """Makes a table, in this process, and counts."""

    def make(self, url):
        made.append(self.name)
        run(url, "CREATE TABLE IF NOT EXISTS told (word text)")


class Broken(Recipe):
    """Comes half-way."""

    def make(self, url):
        run(url, "CREATE TABLE told (half text)")
        run(url, "INSERT INTO told VALUES ('half')")
        raise ZeroDivisionError


def run(url, statement):
    file = url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file) if file != url else psycopg.connect(url)) as connection:
        found = connection.execute(statement)
        rows = found.fetchall() if found.description else []
        connection.commit()
    return rows


@pytest.fixture
def recipe(tmp_path, monkeypatch):
    monkeypatch.setattr(stored, "ROOT", tmp_path)
    monkeypatch.setattr(Files.__init__, "__defaults__", (tmp_path / "stored",))
    (tmp_path / "a.py").write_text("one")
    made.clear()
    counted = Counted(f"counted{uuid4().hex[:8]}", "no:function", ("*.py",))
    yield counted
    store = store_of(URL)
    if isinstance(store, Server):
        for name in [*store._names(f"gnista_{counted.name}_"), *store._names(f"gnista_copy_{counted.name}_")]:
            store.drop(name)


def test_it_is_made_once_and_each_has_a_copy_of_her_own(recipe, tmp_path):
    one, other = (copy_of(recipe, URL, tmp_path) for _each in range(2))
    run(one, "INSERT INTO told VALUES ('mine')")
    assert (run(one, "SELECT * FROM told"), run(other, "SELECT * FROM told")) == ([("mine",)], [])
    assert run(copy_of(recipe, URL, tmp_path), "SELECT * FROM told") == []
    assert made == [recipe.name]


def test_runs_at_once_wait_for_one_of_them(recipe, tmp_path):
    with ThreadPoolExecutor(2) as pool:
        copies = list(pool.map(lambda _each: copy_of(recipe, URL, tmp_path), range(2)))
    assert [run(copy, "SELECT * FROM told") for copy in copies] == [[]] * 2
    assert (len(set(copies)), made) == (2, [recipe.name])


@pytest.mark.parametrize("change", ["content", "new file", "fact", "base"])
def test_what_it_is_made_of_makes_it_anew(change, recipe, tmp_path):
    before = after = replace(recipe, base=replace(recipe, name="below", files=()))
    copy_of(before, "", tmp_path)
    if change == "content":
        (tmp_path / "a.py").write_text("two")
    elif change == "new file":
        (tmp_path / "b.py").write_text("")
    elif change == "fact":
        after = replace(before, facts=("another",))
    else:
        after = replace(before, base=replace(before.base, facts=("another",)))
    copy_of(after, "", tmp_path)
    copy_of(after, "", tmp_path)
    assert made == ["below", recipe.name, *(["below"] if change == "base" else []), recipe.name]


def test_what_was_used_longest_ago_is_forgotten(recipe, tmp_path, monkeypatch):
    monkeypatch.setattr(stored, "KEPT_OF_A_KIND", 2)
    kinds = [replace(recipe, facts=(str(number),)) for number in range(3)]
    for number in (0, 1, 0, 2):
        copy_of(kinds[number], URL, tmp_path)
    names = [f"gnista_{one.name}_{one.digest()}" for one in kinds]
    assert [name in store_of(URL) for name in names] == [True, False, True]


def test_a_making_that_is_broken_off_leaves_nothing(recipe, tmp_path):
    with pytest.raises(ZeroDivisionError):
        copy_of(Broken(recipe.name, "no:function", ("*.py",)), URL, tmp_path)
    assert run(copy_of(recipe, URL, tmp_path), "SELECT * FROM told") == []


def test_every_test_begins_at_the_moment_and_the_world_lies_behind_it(db):
    assert 0 <= (timezone.now() - MOMENT).total_seconds() < 60
    joined = User.objects.order_by("date_joined").values_list("date_joined", flat=True)
    assert WORLD_MOMENT <= joined.first() <= joined.last() < MOMENT
