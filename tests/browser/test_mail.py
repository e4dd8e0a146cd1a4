"""How much mail one gets, and the press that stops it, on a phone, in both languages."""

import pytest
from playwright.sync_api import expect

from notices.stopping import SIGNER
from tests.browser.test_pages import fits
from tests.browser.ways import button, press

# What pages look like is the same on every database.
pytestmark = pytest.mark.looks

WORDS = {
    "sv": {
        "path": "/sv/notiser/mejl/", "daily": "En gång om dagen", "save": "Spara", "saved": "Ditt val är sparat.",
        "asking": "Inga fler sammanfattningar?", "stop": "Skicka inga fler", "undo": "Ångra",
        "stopped": "Det kommer inga fler sammanfattningar", "again": "Sammanfattningarna kommer som förut",
        "broken": "Länken fungerar inte",
    },
    "en": {
        "path": "/en/notices/mail/", "daily": "Once a day", "save": "Save", "saved": "Your choice is saved.",
        "asking": "No more summaries?", "stop": "Send no more", "undo": "Undo",
        "stopped": "No more summaries come", "again": "Summaries come as before",
        "broken": "This link does not work",
    },
}  # fmt: skip


@pytest.fixture
def stop_path():
    """The link of a mail; the server of the tests signs with the key of the tests."""
    return f"/mail/stop/{SIGNER.sign('digest.1')}/"


def looks_well(page, is_accessible):
    is_accessible(page)
    fits(page, 360)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_choice(visit, walkers, is_accessible, language):
    words = WORDS[language]
    page = visit(next(walkers), width=360, language=language)
    page.goto(words["path"])
    looks_well(page, is_accessible)
    page.get_by_label(words["daily"]).check()
    press(page, button(page, words["save"]))
    expect(page.get_by_text(words["saved"])).to_be_visible()
    expect(page.get_by_label(words["daily"])).to_be_checked()
    looks_well(page, is_accessible)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_an_address_that_takes_no_mail(visit, is_accessible, language):
    page = visit("refused", width=360, language=language)
    page.goto(WORDS[language]["path"])
    expect(page.locator(".alert.is-warn")).to_be_visible()
    looks_well(page, is_accessible)


@pytest.mark.expects("404")
@pytest.mark.parametrize("language", ["sv", "en"])
def test_one_press_stops_and_another_takes_it_back(visit, is_accessible, stop_path, language):
    words = WORDS[language]
    page = visit(None, width=360, language=language)
    page.goto(f"/{language}/")
    page.goto(stop_path)
    for said, pressed in (("asking", "stop"), ("stopped", "undo"), ("again", None)):
        expect(page.locator("h1")).to_have_text(words[said])
        looks_well(page, is_accessible)
        if pressed:
            button(page, words[pressed]).click()
    page.goto("/mail/stop/broken/")
    expect(page.locator("h1")).to_have_text(words["broken"])
    looks_well(page, is_accessible)
