"""Every kind of page, in both languages, on a phone and a large screen: accessible, within its width and weight."""

import pytest
from playwright.sync_api import expect

from tests.browser.ways import WORDS, button, press

# What pages look like is the same on every database.
pytestmark = pytest.mark.looks

PAGES = {
    "sv": ["/sv/", "/sv/grundutbildning/", "MODULE", "MODULEvad-ar-kreativitet/", "MODULEquiz/?overview",
           "MODULEiden-du-holl-inne/", "MODULEvillkor-vi-kan-paverka-utan-mandat/",
           "MODULEandra-en-sak-i-ett-vanligt-mote/", "/sv/dagbok/", "/sv/dagbok/lasare/", "/sv/dagbok/kvar/",
           "/sv/notiser/", "/sv/sok/?q=tyst", "/sv/mitt/", "/sv/tillganglighet/",
           "/sv/kohort/exempelkommun-hosten-2026/", "/sv/kohort/exempelkommun-hosten-2026/ny-trad/",
           "/sv/kohort/exempelkommun-hosten-2026/sok/?q=tyst",
           "/sv/kohort/exempelkommun-hosten-2026/schema/", "/sv/kohort/exempelkommun-hosten-2026/personer/",
           "/sv/kohort/exempelkommun-hosten-2026/lamna/", "/sv/kohort/exempelkommun-hosten-2026/1/",
           "/sv/mitt/uppgifter/", "/sv/mitt/lamna/", "/sv/finns-inte/", "/accounts/2fa/", "/accounts/email/"],
    "en": ["/en/", "/en/basic-training/", "MODULE", "MODULEwhat-is-creativity/", "MODULEquiz/?overview",
           "MODULEthe-idea-you-held-back/", "MODULEconditions-we-can-influence-without-a-mandate/",
           "MODULEchange-one-thing-in-an-ordinary-meeting/", "/en/journal/", "/en/journal/readers/",
           "/en/search/?q=tyst",
           "/en/journal/left/", "/en/me/", "/en/your-data/",
           "/en/cohort/exempelkommun-hosten-2026/", "/en/cohort/exempelkommun-hosten-2026/new-thread/",
           "/en/cohort/exempelkommun-hosten-2026/search/?q=tyst",
           "/en/cohort/exempelkommun-hosten-2026/schedule/", "/en/cohort/exempelkommun-hosten-2026/people/",
           "/en/cohort/exempelkommun-hosten-2026/leave/", "/en/cohort/exempelkommun-hosten-2026/1/",
           "/en/me/data/", "/en/me/leave/", "/en/no-such-page/", "/accounts/2fa/", "/accounts/email/"],
}  # fmt: skip


@pytest.mark.expects("404")
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_signed_in_pages(visit, is_accessible, language, width):
    page = visit("alva", width=width, language=language)
    for address in PAGES[language]:
        page.goto(address.replace("MODULE", f"/{language}/{WORDS[language]['module']}/"))
        assert page.locator("html").get_attribute("lang") == language, page.url
        is_accessible(page)
        fits(page, width)


OF_A_BOARD = {
    "sv": ["anmalningar/", "ny-trad/", "1/", "inlagg/2/anmal/", "inlagg/2/dolj/", "inlagg/2/flytta/"],
    "en": ["reports/", "new-thread/", "1/", "post/2/report/", "post/2/hide/", "post/2/move/"],
}


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_a_trainer_looks_after(visit, is_accessible, language, width):
    page = visit("tove", width=width, language=language)
    for address in OF_A_BOARD[language]:
        board = "kohort" if language == "sv" else "cohort"
        answer = page.goto(f"/{language}/{board}/exempelkommun-hosten-2026/{address}")
        assert answer.status == 200, page.url
        assert page.locator("html").get_attribute("lang") == language, page.url
        is_accessible(page)
        fits(page, width)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_pages_of_a_visitor(visit, is_accessible, language, width):
    page = visit(None, width=width, language=language)
    for address in (f"/{language}/", "/accounts/login/", "/accounts/login/code/", "/accounts/password/reset/"):
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == language, page.url
        is_accessible(page)
        fits(page, width)


def fits(page, width):
    """Nothing sticks out, here and at 320 px."""
    for narrow in (width, 320):
        page.set_viewport_size({"width": narrow, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= narrow, (page.url, narrow)
    page.set_viewport_size({"width": width, "height": 800})


@pytest.mark.parametrize("right", [True, False])
def test_an_answered_question(visit, walkers, is_accessible, right):
    page = visit(next(walkers), width=360)
    page.goto(f"/sv/{WORDS['sv']['module']}/quiz/")
    press(page, button(page, "Starta quizet"))
    is_accessible(page)
    page.locator("label.option", has_text="Ny och till nytta" if right else "Snabb").locator("input").check()
    press(page, button(page, "Svara"))
    expect(page.locator(".feedback")).to_contain_text("Rätt" if right else "Inte rätt")
    is_accessible(page)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_trainers_desk(visit, is_accessible, language, width):
    page = visit("tove", width=width, language=language)
    for part in ("", "now/", "people/", "schedule/", "settings/", "write/"):
        answer = page.goto(f"/cms/desk/exempelkommun-hosten-2026/{part}")
        assert answer.status == 200, page.url
        is_accessible(page)
    page.goto("/cms/desk/exempelkommun-hosten-2026/people/")
    press(page, page.locator("main li a", has_text="Alva Berg"))
    is_accessible(page)
    page.goto("/cms/desk/start/")
    is_accessible(page)
    page.goto("/cms/desk/exempelkommun-hosten-2026/")
    expect(page.locator("table.matrix")).to_contain_text("Alva Berg")


@pytest.mark.parametrize("width", [360, 1280])
def test_what_a_site_manager_sees_of_a_person(visit, is_accessible, width):
    page = visit("maja", width=width)
    page.goto("/cms/users/?q=Berg")
    page.locator("tr", has_text="Alva Berg").locator("[data-w-dropdown-target='toggle']").click()
    press(page, page.get_by_role("link", name="Konto och uppgifter"))
    expect(page.locator("main")).to_contain_text("Alva Berg")
    expect(page.get_by_role("button", name="Radera kontot")).to_have_count(1)
    is_accessible(page)
    page.goto(f"{page.url.rstrip('/')}/signing-in/")
    expect(page.get_by_role("button", name="Begär den här adressen")).to_have_count(1)
    is_accessible(page)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_pages_of_proof(visit, is_accessible, language, width):
    page = visit("stangd", width=width, language=language)
    for address in ("/accounts/proof/", "/accounts/second-factor/", "/accounts/recovery-phrase/"):
        assert page.goto(address).status == 200
        assert page.url.endswith(address)
        is_accessible(page)
        fits(page, width)


@pytest.mark.parametrize("width", [360, 1280])
def test_what_a_site_manager_sees_of_a_cohort_before_it_is_deleted(visit, is_accessible, width):
    page = visit("maja", width=width)
    page.goto("/cms/cohorts/?q=Exempelkommun")
    page.locator("tr", has_text="Exempelkommun").locator("[data-w-dropdown-target='toggle']").click()
    press(page, page.locator("a[href$='/deletion/']:visible"))
    expect(page.locator("main")).to_contain_text("Platser i kohorten")
    expect(page.get_by_role("button", name="Ta bort kohorten")).to_have_count(1)
    is_accessible(page)


def test_the_weight_of_a_cold_page(visit, site):
    page = visit("alva")
    session = page.context.storage_state()
    for address in ("/sv/", f"/sv/{WORDS['sv']['module']}/psykologisk-trygghet/"):
        context = page.context.browser.new_context(storage_state=session, base_url=site)
        cold, sizes = context.new_page(), []
        cold.on("requestfinished", lambda sent, sizes=sizes: sizes.append(sent.sizes()["responseBodySize"]))
        cold.goto(address, wait_until="networkidle")
        assert (len(sizes) <= 12, sum(sizes) <= 120_000) == (True, True), (len(sizes), sum(sizes))
        context.close()
