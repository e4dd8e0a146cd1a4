"""Databases that tests begin with: made once, kept under a digest of what they are made of, and copied.

To migrate an empty database takes the better part of a minute, to copy it an instant. Each process of tests gets a copy
of its own, in the same state as if it had been made for it. A copy that is kept is not changed: whatever it is made of
changes its digest, and what was used longest ago is forgotten. Any number of runs can do this at once.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg.sql import SQL, Identifier, Literal

from config.rooms import ROOMS
from tests.clock import WORLD_MOMENT

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "stored"
KEPT_OF_A_KIND = 6
LEFT_BEHIND = timedelta(hours=2)

Make = Callable[[str], None]


@dataclass(frozen=True)
class Recipe:
    """How a database is made: by a function, on top of another, out of files that patterns name and of plain facts."""

    name: str
    function: str
    files: tuple[str, ...]
    facts: tuple[str, ...] = ()
    base: "Recipe | None" = None

    def digest(self) -> str:
        # A tree with a line broken on purpose (script/mutants) begins with the databases of the whole one.
        if named := os.environ.get("TEST_DATABASES"):
            return named
        said = hashlib.sha256("\n".join((self.base.digest() if self.base else "", *self.facts)).encode())
        for path in sorted({path for pattern in self.files for path in ROOT.glob(pattern) if path.is_file()}):
            content = path.read_bytes()
            said.update(f"\n{path.relative_to(ROOT)} {len(content)}\n".encode() + content)
        return said.hexdigest()[:16]

    def make(self, url: str) -> None:
        """Fill the database at an address, in a process of its own."""
        environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
        command = [sys.executable, "-m", "tests.making", self.function]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)


SOURCES = tuple(f"{room}/**/*.py" for room in (*ROOMS, "config"))
# The requirements stand for the migrations of libraries.
MIGRATED = Recipe(
    "migrated",
    "tests.making:migrate",
    (
        *(f"{room}/{part}" for room in ROOMS for part in ("migrations/*.py", "models.py", "models/**/*.py", "apps.py")),
        *("config/rooms.py", "config/settings/base.py", "requirements/*.txt", "tests/making.py"),
    ),
    facts=(sys.version,),
)
WORLD = Recipe(
    "world",
    "tests.world:build_world",
    (*SOURCES, "locale/**/*.po", "tests/packages/tiny/**/*", "tests/world.py", "tests/clock.py"),
    facts=(WORLD_MOMENT.isoformat(),),
    base=MIGRATED,
)
# What browsers meet lives today, and is as old as that.
SITE = Recipe(
    "site",
    "tests.browser.site:build_site",
    (
        *(*SOURCES, "locale/**/*.po", "training/packages/**/*"),
        *("tests/browser/site.py", "tests/conftest.py", "tests/quizzes/conftest.py"),
    ),
    facts=(date.today().isoformat(),),
    base=MIGRATED,
)


class Files:
    """Databases of SQLite: files in a folder."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def __contains__(self, name: str) -> bool:
        return (self.folder / name).exists()

    def make(self, name: str, base: str | None, make: Make) -> None:
        unfinished = self.folder / "unfinished"
        for part in self.folder.glob("unfinished*"):
            part.unlink()
        if base:
            shutil.copyfile(self.folder / base, unfinished)
        make(f"sqlite:///{unfinished}")
        with closing(sqlite3.connect(unfinished)) as connection:
            # Without a log of its own beside it, so that one file is all of it.
            connection.execute("PRAGMA journal_mode=DELETE")
        unfinished.rename(self.folder / name)

    def copy(self, name: str, to: str) -> None:
        shutil.copyfile(self.folder / name, to)

    def use(self, name: str) -> None:
        os.utime(self.folder / name)

    def forget(self, kind: str) -> None:
        ours = sorted(self.folder.glob(f"gnista_{kind}_*"), key=lambda path: path.stat().st_mtime)
        for path in ours[:-KEPT_OF_A_KIND]:
            path.unlink()


class Server:
    """Databases of a PostgreSQL server; when one was used is kept as its comment."""

    def __init__(self, url: str) -> None:
        self.url = url.rsplit("/", 1)[0]
        self.connection = psycopg.connect(f"{self.url}/postgres", autocommit=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        with self.connection:  # It ends the lock as well.
            self._do("SELECT pg_advisory_lock(hashtext('gnista tests'))")
            yield

    def __contains__(self, name: str) -> bool:
        return bool(self.connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone())

    def make(self, name: str, base: str | None, make: Make) -> None:
        self.copy(base or "template1", "gnista_unfinished")
        make(f"{self.url}/gnista_unfinished")
        self._do("ALTER DATABASE {} RENAME TO {}", Identifier("gnista_unfinished"), Identifier(name))

    def copy(self, name: str, to: str) -> None:
        self.drop(to)
        self._do("CREATE DATABASE {} TEMPLATE {}", Identifier(to), Identifier(name))
        self.use(to)

    def drop(self, name: str) -> None:
        self._do("DROP DATABASE IF EXISTS {} WITH (FORCE)", Identifier(name))

    def use(self, name: str) -> None:
        self._do("COMMENT ON DATABASE {} IS {}", Identifier(name), Literal(datetime.now(UTC).isoformat()))

    def forget(self, kind: str) -> None:
        for name in self._names(f"gnista_{kind}_")[:-KEPT_OF_A_KIND]:
            self.drop(name)
        before = (datetime.now(UTC) - LEFT_BEHIND).isoformat()
        for name in self._names("gnista_copy_", before=before):
            self.drop(name)

    def _names(self, beginning: str, before: str = "a") -> list[str]:
        """Names of databases that begin so and that nobody has open, what was used longest ago first."""
        found = self.connection.execute(
            "SELECT datname FROM pg_database LEFT JOIN pg_shdescription ON objoid = oid "
            "WHERE starts_with(datname, %s) AND coalesce(description, '') < %s "
            "AND oid NOT IN (SELECT datid FROM pg_stat_activity WHERE datid IS NOT NULL) "
            "ORDER BY coalesce(description, ''), datname",
            [beginning, before],
        )
        return [name for (name,) in found]

    def _do(self, statement: str, *parts: Identifier | Literal) -> None:
        self.connection.execute(SQL(statement).format(*parts))


def store_of(url: str) -> Files | Server:
    """Where databases are kept for tests that run on the one at an address."""
    return Server(url) if urlsplit(url).scheme.startswith("postgres") else Files()


def _stored(store: Files | Server, recipe: Recipe) -> str:
    """The name of the stored database of a recipe, which is made if it is not there."""
    name = f"gnista_{recipe.name}_{recipe.digest()}"
    if name not in store:
        store.make(name, recipe.base and _stored(store, recipe.base), recipe.make)
    store.use(name)
    store.forget(recipe.name)
    return name


def copy_of(recipe: Recipe, url: str, folder: Path) -> str:
    """The address of a new copy of a stored database, beside the one at an address or else in a folder."""
    store = store_of(url)
    name = f"gnista_copy_{recipe.name}_{uuid.uuid4().hex[:12]}"
    with store.alone():
        to = str(folder / name) if isinstance(store, Files) else name
        store.copy(_stored(store, recipe), to)
    return f"sqlite:///{to}" if isinstance(store, Files) else f"{store.url}/{name}"


def drop(url: str) -> None:
    """Forget a copy; that of a file goes with its folder."""
    store = store_of(url)
    if isinstance(store, Server):
        with store.connection:
            store.drop(url.rsplit("/", 1)[1])


def connect_to(url: str) -> None:
    """Let Django's connection be to the database at an address; one in a file is read into memory."""
    from django.db import connection

    if connection.vendor == "sqlite":
        file, name = url.removeprefix("sqlite:///"), "file:gnista_tests?mode=memory&cache=shared"
    else:
        file, name = "", url.rsplit("/", 1)[1]
    connection.close()
    connection.settings_dict["NAME"] = connection.settings_dict["TEST"]["NAME"] = name
    connection.ensure_connection()
    if file:
        with closing(sqlite3.connect(file)) as stored:
            stored.backup(connection.connection)
