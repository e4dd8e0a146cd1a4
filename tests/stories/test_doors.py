"""Signing in, and that there is one door."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.urls import NoReverseMatch, reverse

from training.demo import PASSWORD

LOGIN = "/accounts/login/"


def sign_in(client, email, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def test_e_mail_and_password(client, alva):
    assert sign_in(client, "ALVA@example.org").url == "/"
    assert client.get("/", follow=True).redirect_chain[-1][0] == "/sv/"


def test_a_code_by_mail(client, alva, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/login/code/", {"email": alva.email})
    code = re.search(r"\b[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}\b", mail.outbox[0].body).group()
    assert client.post("/accounts/login/code/confirm/", {"code": code}).status_code == 302
    assert client.get("/sv/mitt/").status_code == 200


def test_nothing_tells_whether_an_address_exists(client, alva):
    answers = []
    for email in (alva.email, "nobody@example.org"):
        response = client.post("/accounts/login/code/", {"email": email})
        answers.append((response.status_code, response.url))
        client.session.flush()
    assert answers[0] == answers[1]
    wrong = [sign_in(client, email, "wrong").context["form"].errors for email in (alva.email, "nobody@example.org")]
    assert wrong[0] == wrong[1]


def test_passwords_cannot_be_guessed_for_ever(client, alva):
    for _try in range(5):
        sign_in(client, alva.email, "wrong")
    assert "_auth_user_id" not in client.session
    sign_in(client, alva.email)
    assert "_auth_user_id" not in client.session


def test_a_second_factor_cannot_be_walked_around(client, tove):
    TOTP.activate(tove, generate_totp_secret())
    assert sign_in(client, tove.email).url == reverse("mfa_authenticate")
    assert client.get("/cms/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_the_cms_has_no_door_of_its_own(client, db):
    assert client.get("/cms/", follow=True).redirect_chain[-1][0].startswith(LOGIN)
    assert client.post("/cms/login/", {"username": "maja@example.org", "password": PASSWORD}).url.startswith(LOGIN)
    assert client.get("/cms/password_reset/").status_code == 404
    assert client.get("/sv/_util/login/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("admin:index")
    with pytest.raises(NoReverseMatch):
        reverse("wagtailcore_login")


def test_nobody_signs_up_in_passing(client, db):
    client.post("/accounts/signup/", {"email": "new@example.org", "password1": "x7!kkqpz", "password2": "x7!kkqpz"})
    assert "_auth_user_id" not in client.session


def test_demo_people_are_refused_outside_development(client, settings, alva):
    settings.DEMO_ALLOWED = False
    assert sign_in(client, alva.email).url == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"])
def test_no_open_redirect(client, alva, url):
    assert sign_in(client, alva.email, next=url).url == "/"
    response = client.post(reverse("set_language"), {"language": "en", "next": url})
    assert response.url == "/"


def test_headers_of_a_page_for_somebody(client_as, alva):
    response = client_as(alva).get("/sv/")
    assert "no-store" in response["Cache-Control"]
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
