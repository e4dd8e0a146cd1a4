"""The door of an invitation on a phone, and the page that sends them."""

import pytest
from playwright.sync_api import expect

from tests.browser.ways import button, press

pytestmark = pytest.mark.journey


@pytest.mark.parametrize(("width", "language"), [(360, "sv"), (1280, "en")])
def test_the_door(visit, is_accessible, width, language):
    page = visit(None, width=width, language=language)
    path = "inbjudan" if language == "sv" else "invitation"
    page.goto(f"/{language}/{path}/gammal/")
    is_accessible(page)
    page.goto(f"/{language}/{path}/nora/")
    is_accessible(page)
    press(page, button(page, "Skicka koden" if language == "sv" else "Send me the code"))
    expect(page.locator("input[name=code]")).to_be_visible()
    is_accessible(page)


def test_another_person_is_told(visit, is_accessible):
    page = visit("bo")
    page.goto("/sv/inbjudan/nora/")
    expect(page.get_by_text("Du är inloggad som bo@example.org")).to_be_visible()
    is_accessible(page)


def test_the_page_that_invites(visit, is_accessible):
    page = visit("tove")
    page.goto("/cms/desk/exempelkommun-hosten-2026/people/")
    page.get_by_label("Adresser").fill("Åsa Öberg <asa@example.org>, Kim\nalva@example.org")
    press(page, button(page, "Se vad som gick att läsa"))
    expect(page.get_by_text("2 adresser gick att läsa:")).to_be_visible()
    is_accessible(page)
    press(page, button(page, "Skicka inbjudningarna"))
    expect(page.get_by_text("1 inbjudan är på väg.")).to_be_visible()
    # The message of the CMS fades in, and is measured half-way.
    page.reload()
    expect(page.locator("table.items")).to_contain_text("asa@example.org")
    is_accessible(page)
