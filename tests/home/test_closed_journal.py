"""A journal that is closed since an account was changed without a word of its owner, and what opens it."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.urls import reverse

from accounts.models import User
from accounts.services import make_recovery_phrase
from accounts.sessions import SECOND_FACTOR
from config.settings import base
from tests.factors import code_of
from tests.home.changing import MARKER, NEW, ask, link_in, pass_days


@pytest.fixture
def taken(client_as, maja, writer, traveller, commits):
    """A client of whoever reads mail at the new address, after seven days in which nobody answered."""
    with commits():
        ask(client_as(maja), writer)
        pass_days(traveller, 5, 3)
    writer.refresh_from_db()
    assert writer.email == NEW
    return client_as(writer)


class TestAClosedJournal:
    def test_opens_nowhere(self, taken, writer, reflection, practice, lesson):
        save = {"text": "Nytt", "version": "0"}
        for address in (
            reverse("journals:journal"),
            reverse("journals:bin"),
            reverse("journals:take_home"),
            reverse("journals:dialogues"),
            reverse("journals:entry", args=[writer.entries.get().key]),
            reflection.url,
            practice.url,
        ):
            assert taken.get(address).url == reverse("proof"), address
        assert taken.post(reflection.url, save).url == reverse("proof")
        assert taken.post(reflection.url, {**save, "autosave": "1"}).status_code == 403
        assert writer.entries.get().version == 1
        page = taken.get(reverse("proof")).text
        assert "a…@example.org" in page
        assert MARKER not in page
        assert MARKER not in taken.get("/sv/").text
        assert taken.get(lesson.url).status_code == 200

    def test_goes_into_no_copy(self, taken, writer, commits):
        from io import BytesIO
        from zipfile import ZipFile

        with commits():
            taken.post(reverse("your_data"))
        export = writer.exports.get()
        with ZipFile(BytesIO(export.file.read())) as archive:
            assert not any(MARKER.encode() in archive.read(name) for name in archive.namelist())
        assert taken.get(reverse("download_export", args=[export.pk])).status_code == 200
        writer.exports.update(requested_at=writer.sealed_at - timedelta(days=1))
        assert taken.get(reverse("download_export", args=[export.pk])).status_code == 404

    def test_opens_with_a_link_to_the_address_from_before(self, taken, writer, bo, client_as, commits):
        mail.outbox.clear()
        with commits():
            taken.post(reverse("proof"), {"mail": "1"})
        [letter] = mail.outbox
        assert letter.to == ["alva@example.org"]
        link = link_in(letter)
        assert client_as(bo).post(link).status_code == 404
        assert taken.get(link).status_code == 200
        assert taken.get(reverse("journals:journal")).status_code == 302
        taken.post(link)
        assert MARKER in taken.get(reverse("journals:journal")).text
        assert taken.get(link).status_code == 404

    def test_a_link_ends_after_a_day(self, taken, traveller, commits):
        mail.outbox.clear()
        with commits():
            taken.post(reverse("proof"), {"mail": "1"})
        traveller.shift(timedelta(hours=25))
        assert taken.post(link_in(mail.outbox[0])).status_code == 404

    def test_opens_with_a_phrase_made_before(self, client_as, maja, writer, traveller, commits):
        phrase = make_recovery_phrase(person=writer)
        with commits():
            ask(client_as(maja), writer)
            pass_days(traveller, 5, 3)
        client = client_as(User.objects.get(pk=writer.pk))
        assert client.post(reverse("proof"), {"phrase": "nope"}).status_code == 422
        assert client.post(reverse("recovery_phrase")).status_code == 302
        client.post(reverse("proof"), {"phrase": phrase.upper().replace("-", " ")})
        assert MARKER in client.get(reverse("journals:journal")).text

    def test_no_phrase_opens_where_none_was_made(self, taken):
        for phrase in ("", "-", "x"):
            assert taken.post(reverse("proof"), {"phrase": phrase}).status_code == 422

    def test_no_second_change_makes_a_proof(self, taken, client_as, maja, writer, traveller, commits):
        """Whoever took the account over moves it once more, in silence, to have its address as the one from before."""
        first = writer.sealed_at
        TOTP.activate(writer, generate_totp_secret())
        with commits():
            ask(client_as(maja), writer, "once-more@example.org")
            pass_days(traveller, 5, 3)
        writer.refresh_from_db()
        assert (writer.email, writer.sealed_at) == ("once-more@example.org", first)
        mail.outbox.clear()
        with commits():
            client_as(writer).post(reverse("proof"), {"mail": "1"})
        assert [letter.to for letter in mail.outbox] == [["alva@example.org"]]
        assert reverse("mfa_reauthenticate") not in client_as(writer).get(reverse("proof")).text

    def test_a_factor_set_up_since_is_no_proof(self, taken, writer):
        secret = generate_totp_secret()
        TOTP.activate(writer, secret)
        taken.post(reverse("mfa_reauthenticate"), {"code": code_of(secret)})
        assert taken.session[SECOND_FACTOR] == writer.pk
        assert taken.get(reverse("journals:journal")).url == reverse("proof")

    def test_guessing_is_slow(self, taken, settings):
        settings.ACCOUNT_RATE_LIMITS = base.ACCOUNT_RATE_LIMITS
        answers = [taken.post(reverse("proof"), {"phrase": "x"}).text for _try in range(11)]
        assert "Det är inte din fras" in answers[9]
        assert "Det är inte din fras" not in answers[10]

    def test_is_given_up_for_a_new_one(self, taken, writer, reflection, practice):
        taken.post(reverse("proof"), {"anew": "1"})
        assert not writer.entries.exists()
        assert MARKER not in taken.get(practice.url).text
        taken.post(reflection.url, {"text": "Nytt", "version": "0"})
        assert writer.entries.get().text == "Nytt"
        assert taken.post(reverse("proof"), {"anew": "1"}).status_code == 302
        assert writer.entries.exists()

    def test_opens_with_a_factor_from_before_alone(self, client_as, maja, writer, traveller, commits):
        secret = generate_totp_secret()
        TOTP.activate(writer, secret)
        with commits():
            ask(client_as(maja), writer)
            pass_days(traveller, 5, 3)
        client = client_as(User.objects.get(pk=writer.pk))
        assert reverse("mfa_reauthenticate") in client.get(reverse("proof")).text
        client.post(reverse("mfa_reauthenticate"), {"code": code_of(secret)})
        assert client.session[SECOND_FACTOR] == writer.pk
        assert MARKER in client.get(reverse("journals:journal")).text


def test_a_phrase_is_kept_nowhere(alva):
    phrase = make_recovery_phrase(person=alva)
    assert re.fullmatch(r"([a-z2-9]{4}-){5}[a-z2-9]{4}", phrase)
    assert phrase not in str(User.objects.filter(pk=alva.pk).values())
    assert make_recovery_phrase(person=alva) != phrase
