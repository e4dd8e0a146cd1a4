"""Every field meets strings that have broken other systems: each is kept or refused in words, never a 500."""

from uuid import uuid4

import pytest

from tests.conftest import hostile_html, naughty_strings

STRINGS = [
    "",
    " ",
    "\x00",
    "\u202eomvänd\u202c",
    "مرحبا بالعالم",
    "👩‍👩‍👧‍👦" * 50,
    "a\u0301" * 200,
    "\ufeff\u200b",
    "å" * 100_000,
    "%s%n%d",
    "{{ 7|add:7 }}{% load i18n %}",
    "=1+1",
    "9" * 40,
    "-1",
    "1e999",
    "rad\r\nett\rtvå",
    "../../etc/passwd",
    *naughty_strings()[100:460:40],
    *hostile_html()[::150],
]


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


@pytest.mark.parametrize("number", range(11))
def test_every_field(client_as, alva, fields, number, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    address, names, rest = fields[number]
    client = client_as(None if address.startswith("/accounts/") else alva)
    for name in names:
        for text in STRINGS:
            form = {"submission_id": str(uuid4()), **rest, name: text}
            response = client.post(address, form)
            assert response.status_code < 500, (address, name, text[:40])
            assert "<script>alert" not in response.text


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
