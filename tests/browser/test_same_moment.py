"""What is sent several times in the same moment, by a double click or two tabs, is there once and answered kindly."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from uuid import uuid4

import pytest

from tests.browser.person import Person, Visitor
from tests.browser.ways import WORDS
from tests.guests import rows

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


def test_answers_of_many(site, walkers):
    """Six people answer in the same moment, each twice: every answer is there once."""
    people = [Person(site, next(walkers)) for _number in range(TIMES // 2)]
    address, marks = f"{MODULE}villkor-vi-kan-paverka-utan-mandat/", [f"Svar {uuid4()}" for _person in people]
    forms = [{"text": mark, "submission_id": str(uuid4())} for mark in marks]
    statuses = at_once(lambda number: people[number // 2].post(address, forms[number // 2]))
    assert statuses == [302] * TIMES
    page = people[0].get(address)
    assert [page.count(mark) for mark in marks] == [1] * len(marks)


def test_what_helped_and_how_far_one_has_read(site, walkers):
    """Pressed twelve times at once it helped one person, and what was read on two devices stays read."""
    writer, reader = Person(site, next(walkers)), Person(site, next(walkers))
    address, mark = f"{MODULE}villkor-vi-kan-paverka-utan-mandat/", f"Hjälpsamt {uuid4()}"
    writer.post(address, {"text": mark, "submission_id": str(uuid4())})
    page = reader.get(address)
    number = re.findall(r'id="post-(\d+)"', page[: page.index(mark)])[-1]
    board = re.search(r"/sv/kohort/([\w-]+)/", reader.get("/sv/"))[0]
    press = f"{board}inlagg/{number}/hjalpte/"
    assert at_once(lambda _number: reader.post(press, {})) == [302] * TIMES
    assert "Hjälpte 1 person" in writer.get(address)
    assert at_once(lambda _number: reader.post(f"{board}last/", {})) == [302] * TIMES
    assert "Det finns något nytt" not in reader.get(board)


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


BOARD = "/sv/kohort/exempelkommun-hosten-2026/"


def begin(person, title):
    """Start a thread; returns its address and the number of what opens it."""
    person.post(f"{BOARD}ny-trad/", {"title": title, "text": "Början", "submission_id": str(uuid4())})
    address = re.search(rf'href="([^"]+)" dir="auto">{title}<', person.get(BOARD))[1]
    return address, re.search(r'id="post-(\d+)"', person.get(address))[1]


def test_answers_while_what_they_answer_is_moved_hidden_and_taken_back(site, walkers):
    """Every answer that was acknowledged is there once, wherever it now stands; others were kept for their author."""
    author, tove = Person(site, next(walkers)), Person(site, "tove")
    others = [Person(site, next(walkers)) for _person in range(3)]
    old, _opening = begin(author, f"Hit {uuid4()}")
    new, _opening = begin(author, f"Dit {uuid4()}")
    author.post(old, {"text": "Det här svarar alla på", "submission_id": str(uuid4())})
    post = re.findall(r'<article class="post[^"]*" id="post-(\d+)"', author.get(old))[-1]
    to = re.search(r"/(\d+)/$", new)[1]
    here = f"{BOARD}inlagg/{post}/"
    doings = [
        lambda: tove.post(f"{here}flytta/", {"to": to}),
        lambda: tove.post(f"{here}dolj/", {"reason": "Ett namn"}),
        lambda: author.post(f"{here}ta-tillbaka/", {}),
        lambda: others[0].post(f"{BOARD}last/", {}),
    ]
    forms = [{"text": f"Svar {uuid4()}", "submission_id": str(uuid4()), "parent": post} for _answer in range(4)]
    answers = [lambda form=form, person=others[at % 3]: person.post(old, form) for at, form in enumerate(forms)] * 2
    acts = [act for pair in zip(islice(cycle(doings), len(answers)), answers, strict=True) for act in pair]
    with ThreadPoolExecutor(TIMES) as pool:
        statuses = list(pool.map(lambda act: act(), acts))
    assert set(statuses) <= {302, 404, 422}
    pages = tove.get(old) + tove.get(new)
    for number, form in enumerate(forms):
        # Each was sent twice by the same person, as by a double click.
        assert pages.count(form["text"]) == (302 in {statuses[2 * number + 1], statuses[2 * (number + 4) + 1]})


def test_what_is_read_followed_and_reported_while_it_is_taken_back(site, walkers):
    """A thread that goes in this very moment is there or it is not; nobody meets a broken page."""
    author, others = Person(site, next(walkers)), [Person(site, next(walkers)) for _person in range(2)]
    for _round in range(4):
        thread, post = begin(author, f"Bara ett tag {uuid4()}")
        here = f"{BOARD}inlagg/{post}/"
        presses = [
            lambda person, thread=thread: person.status(thread),
            lambda person, thread=thread: person.post(f"{thread}folj/", {"level": "all"}),
            lambda person, here=here: person.post(f"{here}hjalpte/", {}),
            lambda person, here=here: person.post(f"{here}anmal/", {"reason": "Ett namn"}),
            lambda person: person.post(f"{BOARD}last/", {}),
        ]
        acts = [lambda press=press, person=person: press(person) for press in presses for person in others]
        acts.insert(len(acts) // 2, lambda here=here: author.post(f"{here}ta-tillbaka/", {}))
        with ThreadPoolExecutor(TIMES) as pool:
            statuses = set(pool.map(lambda act: act(), acts))
        assert statuses <= {200, 302, 404}
        assert author.status(thread) == 404


def test_a_list_of_addresses(site):
    """Pasted and sent six times at once, each is invited once."""
    tove, marks = Person(site, "tove"), [f"g{uuid4().hex[:12]}@example.org" for _guest in range(5)]
    people = "/cms/desk/exempelkommun-hosten-2026/people/"
    form = rows(*marks)
    assert at_once(lambda _number: tove.post(people, form)) == [302] * TIMES
    page = tove.get(people)
    # In the two presses of its row.
    assert [len(re.findall(rf'w-sr-only"> ?{mark}<', page)) for mark in marks] == [2] * len(marks)


def test_moving_somebody_to_and_fro(site):
    """She has a place in two cohorts and is moved from each to the other, in the same moment and by several presses."""
    maja, slugs = Person(site, "maja"), ("exempelkommun-hosten-2026", "forskolan-hosten-2026")
    places = []
    for slug in slugs:
        people = f"/cms/desk/{slug}/people/"
        here = re.search(rf'href="({people}\d+/)"[^>]*>Dagny Dubbel', maja.get(people))[1]
        places.append((here, re.search(r'<option value="(\d+)">(?:Exempelkommun|Förskolan)', maja.get(here))[1]))

    def move(number: int) -> int:
        here, to = places[number % 2]
        return maja.post(here, {"do": "move", "to": to})

    assert set(at_once(move)) <= {302, 404}


def test_the_door_of_an_invitation(site):
    """Asked for a code twelve times at once, it opens for one account, and nothing breaks."""
    visitors = [Visitor(site) for _visitor in range(TIMES)]
    statuses = at_once(lambda number: visitors[number].post("/sv/inbjudan/dubbel/", {}))
    assert set(statuses) <= {200, 302, 429}
    assert 302 in statuses
