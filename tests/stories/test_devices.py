"""Browsers that somebody has signed in with before: a mail from a new one, and her own count of wrong passwords."""

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.browsers import browser_name
from accounts.models import User
from config.settings import base
from training.demo import PASSWORD

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


@pytest.fixture
def limits(settings):
    """Those that hold for the product."""
    settings.ACCOUNT_RATE_LIMITS = base.ACCOUNT_RATE_LIMITS


@pytest.fixture
def seen(alva):
    """Alva has been here before."""
    User.objects.filter(pk=alva.pk).update(seen_on=timezone.localdate())
    return alva


def sign_in(client, person, password=PASSWORD, place="10.0.0.1", **headers):
    client.post("/accounts/login/", {"login": person.email, "password": password}, REMOTE_ADDR=place, headers=headers)
    return "_auth_user_id" in client.session


def leave(client):
    client.post("/accounts/logout/")


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


class TestMail:
    def test_a_new_browser_is_told_once(self, client, seen, commits):
        with commits():
            sign_in(client, seen, **{"User-Agent": FIREFOX})
            leave(client)
            sign_in(client, seen, **{"User-Agent": FIREFOX})
        [letter] = mail.outbox
        assert letter.to == [seen.email]
        assert "Firefox, Linux" in letter.body

    def test_the_first_time_ever_surprises_nobody(self, client, alva, commits):
        User.objects.filter(pk=alva.pk).update(seen_on=None)
        with commits():
            assert sign_in(client, alva)
        assert mail.outbox == []

    def test_a_browser_of_somebody_else_is_new(self, client, seen, bo, commits):
        User.objects.filter(pk=bo.pk).update(seen_on=timezone.localdate())
        with commits():
            sign_in(client, seen)
            leave(client)
            sign_in(client, bo)
        assert [letter.to for letter in mail.outbox] == [[seen.email], [bo.email]]

    def test_the_cookie_tells_nobody_who_was_here(self, client, seen):
        sign_in(client, seen)
        cookie = client.cookies["device"]
        assert seen.email not in cookie.value
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")

    @pytest.mark.parametrize("value", ["", "x", "a:b:c", "é", "x" * 5000])
    def test_a_cookie_that_is_not_ours_is_none(self, client, seen, value):
        client.cookies["device"] = value
        assert sign_in(client, seen)


class TestWrongPasswords:
    def test_from_many_places_do_not_keep_her_out(self, limits, seen):
        own = Client()
        assert sign_in(own, seen, place="10.0.0.9")
        leave(own)
        for number in range(60):
            assert not sign_in(Client(), seen, "wrong", place=f"10.1.0.{number}")
        assert sign_in(own, seen, place="10.0.0.9")
        assert sign_in(Client(), seen, place="10.0.0.8")

    def test_from_one_place_are_five(self, limits, seen):
        for _try in range(5):
            sign_in(Client(), seen, "wrong")
        assert not sign_in(Client(), seen)
        assert sign_in(Client(), seen, place="10.0.0.2")

    def test_from_all_places_together_are_a_hundred_an_hour(self, limits, seen):
        own = Client()
        assert sign_in(own, seen)
        leave(own)
        for number in range(99):
            sign_in(Client(), seen, "wrong", place=f"10.2.0.{number}")
        assert not sign_in(Client(), seen, place="10.0.0.3")
        assert sign_in(own, seen)

    def test_on_her_own_browser_are_five(self, limits, seen):
        own = Client()
        sign_in(own, seen)
        leave(own)
        for _try in range(5):
            sign_in(own, seen, "wrong")
        assert not sign_in(own, seen)

    def test_a_code_and_a_way_on_are_named(self, limits, seen):
        for _try in range(5):
            sign_in(Client(), seen, "wrong")
        page = Client().post("/accounts/login/", {"login": seen.email, "password": "x"}, REMOTE_ADDR="10.0.0.1").text
        assert "Be om en kod med mejl" in page


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        (FIREFOX, "Firefox, Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge, Windows"),
        ("<b>Vinn en bil!</b>", ""),
        ("", ""),
    ],
)
def test_a_browser_in_a_few_words(sent, name):
    assert browser_name(sent) == name
