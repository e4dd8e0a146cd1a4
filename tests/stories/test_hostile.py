"""Every field meets strings that have broken other systems: each is kept or refused in words, never a 500."""

from uuid import uuid4

import pytest

from courses.models import CoursePage
from discussions.services import open_thread
from tests import long
from tests.guests import rows
from tests.odd import hostile_html, naughty_strings

# Each of these in every field; of the others each in one field of every form, and in every field with `-m long`.
ALWAYS = ["", "\x00", "\u202eomvänd\u202c", "å" * 100_000, "9" * 40, "-1", "rad\r\nett\rtvå"]
STRINGS = [
    *ALWAYS,
    " ",
    "مرحبا بالعالم",
    "👩‍👩‍👧‍👦" * 50,
    "a\u0301" * 200,
    "\ufeff\u200b",
    "%s%n%d",
    "{{ 7|add:7 }}{% load i18n %}",
    "=1+1",
    "1e999",
    "../../etc/passwd",
    *naughty_strings()[100:460:40],
    *hostile_html()[::150],
]
GUEST = ["name", "email", "role", "language", "unit", "DELETE"]
DAYS = ["0001-01-01T00:00", "9999-12-31", "9999-12-31T23:59"]


def tried(names, texts=STRINGS):
    """Pairs of a field and what is written into it."""
    for at, name in enumerate(names):
        for number, text in enumerate(texts):
            if long.asked or text in [*ALWAYS, *DAYS] or number % len(names) == at:
                yield name, text


@pytest.fixture
def fields(alva, cohort, lesson, quiz, reflection, discussion, practice):
    """Address, the fields that are tried one at a time, and what else the form needs."""
    board = f"/sv/kohort/{cohort.slug}/"
    said = {"text": "Hej", "title": "Hej"}
    return [
        ("/accounts/login/", ["login", "password", "next"], {"login": "x@example.org", "password": "x"}),
        ("/accounts/login/code/", ["email"], {}),
        ("/accounts/password/reset/", ["email"], {}),
        ("/language/", ["language", "next"], {"language": "sv", "next": "/sv/"}),
        ("/sv/mitt/", ["name", "unit", "language"], {"name": "Alva", "unit": "", "language": "sv"}),
        (f"{board}ny-trad/", ["title", "text", "parent", "submission_id"], said),
        (discussion.get_url(), ["text", "parent", "submission_id"], said),
        (reflection.get_url(), ["text", "version", "autosave"], {"text": "Hej", "version": "0"}),
        (practice.get_url(), ["line", "done_on"], {"line": "Hej", "done_on": "2026-11-02"}),
        (quiz.get_url(), ["action", "attempt", "question", "option"], {"action": "answer"}),
        (lesson.get_url(), ["anything"], {}),
    ]


@pytest.mark.long
@pytest.mark.parametrize("number", range(11))
def test_every_field(client_as, alva, fields, number, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    address, names, rest = fields[number]
    client = client_as(None if address.startswith("/accounts/") else alva)
    for name, text in tried(names):
        form = {"submission_id": str(uuid4()), **rest, name: text}
        response = client.post(address, form)
        assert response.status_code < 500, (address, name, text[:40])
        assert "<script>alert" not in response.text


@pytest.fixture
def fields_of_boards(alva, bo, cohort):
    """As `fields`, for what is done on a board and about a cohort; the last says who does it."""
    board, desk = f"/sv/kohort/{cohort.slug}/", f"/cms/desk/{cohort.slug}/"
    post = open_thread(cohort=cohort, author=alva, title="T", source="S", submission_id=uuid4())
    theirs, place = f"{board}inlagg/{post.pk}/", cohort.memberships.get(user=bo).pk
    course = CoursePage.objects.filter(locale__language_code="sv").first().pk
    start = {"name": "Ny", "course": course, "starts_on": "2027-01-11", "addresses": "", "send": ""}
    letter = {"to": place, "subject": "S", "text": "T"}
    gathering = {"do": "gathering", "title": "T", "starts_at": "2027-03-01T12:00", "ends": "13:00", "place": ""}
    gathering["uid"] = str(uuid4())
    return [
        (theirs, ["text", "version"], {"text": "Hej", "version": "0"}, "alva"),
        (f"{board}utkast/", ["text", "title", "box", "since", "kind", "submission_id"], {"box": "new"}, "alva"),
        (f"{board}personer/", ["offers", "asks"], {}, "alva"),
        (f"{board}folj/", ["level"], {}, "alva"),
        (f"{theirs}anmal/", ["reason"], {}, "bo"),
        (f"{theirs}hjalpte/", ["next", "undo"], {}, "bo"),
        (f"{theirs}dolj/", ["reason"], {}, "tove"),
        (f"{theirs}flytta/", ["to"], {}, "tove"),
        (f"{board}{post.thread_id}/ordna/", ["next"], {"do": "pin"}, "tove"),
        ("/cms/desk/start/", ["name", "course", "organisation", "starts_on", "trainers", "addresses"], start, "tove"),
        (f"{desk}people/", ["addresses"], {}, "tove"),
        (f"{desk}people/", [f"guests-0-{name}" for name in GUEST], rows("ny@example.org"), "tove"),
        (f"{desk}write/", ["to", "subject", "text"], letter, "tove"),
        (f"{desk}settings/", ["name", "organisation", "readable_months"], {"name": "K"}, "tove"),
        (f"{desk}schedule/", ["title", "starts_at", "ends", "place", "uid"], gathering, "tove"),
        (f"{desk}schedule/", ["starts_on", "skipped_weeks"], {"do": "pace", "starts_on": "2027-01-11"}, "tove"),
        (f"{desk}schedule/", ["own-membership", "own-module", "own-opens_on"], {"do": "own"}, "tove"),
        (f"{desk}people/{place}/", ["do", "role", "to"], {"do": "role"}, "tove"),
    ]


@pytest.mark.long
@pytest.mark.parametrize("number", range(18))
def test_every_field_of_boards_and_cohorts(client_as, fields_of_boards, number, settings, request):
    settings.ACCOUNT_RATE_LIMITS = False
    address, names, rest, who = fields_of_boards[number]
    client = client_as(request.getfixturevalue(who))
    for name, text in tried(names, STRINGS + DAYS):
        form = {"submission_id": str(uuid4()), **rest, name: text}
        response = client.post(address, form)
        assert response.status_code < 500, (address, name, text[:40])
        assert response.status_code != 404, (address, name, text[:40])
        assert b"<script>alert" not in response.content
    pages = [f"/sv/kohort/{part}/schema/" for part in ("exempelkommun-hosten-2026",)]
    assert [client.get(page).status_code for page in pages] == [200]


@pytest.mark.parametrize("address", ["/preview/", "{board}utkast/", "{board}ny-trad/"])
def test_other_encodings_are_refused(client_as, alva, cohort, address):
    body = b"--x\r\nContent-Disposition: form-data; name=text\r\n\r\n+2AA-\r\n--x--\r\n"
    url = address.format(board=f"/sv/kohort/{cohort.slug}/")
    met = client_as(alva).post(url, body, content_type="multipart/form-data; boundary=x; charset=utf-7")
    assert met.status_code == 400


@pytest.mark.parametrize(
    "query", ["?attempt={}", "?question={}", "?overview={}", "?after={}", "?next={}", "?page={}", "?{}=1"]
)
def test_every_address_with_odd_questions(client_as, alva, quiz, cohort, query):
    client = client_as(alva)
    for address in (quiz.get_url(), f"/sv/kohort/{cohort.slug}/", "/sv/", "/sv/dagbok/", "/accounts/email/"):
        for text in ("", "\x00", "\u202e", "å" * 2000, "9" * 40, "-1", "<b>", "{{ 7 }}"):
            assert client.get(address + query.format(text)).status_code < 500, (address, query, text[:40])


@pytest.mark.parametrize("text", [text for text in STRINGS if text and len(text) < 500])
def test_odd_addresses(client_as, alva, text):
    client = client_as(alva)
    for address in ("/sv/{}/", "/{}/", "/sv/kohort/{}/", "/sv/dagbok/{}/", "/post/{}/", "/documents/{}/x.pdf"):
        assert client.get(address.format(text)).status_code < 500, address
