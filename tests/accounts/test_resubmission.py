"""What is typed and sent after its author was signed out waits for her, and for nobody else."""

from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.resubmission import Resubmittable, mark_of
from discussions.forms import DraftForm, PostForm
from discussions.models import Post, Thread
from journals.forms import EntryForm
from journals.models import Entry
from tests.odd import naughty_strings

HERE = {"Origin": "http://testserver"}


def entry_of(person, text="Mitt i en <b>mening", **more):
    return {"text": text, "version": "0", "resubmittable": mark_of(EntryForm, person.pk), **more}


def way_back(response):
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/?next=")
    return parse_qs(urlsplit(response.url).query)["next"][0]


def test_it_waits_under_an_address_of_its_own_and_goes_when_it_has_arrived(client_as, alva, reflection):
    client = Client()
    address = way_back(client.post(reflection.get_url(), entry_of(alva)))
    assert "Logga in, så finns det du skrev kvar." in client.get(f"/accounts/login/?next={address}").text
    client.force_login(alva)
    page = client.get(address)
    assert "Mitt i en &lt;b&gt;mening</textarea>" in page.text
    sent = entry_of(alva, waited=address.split("/")[-2])
    assert client.post(reflection.get_url(), sent).status_code == 302
    assert Entry.objects.get(author=alva).text == "Mitt i en <b>mening"
    assert client.get(address).status_code == 404


def test_it_waits_for_a_day(alva, reflection, monkeypatch):
    """The cache lets it go by a clock of its own, which no test can move everywhere."""
    seconds = []
    monkeypatch.setattr("accounts.resubmission.spend", lambda **facts: None)
    noting = SimpleNamespace(set=lambda key, value, timeout: seconds.append(timeout))
    monkeypatch.setattr("accounts.resubmission.cache", noting)
    Client().post(reflection.get_url(), entry_of(alva))
    assert seconds == [24 * 60 * 60]


def test_nobody_else_gets_it(client_as, alva, bo, maja, reflection):
    address = way_back(Client().post(reflection.get_url(), entry_of(alva)))
    for person in (bo, maja):
        client = client_as(person)
        assert client.get(address).status_code == 404
        client.post(reverse("profile"), {"waited": address.split("/")[-2], "name": "B", "language": "sv"})
    assert client_as(alva).get(address).status_code == 200


@pytest.mark.parametrize(
    "mark",
    [
        lambda person: "",
        lambda person: f"{mark_of(EntryForm, person.pk)}x",
        lambda person: mark_of(EntryForm, person.pk).replace("W", "X", 1),
        lambda person: mark_of(DraftForm, person.pk),
        lambda person: mark_of(Thread, person.pk),
    ],
)
def test_a_form_without_a_mark_of_ours_meets_the_sign_in_alone(alva, reflection, mark):
    response = Client().post(reflection.get_url(), entry_of(alva) | {"resubmittable": mark(alva)})
    assert response.url == f"/accounts/login/?next={reflection.get_url()}"


@pytest.mark.parametrize(("length", "is_kept"), [(199_999, True), (200_000, False)])
def test_more_than_a_form_takes_is_not_kept(alva, reflection, length, is_kept):
    """The version takes a sign as well."""
    response = Client().post(reflection.get_url(), entry_of(alva, "x" * length))
    assert ("/accounts/resubmit/" in response.url) == is_kept


def test_files_and_tokens_are_not_kept(client_as, alva, cohort):
    file = SimpleUploadedFile("hemlig.pdf", b"%PDF-1.4", "application/pdf")
    form = {"title": "T", "text": "Hej", "submission_id": str(uuid4()), "files": file, "csrfmiddlewaretoken": "abc123"}
    url = reverse("discussions:new_thread", args=[cohort.slug])
    address = way_back(Client().post(url, form | {"resubmittable": mark_of(PostForm, alva.pk)}))
    page = client_as(alva).get(address)
    assert "Filer sparas inte." in page.text
    assert "abc123" not in page.text
    assert [part.name for part in page.context["waiting"].parts] == ["title", "text", "submission_id"]
    assert "hemlig" not in repr(page.context["waiting"])


class Odd(Resubmittable, forms.Form):
    resubmits = True
    secret = forms.CharField(widget=forms.PasswordInput)
    papers = forms.FileField()
    line = forms.CharField()


def test_a_password_is_not_kept_whatever_its_form_says(client_as, alva, lesson):
    form = {"secret": "hemligt", "papers": "c:/hemligt", "line": "Hej", "resubmittable": mark_of(Odd, alva.pk)}
    page = client_as(alva).get(way_back(Client().post(lesson.get_url(), form)))
    assert [(part.name, part.value) for part in page.context["waiting"].parts] == [("line", "Hej")]


def test_a_token_of_an_earlier_sign_in_costs_one_more_press(alva, reflection):
    client = Client(enforce_csrf_checks=True, headers=HERE)
    client.force_login(alva)
    page = client.post(reflection.get_url(), entry_of(alva, csrfmiddlewaretoken="x" * 64), follow=True)
    assert "Du har loggat in igen sedan sidan öppnades." in page.text
    assert "Mitt i en &lt;b&gt;mening</textarea>" in page.text
    again = entry_of(alva, csrfmiddlewaretoken=str(page.context["csrf_token"]))
    assert client.post(reflection.get_url(), again).status_code == 302
    assert Entry.objects.get(author=alva).text == "Mitt i en <b>mening"


def test_who_lost_every_cookie_keeps_it_too(alva, reflection):
    client = Client(enforce_csrf_checks=True, headers=HERE)
    assert "/accounts/resubmit/" in way_back(client.post(reflection.get_url(), entry_of(alva)))


def test_a_form_of_somebody_who_was_here_before_is_refused(alva, bo, reflection):
    client = Client(enforce_csrf_checks=True, headers=HERE)
    client.force_login(bo)
    page = client.post(reflection.get_url(), entry_of(alva, "Bara min", csrfmiddlewaretoken="x" * 64))
    assert page.status_code == 403
    assert "Bara min" not in page.text


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
@pytest.mark.parametrize("is_signed_in", [True, False])
def test_what_another_site_sends_is_not_offered_with_a_token_of_ours(alva, reflection, headers, is_signed_in):
    client = Client(enforce_csrf_checks=True, headers=headers)
    if is_signed_in:
        client.force_login(alva)
    page = client.post(reflection.get_url(), entry_of(alva, "x", csrfmiddlewaretoken="x" * 64))
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


def test_a_form_without_a_text_meets_the_sign_in_or_the_usual_page(alva, lesson):
    assert Client().post(lesson.get_url(), {}).url.startswith("/accounts/login/")
    client = Client(enforce_csrf_checks=True, headers=HERE)
    client.force_login(alva)
    assert "Det går inte att göra härifrån" in client.post(lesson.get_url(), {}).text


def test_odd_texts_wait_harmlessly(client_as, alva, reflection):
    client = client_as(alva)
    for text in naughty_strings()[::7]:
        address = way_back(Client().post(reflection.get_url(), entry_of(alva, text, odd=text)))
        page = client.get(address)
        assert page.status_code == 200
        assert "<script>alert" not in page.text


def test_what_waits_was_posted_nowhere(alva, cohort):
    url = reverse("discussions:new_thread", args=[cohort.slug])
    form = {"title": "T", "text": "Väntar", "submission_id": str(uuid4()), "resubmittable": mark_of(PostForm, alva.pk)}
    way_back(Client().post(url, form))
    assert not Post.objects.filter(source="Väntar").exists()
