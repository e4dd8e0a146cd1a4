"""Changing the language keeps the page, and nothing odd in an address breaks it."""

import pytest
from django.urls import reverse

from tests.conftest import page_of
from tests.odd import naughty_strings


def switch(client, here, language="en"):
    return client.post(reverse("set_language"), {"language": language, "next": here})


@pytest.mark.parametrize("package_id", ["tiny", "T1", "T1.1", "T1.quiz", "about"])
def test_a_page_leads_to_the_same_page(client_as, alva, package_id):
    response = switch(client_as(alva), page_of(package_id).get_url())
    assert response.url == page_of(package_id, "en").get_url()


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/sv/", "/en/"),
        ("/sv/dagbok/", "/en/journal/"),
        ("/sv/mitt/", "/en/me/"),
        ("/sv/kohort/host/12/?after=3", "/en/cohort/host/12/?after=3"),
        ("/sv/finns/inte/", "/en/"),
        ("/cms/nonsense/", "/en/"),
    ],
)
def test_an_address_of_ours_leads_to_its_like(client_as, alva, here, there):
    assert switch(client_as(alva), here).url == there


def test_a_page_without_a_translation_leads_to_the_start(client_as, alva, lesson):
    page_of("T1.1", "en").unpublish()
    assert switch(client_as(alva), lesson.get_url()).url == "/en/"


def test_an_account_page_stays_where_it_is(client, db):
    response = switch(client, "/accounts/login/?next=/sv/dagbok/")
    assert response.url == "/accounts/login/?next=/sv/dagbok/"
    assert 'lang="en"' in client.get(response.url).text


@pytest.mark.parametrize(
    "here", ["", "?x=1", "#top", "lektion", "/", "//", "/sv", "/xx/lektion/", "/healthz", *naughty_strings()[:60]]
)
def test_an_odd_address_leads_somewhere_of_ours(client, db, here):
    response = switch(client, here)
    assert response.status_code == 302
    assert response.url.startswith("/")
    assert not response.url.startswith("//")


@pytest.mark.parametrize("here", ["https://example.com/", "//example.com/", "javascript:alert(1)", "/\\example.com"])
def test_another_site_is_never_led_to(client, db, here):
    assert switch(client, here).url == "/"


def test_an_unknown_language_is_the_first(client, db):
    assert switch(client, "/en/", "xx").url == "/sv/"


def test_the_choice_is_remembered(client_as, alva):
    client = client_as(alva)
    switch(client, "/sv/")
    alva.refresh_from_db()
    assert alva.language == "en"
    assert client_as(alva).get("/").url == "/en/"


@pytest.mark.parametrize(
    ("asked", "met"), [("en-GB,en;q=0.9", "/en/"), ("sv-SE", "/sv/"), ("fi", "/sv/"), ("<b>", "/sv/")]
)
def test_a_stranger_is_met_in_the_language_of_the_browser(client, db, asked, met):
    assert client.get("/", headers={"accept-language": asked}).url == met
