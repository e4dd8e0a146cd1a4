"""A gathering at the desk, arranged, moved and cancelled; a coach on her phone meets each, and says if she comes."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import fits
from tests.browser.ways import button, press

pytestmark = pytest.mark.journey

COHORT = "exempelkommun-hosten-2026"
DESK, SCHEDULE = f"/cms/desk/{COHORT}/schedule/", f"/sv/kohort/{COHORT}/schema/"


def day(number):
    """An hour on one of the next days, as a field for it takes it."""
    return (datetime.now() + timedelta(days=number)).strftime("%Y-%m-%dT10:00")


def arrange(tove):
    tove.goto(DESK)
    tove.get_by_label("Rubrik").fill("Halvvägs tillsammans")
    tove.get_by_label("Börjar").fill(day(2))
    tove.get_by_label("Slutar").fill("11:30")
    tove.get_by_label("Plats eller länk").fill("https://video.example.org/rum")
    press(tove, button(tove, "Lägg till träffen"))
    expect(tove.get_by_text("Alla i kohorten får veta det.")).to_be_visible()


def move(tove):
    tove.get_by_label("Börjar").fill(day(3))
    tove.locator("#id_reason").fill("Lokalen är dubbelbokad")
    press(tove, button(tove, "Spara och berätta för alla"))
    expect(tove.get_by_text("Träffen är ändrad.")).to_be_visible()


def cancel(tove):
    tove.goto(DESK)
    press(tove, tove.get_by_role("link", name="Halvvägs tillsammans"))
    tove.locator("#id_cancel-reason").fill("Snöstorm")
    press(tove, button(tove, "Ställ in och berätta för alla"))
    expect(tove.locator(".desk-list", has_text="Halvvägs")).to_contain_text("Inställd")


def test_a_date_that_is_moved(visit, walkers, is_accessible):
    tove, walker = visit("tove"), visit(next(walkers), width=360)
    arrange(tove)
    walker.goto("/sv/")
    line = walker.locator(".days li", has_text="Halvvägs tillsammans")
    expect(line).to_contain_text("10.00–11.30")
    expect(line.get_by_role("link", name="https://video.example.org/rum")).to_be_visible()
    is_accessible(walker)
    fits(walker, 360)
    press(walker, line.get_by_role("button", name="Jag kan inte komma"))
    expect(walker.get_by_text("Kursledarna ser att du inte kan komma.")).to_be_visible()
    assert walker.url.endswith("/sv/")

    press(tove, tove.get_by_role("link", name="Halvvägs tillsammans"))
    expect(tove.get_by_text(re.compile("^Vera Gång"))).to_be_visible()
    is_accessible(tove)
    move(tove)

    # At another time she is expected again.
    walker.goto("/sv/notiser/")
    press(walker, walker.get_by_role("button", name="Tove har ändrat en träff").first)
    expect(walker.get_by_role("button", name="Jag kan inte komma")).to_be_visible()
    is_accessible(walker)
    fits(walker, 360)
    walker.get_by_role("textbox", name="Skriv till kohorten").fill("Vi bestämde att prova tyst start.")
    press(walker, button(walker, "Skicka"))
    expect(walker.get_by_text("Vi bestämde att prova tyst start.")).to_be_visible()
    is_accessible(walker)

    cancel(tove)
    walker.goto(SCHEDULE)
    expect(walker.locator(".days li", has_text="Halvvägs")).to_contain_text("Inställd: Snöstorm")
    is_accessible(walker)


def test_the_address_of_the_calendar_is_copied_with_one_press(visit, walkers, browser):
    page = visit(next(walkers), width=360)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(SCHEDULE)
    address = page.get_by_label("Adress till din kalender").input_value()
    button(page, "Kopiera adressen").click()
    expect(page.get_by_text("Kopierad", exact=True)).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == address
    subscription = page.get_by_role("link", name="Prenumerera").get_attribute("href")
    assert subscription == address.replace("http://", "webcal://")


def test_without_scripts_the_address_is_chosen_by_hand(visit, walkers):
    page = visit(next(walkers), width=360, java_script_enabled=False)
    page.goto(SCHEDULE)
    expect(page.get_by_label("Adress till din kalender")).to_be_visible()
    expect(page.get_by_text("Kopiera adressen", exact=True)).to_be_hidden()
