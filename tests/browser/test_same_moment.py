"""What is sent several times in the same moment, by a double click or two tabs, is there once and answered kindly."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from tests.browser.person import Person
from tests.browser.ways import WORDS

MODULE = f"/sv/{WORDS['sv']['module']}/"
TIMES = 12


def at_once(act: Callable[[int], int]) -> list[int]:
    with ThreadPoolExecutor(TIMES) as pool:
        return sorted(pool.map(act, range(TIMES)))


@pytest.fixture
def person(site, walkers):
    return Person(site, next(walkers))


def test_a_post(person):
    address, words = f"{MODULE}villkor-vi-kan-paverka-utan-mandat/", f"Ett enda inlägg {uuid4()}"
    form = {"text": words, "submission_id": str(uuid4())}
    assert at_once(lambda _number: person.post(address, form)) == [302] * TIMES
    assert person.get(address).count(words) == 1


def test_a_thread(person):
    board = f"/sv/kohort/{re.search(r'/sv/kohort/([\w-]+)/', person.get('/sv/'))[1]}/"
    title = f"En enda tråd {uuid4()}"
    form = {"title": title, "text": "Hej", "submission_id": str(uuid4())}
    assert at_once(lambda _number: person.post(f"{board}ny-trad/", form)) == [302] * TIMES
    assert person.get(board).count(title) == 1


def test_the_first_text_of_an_entry(person):
    """Twelve windows begin the same entry with different texts: one is saved, the others are told of it."""
    address = f"{MODULE}iden-du-holl-inne/"
    statuses = at_once(lambda number: person.post(address, {"text": f"Text {number}", "version": "0"}))
    assert statuses == [302] + [409] * (TIMES - 1)


def test_an_answer(person):
    """Twelve windows answer the same question differently: the first answer stands, and all are led to it."""
    address = f"{MODULE}quiz/"
    assert at_once(lambda _number: person.post(address, {"action": "start"})) == [302] * TIMES
    page = person.get(address)
    attempt, question = (re.search(f'name="{name}" value="([^"]+)"', page)[1] for name in ("attempt", "question"))
    options = re.findall(rf'name="{question}-option" value="([^"]+)"', page)
    form = {"action": "answer", "attempt": attempt, "question": question}
    statuses = at_once(
        lambda number: person.post(address, {**form, f"{question}-option": options[number % len(options)]})
    )
    assert statuses == [302] * TIMES
    assert len(re.findall("Ditt svar", person.get(f"{address}?question={question}"))) == 1


def test_the_end_of_a_quiz(person):
    address = f"{MODULE}quiz/"
    person.post(address, {"action": "start"})
    attempt = re.search(r'name="attempt" value="([^"]+)"', person.get(address))[1]
    finish = {"action": "finish", "attempt": attempt}
    assert at_once(lambda _number: person.post(address, finish)) == [302] * TIMES
    assert len(re.findall(r"\?attempt=\d+", person.get(f"{address}?overview"))) == 1


def test_a_task_and_a_lesson(person):
    done = {"done_on": "2026-11-02", "line": "Två tysta minuter."}
    assert at_once(lambda _number: person.post(f"{MODULE}andra-en-sak-i-ett-vanligt-mote/", done)) == [302] * TIMES
    assert at_once(lambda _number: person.post(f"{MODULE}vad-ar-kreativitet/", {})) == [302] * TIMES
    assert "2 av 8 klara" in person.get(MODULE)
