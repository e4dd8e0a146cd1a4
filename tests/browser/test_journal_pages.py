"""Every page of the journal by keyboard and screen reader rules: from writing to sharing, and out again."""

import pytest
from playwright.sync_api import expect

from tests.browser.ways import button, press, state_of, text_of

# What pages look like is the same on every database.
pytestmark = pytest.mark.looks

SHARING = {
    "sv": ["/sv/dagbok/", "Spara", "Dela en del av den", "Bara till kursledarna", "Se vad andra får se", "Dela",
           "Ta tillbaka"],
    "en": ["/en/journal/", "Save", "Share a part of it", "To the trainers alone", "See what others will see",
           "Share it", "Take it back"],
}  # fmt: skip


@pytest.mark.expects("422")
@pytest.mark.parametrize(("width", "language"), [(360, "sv"), (1280, "en")])
def test_every_page_of_the_journal(visit, walkers, is_accessible, width, language):
    home, save, share, trainers, look, do_share, take_back = SHARING[language]
    page = visit(next(walkers), width=width, language=language)
    page.goto(home)
    is_accessible(page)
    entry = write_two_versions(page, f"{home}{'ny' if language == 'sv' else 'new'}/", save)
    page.locator(".entry-note > summary").click()
    is_accessible(page)
    press(page, page.locator("a[href$='/versioner/'], a[href$='/versions/']"))
    is_accessible(page)
    press(page, page.get_by_role("link", name="Version 1"))
    is_accessible(page)
    page.goto(entry)
    press(page, page.get_by_role("link", name=share))
    page.get_by_label("Det som alla får läsa.").check()
    page.get_by_label(trainers).check()
    is_accessible(page)
    press(page, button(page, look))
    expect(page.locator(".shared-card")).to_contain_text("Det som alla får läsa.")
    expect(page.locator(".shared-card")).not_to_contain_text("hemliga")
    press(page, button(page, do_share))
    expect(page.locator("#confirmed-error")).to_be_visible()
    is_accessible(page)
    page.locator("#confirmed").check()
    press(page, button(page, do_share))
    is_accessible(page)
    press(page, button(page, take_back))
    is_accessible(page)


def write_two_versions(page, address, save):
    page.goto(address)
    for sign in ".!":
        text_of(page).fill(f"Mitt hemliga{sign}\n\nDet som alla får läsa.")
        press(page, button(page, save))
    return page.url


def test_the_way_out_of_the_journal(visit, walkers, is_accessible):
    page = visit(next(walkers), width=360)
    write_two_versions(page, "/sv/dagbok/ny/", "Spara")
    press(page, button(page, "Släng den"))
    for address in ("ta-med/", "ta-med/?form=page", "delat/", "papperskorg/"):
        page.goto(f"/sv/dagbok/{address}")
        is_accessible(page)
    press(page, page.locator(".entry .doings a"))
    is_accessible(page)
    press(page, button(page, "Ta bort för gott"))
    expect(page.get_by_text("Papperskorgen är tom.")).to_be_visible()


def test_then_and_now(visit, walkers, is_accessible):
    page = visit(next(walkers), width=360)
    page.goto("/sv/dagbok/ny/")
    text_of(page).fill("Jag är rädd.")
    press(page, button(page, "Spara"))
    page.locator(".entry-note > summary").click()
    page.get_by_label("En dag som jag väljer").check()
    page.get_by_label("Dagen").fill("2026-01-01")
    press(page, button(page, "Spara noteringen"))
    page.goto("/sv/dagbok/")
    press(page, page.get_by_role("link", name="Läs det, och skriv hur det är nu"))
    expect(page.locator(".then")).to_contain_text("Jag är rädd.")
    text_of(page).fill("Nu är jag lugn.")
    expect(state_of(page)).to_contain_text("Sparat")
    is_accessible(page)
