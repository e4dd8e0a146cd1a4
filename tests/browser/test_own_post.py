"""A post is said otherwise and taken back, on a phone and by a pointer."""

import pytest
from playwright.sync_api import expect

from tests.browser.ways import button, press

pytestmark = pytest.mark.journey

BOARD = "/sv/kohort/exempelkommun-hosten-2026/"


@pytest.mark.parametrize("width", [360, 1280])
def test_from_saying_to_taking_back(visit, walkers, is_accessible, width):
    page = visit(next(walkers), width=width)
    page.goto(f"{BOARD}ny-trad/")
    page.get_by_label("Vad handlar det om?").fill("Tyst start")
    page.locator("textarea[name=text]").fill("Vi prövade i måndags.")
    press(page, button(page, "Skicka"))
    press(page, page.get_by_role("link", name="Ändra eller ta tillbaka"))
    is_accessible(page)
    page.locator("textarea[name=text]").fill("Vi prövade i tisdags.")
    press(page, button(page, "Spara"))
    expect(page.locator(".post-text:not(.preview)")).to_have_text("Vi prövade i tisdags.")
    expect(page.locator(".post-by")).to_contain_text("ändrat")
    is_accessible(page)
    press(page, page.get_by_role("link", name="Ändra eller ta tillbaka"))
    expect(page.locator(".entries")).to_contain_text("Vi prövade i måndags.")
    press(page, button(page, "Ta tillbaka"))
    page.wait_for_url(f"**{BOARD}")
