"""Who may do what: every address of ours × every persona. An address without a row fails."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from accounts.models import User
from tests.addresses import PAGES, request_of
from tests.clock import moment
from tests.conftest import page_of, sign_in
from tests.guards import addresses_without_rows, kinds_of_pages, names_of_addresses
from tests.matrix import PERSONAS, ROWS


def met(response):
    if response.status_code == 302:
        if response.url.startswith("/accounts/login/") or response.url.startswith("/cms/login/"):
            return "l"
        return "r" if response.url == "/cms/" else "m"
    return {200: "k", 422: "k", 404: "4", 405: "5"}.get(response.status_code, str(response.status_code))


@pytest.fixture(scope="module")
def asking(standing_things, django_db_blocker):
    """The rows' addresses, and the session of each persona: made once, and as they were when a row begins."""
    with django_db_blocker.unblock(), moment(), override("sv"):
        persons = {user.email.split("@")[0]: user for user in User.objects.all()}
        sessions = {name: session_of(persons[name]) for name in PERSONAS[1:]}
        requests = {row: request_of(row, standing_things) for row in ROWS}
    return requests, sessions


def session_of(user):
    return sign_in(user).cookies[settings.SESSION_COOKIE_NAME].value


def client_in(session):
    client = Client()
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


@pytest.mark.parametrize("row", ROWS)
def test_row(row, asking, db):
    requests, sessions = asking
    method, url, data = requests[row]
    seen = {}
    for name in PERSONAS:
        client = client_in(sessions.get(name))
        response = client.get(url) if method == "GET" else client.post(url, data)
        seen[name] = refused_or(met(response), url, client)
    assert seen == dict(zip(PERSONAS, ROWS[row].split(), strict=True))


def refused_or(result, url, client):
    """The CMS sends somebody without its rights to its door, where she meets a 404, or home from a part of it."""
    if url.startswith("/cms/") and result == "l" and "_auth_user_id" in client.session:
        return "r"
    return result


def test_every_address_of_ours_has_its_rows():
    assert addresses_without_rows(ROWS) == set()


def test_what_has_no_row_is_not_answered(asking, client_as, maja):
    """An address has a row for each way it is asked, looking and acting: the other way is refused to everybody."""
    ways = {row.split(" ")[1]: row for row in ROWS}
    client, answered = client_as(maja), []
    for name in ways.keys() & set(names_of_addresses()):
        _method, url, _data = asking[0][ways[name]]
        asked = {row.split(" ")[0] for row in ROWS if row.split(" ")[1] == name}
        for method in {"GET", "POST"} - asked:
            status = client.generic(method, url).status_code
            if status != 405:
                answered.append((method, name, status))
    assert answered == []


def test_every_kind_of_page_has_its_rows(db):
    named = {row.split(" ", 1)[1] for row in ROWS}
    met = {page_of(package_id)._meta.label for name, package_id in PAGES.items() if name in named}
    # The front door is met by its own row, and what all steps share is no kind of page of its own.
    assert kinds_of_pages() - met == {"home.HomePage", "courses.Step"}
