"""A text that is sent after its author was signed out is never thrown away."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from discussions.models import Post, Thread
from journals.models import Entry
from tests.conftest import naughty_strings


@pytest.fixture
def addresses(reflection, discussion, cohort):
    thread = Thread.objects.get(cohort=cohort, step_key=discussion.translation_key)
    return [
        reflection.get_url(),
        reverse("journals:write", args=[uuid4()]),
        discussion.get_url(),
        reverse("discussions:thread", args=[cohort.slug, thread.pk]),
        reverse("discussions:new_thread", args=[cohort.slug]),
    ]


@pytest.mark.parametrize("number", range(5))
def test_the_text_is_shown_with_the_way_in_and_sent_again(addresses, client_as, alva, number):
    form = {"text": "Mitt i en <b>mening", "version": "0", "title": "T", "submission_id": str(uuid4())}
    page = Client().post(addresses[number], form)
    assert page.status_code == 403
    assert "Mitt i en &lt;b&gt;mening</textarea>" in page.text
    assert reverse("account_login") in page.text
    again = dict(page.context["fields"]) | {"text": page.context["text"]}
    assert client_as(alva).post(addresses[number], again).status_code == 302
    assert Entry.objects.filter(author=alva).exists() or Post.objects.filter(author=alva, source__contains="Mitt i")


HERE = {"Origin": "http://testserver"}


def test_a_token_of_an_earlier_sign_in_costs_one_more_press(alva, reflection):
    client = Client(enforce_csrf_checks=True, headers=HERE)
    client.force_login(alva)
    page = client.post(reflection.get_url(), {"text": "En tanke", "version": "0", "csrfmiddlewaretoken": "x" * 64})
    assert page.status_code == 403
    assert "En tanke</textarea>" in page.text
    token = str(page.context["csrf_token"])
    form = {**dict(page.context["fields"]), "text": "En tanke", "csrfmiddlewaretoken": token}
    assert client.post(reflection.get_url(), form).status_code == 302


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {},
    ],
)
def test_what_another_site_sends_is_not_offered_with_a_token_of_ours(alva, cohort, headers):
    client = Client(enforce_csrf_checks=True, headers=headers)
    client.force_login(alva)
    page = client.post(reverse("leave", args=[cohort.slug]), {"text": "x", "csrfmiddlewaretoken": "x" * 64})
    assert page.status_code == 403
    assert "Skicka igen" not in page.text
    assert f'action="{page.request["PATH_INFO"]}"' not in page.text


def test_an_autosave_is_told_and_gets_a_token(reflection):
    answer = Client().post(reflection.get_url(), {"text": "En tanke", "version": "0", "autosave": "1"})
    assert answer.status_code == 403
    assert answer.json()["error"].startswith("Du blev utloggad medan du skrev.")
    assert len(answer.json()["token"]) == 64


@pytest.mark.parametrize(("owner", "is_hers"), [("alva", True), ("bo", False), (None, False)])
def test_a_text_goes_to_nobody_who_signed_in_after_its_author(alva, bo, cohort, owner, is_hers):
    """Her tab is still open; somebody else, or she herself, has signed in on the same device."""
    client = Client(enforce_csrf_checks=True, headers=HERE)
    client.force_login(alva)
    form = {"text": "Bara min", "box": "new", "autosave": "1", "csrfmiddlewaretoken": "x" * 64}
    form |= {"owner": {"alva": alva, "bo": bo}[owner].pk} if owner else {}
    answer = client.post(reverse("discussions:draft", args=[cohort.slug]), form)
    assert answer.status_code == 403
    assert ("token" in answer.json()) == is_hers


def test_a_form_without_a_text_meets_the_sign_in_or_the_usual_page(alva, reflection, lesson):
    assert Client().post(lesson.get_url(), {}).url.startswith("/accounts/login/")
    client = Client(enforce_csrf_checks=True)
    client.force_login(alva)
    assert "Det går inte att göra härifrån" in client.post(lesson.get_url(), {}).text


def test_odd_texts_are_shown_harmlessly(reflection):
    for text in naughty_strings()[::7]:
        page = Client().post(reflection.get_url(), {"text": text, "version": text})
        assert page.status_code == 403
        assert "<script>alert" not in page.text
