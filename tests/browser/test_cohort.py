"""A cohort is started, planned and left: the trainer at her desk, a coach on her phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import fits
from tests.browser.ways import button, press

pytestmark = pytest.mark.journey

DESK = "/cms/desk/"


def test_tove_starts_a_cohort_and_ends_it(visit, is_accessible):
    page = visit("tove")
    page.goto(DESK)
    press(page, page.get_by_role("link", name="Starta en kohort"))
    page.get_by_label("Namn", exact=True).fill("Vinterns kohort")
    page.get_by_label("Kurs", exact=True).select_option(index=1)
    page.get_by_label("Adresser").fill("Åsa Öberg <asa.oberg@example.org>; Kim")
    press(page, button(page, "Kontrollera innan du startar"))
    expect(page.locator("input[name=guests-0-email]")).to_have_value("asa.oberg@example.org")
    is_accessible(page)
    press(page, button(page, "Starta kohorten och skicka inbjudningarna"))
    expect(page.get_by_text("1 inbjudan är på väg.")).to_be_visible()

    press(page, page.get_by_role("link", name="Schema"))
    page.locator(".desk-weeks > summary").click()
    page.locator(".desk-weeks input").nth(1).check()
    press(page, button(page, "Spara takten"))
    expect(page.locator(".desk-weeks input").nth(1)).to_be_checked()
    page.get_by_label("Titel").or_(page.get_by_label("Rubrik")).fill("Uppstart")
    page.get_by_label("Börjar").fill("2027-02-01T09:00")
    press(page, button(page, "Lägg till träffen"))
    expect(page.get_by_role("link", name="Uppstart")).to_be_visible()

    press(page, page.get_by_role("link", name="Inställningar").last)
    press(page, button(page, "Avsluta kohorten"))
    expect(page.get_by_text("Kohorten avslutades den")).to_be_visible()
    press(page, button(page, "Öppna kohorten igen"))
    expect(button(page, "Avsluta kohorten")).to_be_visible()


def test_alva_sees_when_things_happen_and_who_can_help(visit, walkers, is_accessible):
    page = visit(next(walkers), width=360)
    page.goto("/sv/kohort/exempelkommun-hosten-2026/")
    press(page, page.get_by_role("link", name="Schema"))
    before = page.get_by_label("Adress till din kalender").input_value()
    assert re.search(r"/calendar/\d+\.\d+~[\w-]{40,}\.ics$", before)
    press(page, button(page, "Byt ut adressen"))
    assert page.get_by_label("Adress till din kalender").input_value() != before
    fits(page, 360)
    page.goto("/sv/kohort/exempelkommun-hosten-2026/personer/")
    page.get_by_label("Jag kan hjälpa till med").fill("Att hålla tiden")
    press(page, button(page, "Spara"))
    expect(page.get_by_text("Kan hjälpa till med: Att hålla tiden").first).to_be_visible()
    is_accessible(page)
    press(page, page.get_by_role("link", name="Lämna kohorten"))
    press(page, button(page, "Lämna kohorten"))
    expect(page.get_by_text("Du har lämnat Exempelkommun")).to_be_visible()
    is_accessible(page)
