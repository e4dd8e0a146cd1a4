"""Whoever works with what is of others signs in with a second factor, and proves again who she is before she does."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from accounts.groups import EDITORS
from accounts.models import SignInRules, User
from discussions.services import open_thread
from home.services import announce_second_factors
from tests.factors import code_of
from training.demo import PASSWORD

SECOND_FACTOR = "/accounts/second-factor/"


@pytest.fixture
def traveller():
    with time_machine.travel(timezone.now()) as travelling:
        yield travelling


@pytest.fixture
def announced(maja, tove, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        announce_second_factors(now=timezone.now())


def test_site_managers_and_trainers_are_told_once(announced, maja, tove, alva):
    told = {person.email for person in User.objects.exclude(second_factor_from=None)}
    assert {maja.email, tove.email} <= told
    assert alva.email not in told
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(told)
    assert set(User.objects.exclude(second_factor_from=None).values_list("second_factor_from", flat=True)) == {
        localdate() + timedelta(days=7)
    }
    assert announce_second_factors(now=timezone.now() + timedelta(days=1)) == 0


@pytest.mark.parametrize("name", ["maja", "tove"])
def test_a_week_is_left_and_then_it_is_needed(announced, traveller, client_as, request, name):
    client = client_as(request.getfixturevalue(name))
    assert client.get("/cms/").status_code == 200
    assert SECOND_FACTOR in client.get("/sv/").text
    traveller.shift(timedelta(days=7))
    for address in ("/sv/", "/cms/", reverse("desk:desk"), reverse("profile")):
        assert client.get(address).url.startswith(SECOND_FACTOR)
    assert client.post(reverse("desk:start"), {}).url.startswith(SECOND_FACTOR)
    page = client.get(f"{SECOND_FACTOR}?next=/sv/mitt/").text
    assert "Lägg till en passkey" in page
    for free in ("/accounts/logout/", "/accounts/2fa/", "/healthz"):
        assert SECOND_FACTOR not in client.get(free).headers.get("Location", "")


def test_nobody_else_is_asked(announced, traveller, client_as, alva):
    traveller.shift(timedelta(days=8))
    client = client_as(alva)
    assert client.get(reverse("profile")).status_code == 200
    assert SECOND_FACTOR not in client.get("/sv/").text


def test_an_app_that_is_set_up_opens_the_door(announced, traveller, client_as, tove, at_once):
    traveller.shift(timedelta(days=8))
    client = client_as(tove)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert Authenticator.objects.filter(user=tove).exists()
    assert client.get(reverse("desk:desk")).status_code == 200
    other = client_as(tove)
    assert "Visa det nu" in other.get(reverse("desk:desk"), follow=True).text


def test_a_factor_of_somebody_else_in_the_same_browser_is_not_hers(announced, traveller, client, client_as, tove, maja):
    traveller.shift(timedelta(days=8))
    session = client_as(tove)
    store = session.session
    store["second_factor"] = maja.pk
    store.save()
    assert session.get("/cms/").url.startswith(SECOND_FACTOR)


def test_the_rule_can_be_changed(announced, traveller, client_as, tove):
    traveller.shift(timedelta(days=8))
    SignInRules.objects.create(needs_second_factor=False)
    client = client_as(tove)
    assert client.get(reverse("desk:desk")).status_code == 200
    announce_second_factors(now=timezone.now())
    assert not User.objects.exclude(second_factor_from=None).exists()


def test_who_trains_no_more_is_asked_no_more(announced, traveller, client_as, tove):
    traveller.shift(timedelta(days=8))
    tove.groups.clear()
    assert client_as(tove).get("/sv/").status_code == 200
    announce_second_factors(now=timezone.now())
    tove.refresh_from_db()
    assert tove.second_factor_from is None


def test_whoever_becomes_one_later_has_her_own_week(announced, traveller, alva):
    traveller.shift(timedelta(days=8))
    alva.groups.add(Group.objects.get(name=EDITORS))
    announce_second_factors(now=timezone.now())
    alva.refresh_from_db()
    assert alva.second_factor_from == localdate() + timedelta(days=7)


def touched(person):
    """What asks again: people's data, exports, rights and names."""
    return (
        reverse("person", args=[person.pk]),
        reverse("sign_in_of_person", args=[person.pk]),
        reverse("wagtailusers_users:edit", args=[person.pk]),
        reverse("wagtailusers_users:add"),
        reverse("wagtailusers_groups:add"),
        reverse("wagtailusers_groups:edit", args=[Group.objects.first().pk]),
        reverse("recovery_phrase"),
    )


def test_is_asked_again_before_she_touches_what_is_of_others(traveller, client_as, maja, alva):
    client = client_as(maja)
    for address in touched(alva):
        assert client.get(address).status_code == 200, address
    traveller.shift(timedelta(minutes=16))
    for address in touched(alva):
        assert client.get(address).url.startswith("/accounts/reauthenticate/"), address
        assert client.post(address, {}).url.startswith("/accounts/reauthenticate/"), address


def test_a_trainer_is_asked_again_before_names_rights_and_exports(traveller, client_as, tove, cohort, quiz):
    slug, member = cohort.slug, cohort.memberships.exclude(user=tove).first()
    thread = open_thread(cohort=cohort, author=member.user, title="T", source="S", submission_id=uuid4()).thread
    client = client_as(tove)
    addresses = (
        reverse("desk:person", args=[slug, member.pk]),
        reverse("discussions:open_name", args=[slug, thread.posts.get().pk]),
        reverse("desk:items", args=[slug, quiz.translation_key]) + "?format=csv",
    )
    answers = [client.get(address).status_code for address in addresses]
    assert answers == [200, 404, 200]
    traveller.shift(timedelta(minutes=16))
    for address in addresses:
        assert client.get(address).url.startswith("/accounts/reauthenticate/"), address


def test_who_has_a_factor_is_asked_for_it(traveller, client_as, maja, alva):
    TOTP.activate(maja, generate_totp_secret())
    client = client_as(maja)
    traveller.shift(timedelta(minutes=16))
    assert client.get(reverse("person", args=[alva.pk])).url.startswith(reverse("mfa_reauthenticate"))


def test_what_was_pressed_is_done_after_the_proof(traveller, client_as, maja, alva):
    client = client_as(maja)
    traveller.shift(timedelta(minutes=16))
    asked = client.post(reverse("person", args=[alva.pk]), {"rest": "1"}).url
    assert User.objects.get(pk=alva.pk).is_active
    client.post(asked, {"password": PASSWORD, "next": reverse("person", args=[alva.pk])})
    assert not User.objects.get(pk=alva.pk).is_active


class TestMail:
    def test_a_changed_password(self, client_as, alva, at_once):
        client = client_as(alva)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        new = {"oldpassword": PASSWORD, "password1": "nytt-hemligt-77", "password2": "nytt-hemligt-77"}
        client.post(reverse("account_change_password"), new)
        assert [letter.to for letter in mail.outbox] == [[alva.email]]
        assert "lösenord" in mail.outbox[0].body

    def test_a_new_factor(self, client_as, alva, at_once):
        client = client_as(alva)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        client.get(reverse("mfa_activate_totp"))
        client.post(reverse("mfa_activate_totp"), {"code": code_of(client.session["mfa.totp.secret"])})
        assert [letter.to for letter in mail.outbox] == [[alva.email]]
