"""The door of an invitation on a phone, and the page that sends them."""

import re

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
    press(page, button(page, "Ta platsen" if language == "sv" else "Take the place"))
    expect(page.locator("input[name=code]")).to_be_visible()
    is_accessible(page)


def test_two_presses_and_a_code_on_a_phone(visit, is_accessible, mail_to):
    page = visit(None, width=360)
    page.goto("/sv/inbjudan/nora/")
    press(page, button(page, "Ta platsen"))
    code = re.search(r"\b[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}\b", mail_to("nora@example.org")).group()
    page.locator("input[name=code]").fill(code)
    press(page, page.locator("main form.form button[type=submit]").first)
    expect(page.get_by_text("Välkommen till Exempelkommun, hösten 2026.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nästa steg")
    is_accessible(page)


def test_another_person_is_told(visit, is_accessible):
    page = visit("bo")
    page.goto("/sv/inbjudan/nora/")
    expect(page.get_by_text("Du är inloggad som bo@example.org")).to_be_visible()
    is_accessible(page)


def test_the_page_that_invites(visit, is_accessible):
    page = visit("tove")
    page.goto("/cms/desk/exempelkommun-hosten-2026/people/")
    page.get_by_label("Adresser").fill("Åsa Öberg\tasa@example.org\nKim\nalva@example.org")
    press(page, button(page, "Läs in och visa"))
    expect(page.get_by_text("2 att bjuda in")).to_be_visible()
    page.get_by_label("Roll").first.select_option("inspirer")
    is_accessible(page)
    press(page, button(page, "Skicka inbjudningarna"))
    expect(page.get_by_text("1 inbjudan är på väg.")).to_be_visible()
    # The message of the CMS fades in, and is measured half-way.
    page.reload()
    expect(page.locator("table.items")).to_contain_text("Idéinspiratör")
    is_accessible(page)
