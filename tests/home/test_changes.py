"""What a site manager asks for somebody else's account: told twice, stopped with one press, no way into a journal."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts.models import AccountChange, User
from accounts.services import AddressTaken, apply_unopposed
from home.services import ask_for_change
from tests.home.changing import MARKER, NEW, ask, code_sent_to, link_in, pass_days


class TestAnAddress:
    def test_does_not_hold_at_once(self, client_as, maja, writer, commits):
        with commits():
            assert ask(client_as(maja), writer).status_code == 302
        [letter] = mail.outbox
        assert letter.to == ["alva@example.org"]
        assert NEW in letter.body
        assert code_sent_to(NEW) == []
        assert code_sent_to("alva@example.org") == [["alva@example.org"]]

    def test_no_form_of_the_cms_takes_another(self, client_as, maja, writer):
        edit = reverse("wagtailusers_users:edit", args=[writer.pk])
        form = {"email": NEW, "name": "Alva Ny", "language": "sv", "is_active": "on"}
        form |= {"password1": "hemligt-77", "password2": "hemligt-77"}
        assert client_as(maja).post(edit, form).status_code == 302
        before = writer.password
        writer.refresh_from_db()
        assert (writer.email, writer.name, writer.password) == ("alva@example.org", "Alva Ny", before)

    def test_is_told_twice_and_holds_after_seven_days(self, client_as, maja, writer, traveller, commits):
        with commits():
            ask(client_as(maja), writer)
            pass_days(traveller, 3.9)
        assert len(mail.outbox) == 1
        with commits():
            pass_days(traveller, 0.2)
        assert [letter.to for letter in mail.outbox] == [["alva@example.org"]] * 2
        with commits():
            pass_days(traveller, 2.8)
        writer.refresh_from_db()
        assert writer.email == "alva@example.org"
        with commits():
            pass_days(traveller, 0.2)
        writer.refresh_from_db()
        assert writer.email == NEW
        assert EmailAddress.objects.get(user=writer).email == NEW
        # After a week the others get their summaries.
        letters = [letter for letter in mail.outbox[2:] if "List-Unsubscribe" not in letter.extra_headers]
        assert sorted(letter.to[0] for letter in letters) == ["alva@example.org", NEW]

    def test_does_not_hold_sooner_when_the_upkeep_runs_late(self, client_as, maja, writer, traveller, commits):
        with commits():
            ask(client_as(maja), writer)
            pass_days(traveller, 30, 0, 1.9)
        writer.refresh_from_db()
        assert writer.email == "alva@example.org"
        with commits():
            pass_days(traveller, 0.2)
        writer.refresh_from_db()
        assert writer.email == NEW

    @pytest.mark.parametrize("signed_in", [False, True])
    def test_is_stopped_with_one_press(self, client_as, maja, writer, traveller, commits, signed_in):
        with commits():
            ask(client_as(maja), writer)
        client = client_as(writer if signed_in else None)
        link = link_in(mail.outbox[0])
        assert client.get(link).status_code == 200
        assert AccountChange.objects.get().settled_at is None
        client.post(link, {"stop": "1"})
        client.post(link, {"confirm": "1"})
        with commits():
            pass_days(traveller, 5, 5)
        writer.refresh_from_db()
        assert (writer.email, writer.sealed_at) == ("alva@example.org", None)

    def test_holds_when_she_says_yes_and_her_journal_stays_open(self, client_as, maja, writer, commits):
        client = client_as(writer)
        with commits():
            ask(client_as(maja), writer)
            client.post(link_in(mail.outbox[0]) if mail.outbox else "/", {})
        page = client.get(reverse("profile")).text
        link = re.search(r'href="(/accounts/change/[^"]+)"', page).group(1)
        client.post(link, {"confirm": "1"})
        client.post(link, {"confirm": "1"})
        writer.refresh_from_db()
        assert (writer.email, writer.sealed_at) == (NEW, None)
        assert MARKER in client.get(reverse("journals:journal")).text

    def test_holds_at_once_where_nobody_has_signed_in(self, client_as, maja, sten, commits):
        User.objects.filter(pk=sten.pk).update(last_login=None, seen_on=None)
        with commits():
            ask(client_as(maja), sten, "sten.ratt@example.org")
        sten.refresh_from_db()
        assert (sten.email, sten.sealed_at) == ("sten.ratt@example.org", None)
        assert code_sent_to("sten.ratt@example.org") == [["sten.ratt@example.org"]]

    def test_somebody_elses_is_refused_beside_the_field(self, client_as, maja, writer, bo):
        answer = ask(client_as(maja), writer, "BO@example.org")
        assert answer.status_code == 422
        assert answer.context["form"].errors["email"]
        with pytest.raises(AddressTaken):
            ask_for_change(person=writer, by=maja, kind="address", email=bo.email, now=timezone.now())

    def test_taken_meanwhile_is_not_given(self, client_as, maja, writer, bo, traveller, commits):
        with commits():
            ask(client_as(maja), writer)
            EmailAddress.objects.create(user=bo, email=NEW, verified=True)
            pass_days(traveller, 5, 3)
        writer.refresh_from_db()
        assert (writer.email, writer.sealed_at) == ("alva@example.org", None)
        assert AccountChange.objects.get().outcome == "impossible"

    def test_follows_her_when_she_moves_herself(self, client_as, maja, writer, traveller, commits):
        with commits():
            ask(client_as(maja), writer)
            User.objects.filter(pk=writer.pk).update(email="alva.sjalv@example.org")
            pass_days(traveller, 5, 3)
        assert [letter.to[0] for letter in mail.outbox[:2]] == ["alva@example.org", "alva.sjalv@example.org"]
        assert AccountChange.objects.get().earlier_email == "alva.sjalv@example.org"

    def test_does_not_hold_where_nobody_was_told_twice(self, maja, writer):
        now = timezone.now()
        change = ask_for_change(person=writer, by=maja, kind="address", email=NEW, now=now)
        assert apply_unopposed(change=change, now=now + timedelta(days=30)).settled_at is None

    @pytest.mark.parametrize("email", ["", "no address", "x" * 250 + "@example.org", "<b>@x"])
    def test_bad_ones_are_told(self, client_as, maja, writer, email):
        assert ask(client_as(maja), writer, email).status_code == 422

    def test_asked_twice_is_one(self, client_as, maja, writer, commits):
        with commits():
            ask(client_as(maja), writer)
            ask(client_as(maja), writer)
        assert AccountChange.objects.count() == len(mail.outbox) == 1

    def test_a_forged_link_is_not_found(self, client, db):
        for token in ("x", "1~abc", "%F0%9F%98%80"):
            assert client.get(f"/accounts/change/{token}/").status_code == 404
            assert client.post(f"/accounts/change/{token}/", {"confirm": "1"}).status_code == 404

    def test_nobody_else_asks(self, client_as, alva, tove):
        for person in (alva, tove):
            ask(client_as(person), alva)
        assert not AccountChange.objects.exists()


class TestFactors:
    def test_are_removed_after_seven_days_and_the_journal_closes(self, client_as, maja, writer, traveller, commits):
        TOTP.activate(writer, generate_totp_secret())
        with commits():
            client_as(maja).post(reverse("sign_in_of_person", args=[writer.pk]), {"factors": "1"})
        assert "autentiseringsapp" in mail.outbox[0].body
        assert Authenticator.objects.filter(user=writer).exists()
        with commits():
            pass_days(traveller, 5, 3)
        writer.refresh_from_db()
        assert not Authenticator.objects.filter(user=writer).exists()
        assert writer.sealed_at

    def test_whoever_asked_takes_it_back(self, client_as, maja, writer, commits):
        client, address = client_as(maja), reverse("sign_in_of_person", args=[writer.pk])
        client.post(address, {"factors": "1"})
        change = AccountChange.objects.get()
        for number in ("x", "9" * 25, "-1", str(change.pk + 1)):
            assert client.post(address, {"stop": number}).status_code == 404
        client.post(address, {"stop": str(change.pk)})
        change.refresh_from_db()
        assert change.outcome == "stopped"


def test_there_is_no_other_way_in():
    """Nothing in the product signs in as somebody else, sets a password for her or joins accounts."""
    for name in ("impersonate", "wagtailusers_users:reset_password", "admin:index", "wagtailusers_users:delete"):
        with pytest.raises(NoReverseMatch):
            reverse(name, args=[1])
