"""Eight people do whatever comes to mind on one board and its desk, all at once: nothing breaks."""

import random
import re
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.error import HTTPError
from uuid import uuid4

from tests.browser.person import Person
from tests.guests import rows

BOARD, DESK = "/sv/kohort/trangsel/", "/cms/desk/trangsel/"
SECONDS = 10
FINE = {200, 302, 404, 409, 422, 429}
LEVELS = ["all", "mine", "none", ""]


class Crowd:
    """What everybody has seen of the board so far: the newest threads and posts are what people act on."""

    def __init__(self) -> None:
        self.threads: list[int] = []
        self.posts: list[int] = []

    @property
    def thread(self) -> str:
        return f"{BOARD}{random.choice(self.threads[-4:] or [1])}/"

    @property
    def number(self) -> int:
        return random.choice(self.posts[-12:] or [1])

    @property
    def post(self) -> str:
        return f"{BOARD}inlagg/{self.number}/"

    def look(self, person: Person) -> int:
        try:
            board = person.get(BOARD)
            self.threads = sorted({*self.threads, *map(int, re.findall(rf'href="{BOARD}(\d+)/"', board))})
            page = person.get(f"{BOARD}{self.threads[-1]}/") if self.threads else ""
            self.posts = sorted({*self.posts, *map(int, re.findall(r'id="post-(\d+)"', page))})
        except HTTPError as answer:
            # The thread may have gone since the board was shown.
            return answer.code
        return 200

    def act(self, person: Person, *, leads: bool) -> int:
        submission, reason = (
            {"text": f"Hej @Cilla Kö 3 {uuid4()}", "submission_id": str(uuid4())},
            {"reason": "Ett namn"},
        )
        manner = random.choice([{}, {}, {"is_anonymous": "on"}, {"is_write_first": "on"}])
        presses = [
            (f"{BOARD}ny-trad/", {"title": "Ny", "kind": "ask", **manner, **submission}),
            (self.thread, submission),
            (self.thread, {**submission, "parent": str(self.number)}),
            (self.post, {**submission, "version": "0"}),
            (f"{self.post}ta-tillbaka/", {}),
            (f"{self.post}hjalpte/", random.choice([{}, {"undo": "1"}])),
            (f"{self.post}anmal/", reason),
            (f"{self.thread}folj/", {"level": random.choice(LEVELS)}),
            (f"{BOARD}folj/", {"level": random.choice(LEVELS)}),
            (f"{BOARD}last/", {}),
            (f"{BOARD}utkast/", {"text": "Hej", "box": f"post:{self.number}", "autosave": "1"}),
        ]
        if leads:
            presses += [(f"{self.post}{doing}/", reason) for doing in ("dolj", "visa", "klart", "namn")]
            presses += [(f"{self.thread}ordna/", {"do": doing}) for doing in ("pin", "unpin", "lock", "unlock")]
            presses.append((f"{self.post}flytta/", {"to": str(random.choice(self.threads or [1]))}))
            presses.append((f"{DESK}people/", rows(f"gast{random.randint(0, 9)}@example.org")))
            presses.append((f"{DESK}schedule/", {"do": "pace", "starts_on": f"2026-11-0{random.randint(1, 9)}"}))
        looks = [f"{BOARD}sok/?q=hej", "/sv/", "/sv/notiser/", *([f"{DESK}now/"] if leads else [])]
        acts = [lambda: self.look(person)] * 4
        acts += [lambda press=press: person.post(*press) for press in presses]
        acts += [lambda path=path: person.status(path) for path in looks]
        return random.choice(acts)()


def test_nothing_breaks(site):
    crowd, until = Crowd(), time.monotonic() + SECONDS

    def go_on(number: int) -> set[int]:
        person, statuses = Person(site, f"crowd{number}"), set()
        while time.monotonic() < until:
            statuses.add(crowd.act(person, leads=number < 2))
        return statuses

    with ThreadPoolExecutor(8) as pool:
        statuses = set().union(*pool.map(go_on, range(8)))
    assert statuses - FINE == set()
    assert {200, 302} <= statuses
    assert len(crowd.posts) > 5
