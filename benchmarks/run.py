"""Measures the pages of the product over real HTTP and prints one table.

    benchmarks/run            on a PostgreSQL database of its own (DATABASE_URL, default gnista_bench on this machine),
                              made anew each time, and a Redis database
                              (CACHE_URL)

Starts gunicorn with two workers, signs in, and asks for each page one request at a time; then some of them over eight
connections. Query counts come from a header that only the benchmark settings add.
"""

import gzip
import http.client
import math
import os
import re
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle
from urllib.parse import urlencode
from uuid import uuid4

import psycopg

PORT = 8099
PASSWORD = "gnista-demo"
ROUNDS = int(os.environ.get("ROUNDS", "60"))
CONNECTIONS = 8
SECONDS = 6
SCALES = {
    "coach": {"coaches": 25, "threads": 25, "posts": 250, "entries": 10_000},
    "talkative": {"coaches": 25, "threads": 100, "posts": 2_000},
    "very talkative": {"coaches": 25, "threads": 100, "posts": 20_000},
    "large": {"coaches": 200, "threads": 10, "posts": 100},
    "huge": {"coaches": 1_000, "threads": 10, "posts": 100, "attempts": 1_000},
}


class Visitor:
    """Somebody with cookies and a connection that stays open, as a browser has."""

    def __init__(self, email: str) -> None:
        self.cookies: dict[str, str] = {}
        self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        self.get("/accounts/login/")
        self.post("/accounts/login/", {"login": email, "password": PASSWORD})

    def get(self, path: str) -> tuple[bytes, dict[str, str]]:
        return self._follow("GET", path)

    def post(
        self, path: str, fields: dict[str, str], extra: dict[str, str] | None = None
    ) -> tuple[bytes, dict[str, str]]:
        token = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
        return self._follow("POST", path, {**fields, **token}, extra)

    def _follow(
        self, method: str, path: str, fields: dict[str, str] | None = None, extra: dict[str, str] | None = None
    ) -> tuple[bytes, dict[str, str]]:
        status, headers, body = self._ask(method, path, urlencode(fields) if fields else None, extra)
        while status in (302, 303):
            status, headers, body = self._ask("GET", headers["Location"].split("#")[0])
        if status >= 400:
            raise RuntimeError(f"{method} {path}: {status}")
        return body, headers

    def _ask(
        self, method: str, path: str, data: str | None = None, extra: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **(extra or {})}
        if data:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.connection.request(method, path, data, headers)
            response = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            # The server closes a connection that was idle for a while; nothing of this request was read.
            self.connection.close()
            self.connection.request(method, path, data, headers)
            response = self.connection.getresponse()
        body = response.read()
        for name, value in response.getheaders():
            if name == "Set-Cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return response.status, dict(response.getheaders()), body


@dataclass(frozen=True)
class Line:
    """One row of the table; times in milliseconds, sizes in kB."""

    name: str
    p50: float
    p95: float
    queries: str
    raw: float
    gz: float

    def __str__(self) -> str:
        return f"| {self.name} | {self.p50:.1f} | {self.p95:.1f} | {self.queries} | {self.raw:.1f} | {self.gz:.1f} |"


def measure(name: str, act) -> Line:
    """Time something that returns a page's body and headers, after three warm rounds."""
    for _warm in range(3):
        act()
    times = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        body, headers = act()
        times.append((time.perf_counter() - begun) * 1000)
    times.sort()
    packed = len(gzip.compress(body)) / 1024
    return Line(
        name,
        statistics.median(times),
        times[int(len(times) * 0.95)],
        headers.get("X-Query-Count", "?"),
        len(body) / 1024,
        packed,
    )


def throughput(name: str, acts: list) -> str:
    """How often a flow is done in a second at eight connections, each with a visitor of its own."""
    until = time.perf_counter() + SECONDS

    def repeat(act) -> int:
        done = 0
        while time.perf_counter() < until:
            act()
            done += 1
        return done

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        done = sum(pool.map(repeat, acts))
    return f"| {name} | {done / SECONDS:.1f} |"


def create_post(visitor: Visitor, path: str) -> tuple[bytes, dict[str, str]]:
    page, _headers = visitor.get(path)
    submission = re.search(rb'name="submission_id" value="([^"]+)"', page)[1].decode()
    return visitor.post(path, {"text": "Ett inlägg.", "submission_id": submission})


def take_quiz(visitor: Visitor, path: str, *, scripts: bool = True) -> tuple[bytes, dict[str, str]]:
    """Start, answer all questions, finish: the whole flow of a quiz, as a browser sends it with scripts or without."""
    scripted = {"X-Fragment": "quiz"} if scripts else {}
    page, _headers = visitor.post(path, {"action": "start"})
    attempt = re.search(rb'name="attempt" value="(\d+)"', page)[1].decode()
    while found := re.search(rb'name="([^"]+)-option" value="([^"]+)"', page):
        question, option = (part.decode() for part in found.groups())
        answer = {"action": "answer", "attempt": attempt, "question": question, f"{question}-option": option}
        page, _headers = visitor.post(path, answer, scripted)
    return visitor.post(path, {"action": "finish", "attempt": attempt})


def autosave(visitor: Visitor, path: str) -> tuple[bytes, dict[str, str]]:
    return visitor.post(path, {"text": "En minut tyst.", "version": "0", "autosave": "1"})


def threads_on(visitor: Visitor, board: str) -> list[str]:
    """Addresses of the threads on a board's first page."""
    page, _headers = visitor.get(board)
    return list(dict.fromkeys(found.decode() for found in re.findall(rf"{board}\d+/".encode(), page)))


def board_pages(coach: Visitor, trainer: Visitor, slugs: dict[str, str]) -> list[Line | str]:
    """The pages of boards and cohorts, and how much a board grows with ten times the posts."""
    board = {name: f"/sv/kohort/{slugs[name]}/" for name in slugs}
    threads, long = threads_on(coach, board["coach"]), threads_on(coach, board["very talkative"])[0]
    # What is said makes a thread longer, so the one that is read is not written in.
    thread, others = threads[0], cycle(threads[1:])
    few = measure("board, 100 threads, 2,000 posts", lambda: coach.get(board["talkative"]))
    many = measure("board, 100 threads, 20,000 posts", lambda: coach.get(board["very talkative"]))
    growth = math.log10(many.p50 / few.p50)
    draft = {"text": "En minut tyst.", "box": "new", "autosave": "1"}
    desk = f"/cms/desk/{slugs['very talkative']}"
    return [
        measure("board, 25 threads", lambda: coach.get(board["coach"])),
        few,
        many,
        f"| growth of the board from 2,000 to 20,000 posts | n^{growth:.2f} | | | | |",
        measure("thread of 10 posts", lambda: coach.get(thread)),
        measure("thread of 200 posts, a page of 50", lambda: coach.get(long)),
        measure("post, with the page that follows", lambda: coach.post(next(others), said())),
        measure("post, with the pages around it", lambda: create_post(coach, next(others))),
        measure("a draft kept", lambda: coach.post(f"{board['coach']}utkast/", draft)),
        measure("search in 20,000 posts", lambda: coach.get(f"{board['very talkative']}sok/?q=obekv%C3%A4mt")),
        measure("search over everything, 20,000 posts", lambda: coach.get("/sv/sok/?q=obekv%C3%A4mt")),
        measure("the same, for what is not there", lambda: coach.get("/sv/sok/?q=finnsinte")),
        measure("people, 200", lambda: trainer.get(f"{board['large']}personer/")),
        measure("schedule", lambda: coach.get(f"{board['coach']}schema/")),
        measure("the trainer's “right now”, 20,000 posts", lambda: trainer.get(f"{desk}/now/")),
    ]


def said() -> dict[str, str]:
    return {"text": "Ett inlägg.", "submission_id": str(uuid4())}


def single_pages(coach: Visitor, writer: Visitor, trainer: Visitor, slugs: dict[str, str]) -> list[Line]:
    """Every other page of the table, one request at a time."""
    lesson, quiz = "/sv/scale-40/modul-0/steg-1/", "/sv/scale-40/modul-0/steg-7/"
    matrix, _headers = trainer.get(f"/cms/desk/{slugs['huge']}/")
    # The second quiz of the course is the long one.
    items = re.findall(rb'href="(/cms/desk/[^"]+/quiz/[^"]+/)"', matrix)[1].decode()
    coach.post(quiz, {"action": "start"})
    return [
        measure("lesson", lambda: coach.get(lesson)),
        measure("course page, 40 steps", lambda: coach.get("/sv/scale-40/")),
        measure("start page", lambda: coach.get("/sv/")),
        measure("quiz page, 10 questions", lambda: coach.get(quiz)),
        measure("matrix, 25 × 40", lambda: trainer.get(f"/cms/desk/{slugs['coach']}/")),
        measure("matrix, 200 × 40", lambda: trainer.get(f"/cms/desk/{slugs['large']}/")),
        measure("matrix, 1,000 × 40", lambda: trainer.get(f"/cms/desk/{slugs['huge']}/")),
        measure("item table, 1,000 attempts × 30 questions", lambda: trainer.get(items)),
        measure("journal", lambda: coach.get("/sv/dagbok/")),
        measure("journal of 10,000 entries", lambda: writer.get("/sv/dagbok/")),
        measure("search in 10,000 entries", lambda: writer.get("/sv/dagbok/?q=tyst+9999")),
        measure("autosave of an entry", lambda: autosave(writer, f"/sv/dagbok/ny/{uuid4()}/")),
        measure("finish a lesson, with the page that follows", lambda: coach.post(lesson, {})),
        measure("whole quiz: start, 10 answers, finish", lambda: take_quiz(coach, quiz)),
        measure("the same without scripts", lambda: take_quiz(coach, quiz, scripts=False)),
    ]


def flows(slugs: dict[str, str]) -> list[str]:
    """Throughput at eight connections."""
    visitors = [Visitor(f"scale{number}@example.org") for number in range(CONNECTIONS)]
    board = f"/sv/kohort/{slugs['coach']}/"
    threads = threads_on(visitors[0], board)
    others = [cycle(threads[number + 1 :: CONNECTIONS]) for number in range(CONNECTIONS)]
    lesson, quiz = "/sv/scale-40/modul-0/steg-1/", "/sv/scale-40/modul-0/steg-7/"
    return [
        throughput("lesson", [lambda v=v: v.get(lesson) for v in visitors]),
        throughput("thread", [lambda v=v: v.get(threads[0]) for v in visitors]),
        throughput(
            "whole reply", [lambda v=v, o=o: create_post(v, next(o)) for v, o in zip(visitors, others, strict=True)]
        ),
        throughput("whole quiz of 10 questions", [lambda v=v: take_quiz(v, quiz) for v in visitors]),
        throughput("the same without scripts", [lambda v=v: take_quiz(v, quiz, scripts=False) for v in visitors]),
    ]


def make_database(url: str) -> None:
    """Begin with an empty database, so that every run measures the same data. A database of another name is refused."""
    server, name = url.rsplit("/", 1)
    if not name.endswith("_bench"):
        sys.exit(f"The benchmarks empty their database, so its name must end in _bench, but it is {name}.")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f'CREATE DATABASE "{name}"')


def main() -> None:
    url = os.environ.setdefault("DATABASE_URL", "postgres://postgres@127.0.0.1:5432/gnista_bench")
    os.environ.setdefault("CACHE_URL", "redis://127.0.0.1:6379/9")
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    make_database(url)
    manage = [sys.executable, "manage.py"]
    for command in ("migrate --verbosity 0", "set_up_site", "load_training", "load_demo"):
        subprocess.run([*manage, *command.split()], check=True, stdout=subprocess.DEVNULL)
    slugs = {}
    for name, sizes in SCALES.items():
        options = [f"--{key}={size}" for key, size in sizes.items()]
        made = subprocess.run(
            [sys.executable, "-m", "benchmarks.scale", *options], check=True, capture_output=True, text=True
        )
        slugs[name] = made.stdout.strip()
    # As a database does by itself some minutes after so many rows came in.
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "config.wsgi", "-w", "2", "--threads", "4", "-b", f"127.0.0.1:{PORT}"],
        stderr=subprocess.DEVNULL,
    )
    try:
        time.sleep(6)
        print(f"{url.split('@')[-1]}, {os.cpu_count()} cores, {ROUNDS} rounds, one request at a time\n")
        print("| page | p50 ms | p95 ms | queries | HTML kB | gz kB |\n|---|---|---|---|---|---|")
        coach, writer, trainer = (Visitor(f"{name}@example.org") for name in ("scale0", "scale24", "tove"))
        for line in single_pages(coach, writer, trainer, slugs) + board_pages(coach, trainer, slugs):
            print(line)
        print(f"\n| at {CONNECTIONS} connections | per second |\n|---|---|")
        for line in flows(slugs):
            print(line)
    finally:
        server.terminate()
        server.wait(timeout=10)


if __name__ == "__main__":
    main()
