"""One press in a mail: links that programs follow change nothing, a press stops, and another one takes it back."""

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from notices.models import MailChoice
from notices.queries import mail_choice
from notices.services import choose_mail
from notices.stopping import KINDS, SIGNER, read_token, stopping_headers, stopping_token
from tests.html import squeezed


def url(user, kind):
    return reverse("stop_mail", args=[stopping_token(user, kind)])


def chosen(user):
    choice = mail_choice(user)
    return choice.digest, choice.at_once


@pytest.mark.parametrize("method", ["get", "head", "options"])
@pytest.mark.parametrize("kind", KINDS)
def test_looking_changes_nothing(client, alva, kind, method):
    assert getattr(client, method)(url(alva, kind)).status_code == 200
    assert not MailChoice.objects.exists()


@pytest.mark.parametrize(("kind", "left"), [("digest", ("none", True)), ("at_once", ("weekly", False))])
def test_a_mail_program_stops_it_with_one_click(alva, bo, kind, left):
    """RFC 8058: no sign-in, no cookie, no token of ours, and an answer that leads nowhere else."""
    client = Client(enforce_csrf_checks=True)
    for _time in range(2):
        response = client.post(url(alva, kind), {"List-Unsubscribe": "One-Click"})
        assert (response.status_code, chosen(alva), chosen(bo)) == (200, left, ("weekly", True))


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("digest", "Det kommer inga fler sammanfattningar"),
        ("at_once", "Det kommer inga mejl när något händer"),
    ],
)
def test_a_press_is_confirmed_in_words(client, alva, kind, said):
    assert said in client.post(url(alva, kind), {"stop": "1"}).text


@pytest.mark.parametrize("before", ["weekly", "daily"])
def test_it_is_taken_back_to_what_it_was(client, alva, before):
    choose_mail(user=alva, digest=before)
    page = client.post(url(alva, "digest"))
    assert f'name="again" value="{before}"' in squeezed(page.text)
    client.post(url(alva, "digest"), {"again": before})
    assert chosen(alva) == (before, True)


@pytest.mark.parametrize("again", ["", "none", "<b>", "x" * 3000, "🙂"])
def test_nonsense_to_take_back_means_what_holds_for_everybody(client, alva, again):
    client.post(url(alva, "digest"))
    client.post(url(alva, "digest"), {"again": again})
    assert chosen(alva) == ("weekly", True)


def test_a_second_press_by_mistake_does_not_make_never_what_it_was(client, alva):
    client.post(url(alva, "digest"))
    page = client.post(url(alva, "digest"))
    client.post(url(alva, "digest"), {"again": page.context["before"]})
    assert chosen(alva) == ("weekly", True)


def test_mail_at_once_comes_again(client, alva):
    client.post(url(alva, "at_once"))
    client.post(url(alva, "at_once"), {"again": "at_once"})
    assert chosen(alva) == ("weekly", True)


def broken(alva, bo):
    token = stopping_token(alva, "digest")
    yield token[:-1]
    yield token + "x"
    yield token.replace(f".{alva.pk}~", f".{bo.pk}~")
    yield token.replace("digest", "at_once")
    yield SIGNER.sign("everything.1")
    yield SIGNER.sign("digest.987654321")
    yield signing.Signer(salt="another").sign(f"digest.{alva.pk}")
    yield "~"
    yield "digest.1"
    yield "🙂"
    yield "x" * 5000


def test_a_broken_link_is_told_so_and_stops_nothing(client, alva, bo):
    for token in broken(alva, bo):
        for method in (client.get, client.post):
            response = method(reverse("stop_mail", args=[token]))
            assert response.status_code == 404, token
            assert "Länken fungerar inte" in response.text
    assert not MailChoice.objects.exists()


def test_a_link_names_its_reader_and_kind(alva):
    assert [read_token(stopping_token(alva, kind)) for kind in KINDS] == [(alva, kind) for kind in KINDS]
    assert stopping_headers(alva, "digest")["List-Unsubscribe"] == f"<http://127.0.0.1:8000{url(alva, 'digest')}>"


def test_the_page_speaks_the_language_of_the_account_until_another_is_chosen(client, alva):
    alva.language = "en"
    alva.save()
    response = client.get(url(alva, "digest"), headers={"accept-language": "sv"})
    assert "No more summaries?" in response.text
    assert response.headers["Content-Language"] == "en"
    client.post(reverse("set_language"), {"language": "sv", "next": url(alva, "digest")})
    assert "Inga fler sammanfattningar?" in client.get(url(alva, "digest")).text


def test_it_is_kept_in_no_cache_of_a_signed_in_person_and_names_nobody(client_as, alva, bo):
    page = client_as(bo).get(url(alva, "digest"))
    assert "no-store" in page.headers["Cache-Control"]
    assert alva.email not in page.text
