"""Pages for what went wrong wear the site's clothes, in the reader's language."""

import pytest
from django.test import Client
from django.urls import path
from django.views.defaults import bad_request, permission_denied, server_error

from config.urls import urlpatterns as site


def broken(request):
    raise RuntimeError("Broken on purpose")


urlpatterns = [
    path("sv/bad/", lambda request: bad_request(request, None)),
    path("en/bad/", lambda request: bad_request(request, None)),
    path("sv/denied/", lambda request: permission_denied(request, Exception())),
    path("en/denied/", lambda request: permission_denied(request, Exception())),
    path("sv/broken/", broken),
    *site,
]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(("address", "status"), [("bad/", 400), ("denied/", 403), ("nothing-here/", 404)])
def test_it_speaks_the_readers_language(client, db, language, address, status):
    response = client.get(f"/{language}/{address}")
    assert response.status_code == status
    assert f'<html lang="{language}"' in response.text
    assert "css/gnista" in response.text


@pytest.mark.urls(__name__)
def test_a_fault_of_ours_is_told_in_both_languages_without_its_words(db):
    response = Client(raise_request_exception=False).get("/sv/broken/")
    assert response.status_code == 500
    assert "Något gick fel hos oss" in response.text
    assert "Something went wrong" in response.text
    assert "Broken on purpose" not in response.text


def test_the_page_for_faults_needs_neither_database_nor_request(rf):
    assert server_error(rf.get("/")).status_code == 500


def test_a_form_without_its_token_is_explained(db, lesson):
    response = Client(enforce_csrf_checks=True).post("/sv/dagbok/", {"text": "Hej"})
    assert response.status_code == 403
    assert 'lang="sv"' in response.text
