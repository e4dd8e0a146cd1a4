"""Nothing that is written gets lost: two tabs, no network, another person at the same device."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import sign_in
from tests.browser.ways import button

PROMPT = "/sv/grundutbildning/forutsattningar-for-kreativitet/iden-du-holl-inne/"


def text_of(page):
    return page.locator("auto-save textarea[name=text]")


def state_of(page):
    return page.locator(".save-state")


def test_it_is_saved_while_written(visit, walkers):
    page = visit(next(walkers), width=360)
    page.goto(PROMPT)
    text_of(page).press_sequentially("En tanke")
    expect(state_of(page)).to_contain_text("Sparat")
    page.reload()
    expect(text_of(page)).to_have_value("En tanke")


@pytest.mark.expects("409")
def test_two_tabs_never_overwrite_each_other(visit, walkers, is_accessible):
    name = next(walkers)
    first, second = visit(name), visit(name)
    for page in (first, second):
        page.goto(PROMPT)
    text_of(first).fill("Från den första")
    expect(state_of(first)).to_contain_text("Sparat")
    text_of(second).fill("Från den andra")
    expect(state_of(second)).to_contain_text("annat fönster")
    button(second, "Spara").click()
    expect(second.locator(".conflict")).to_contain_text("Två texter möttes här")
    expect(second.locator("#saved-text")).to_have_value("Från den första")
    is_accessible(second)
    second.locator(".conflict textarea[name=text]").fill("Båda tillsammans")
    button(second, "Spara den här texten").click()
    first.goto(PROMPT)
    expect(text_of(first)).to_have_value("Båda tillsammans")
    first.get_by_role("link", name="Tidigare versioner").click()
    expect(first.locator(".entries")).to_contain_text("Från den första")


@pytest.mark.expects("ERR_INTERNET_DISCONNECTED")
def test_offline_and_back(visit, walkers):
    page = visit(next(walkers))
    page.goto(PROMPT)
    page.context.set_offline(True)
    text_of(page).fill("Skrivet på tåget")
    expect(state_of(page)).to_contain_text("Inte sparat")
    page.context.set_offline(False)
    expect(state_of(page)).to_contain_text("Sparat")
    page.reload()
    expect(text_of(page)).to_have_value("Skrivet på tåget")


@pytest.mark.expects("Failed to load resource", "ERR_FAILED")
def test_a_session_that_ends_while_writing_loses_nothing(visit, walkers):
    writer, other = next(walkers), next(walkers)
    page = visit(writer)
    page.goto(PROMPT)
    page.context.clear_cookies(name="sessionid")
    text_of(page).fill("Mitt i en mening")
    expect(state_of(page)).to_contain_text("Inte sparat")
    sign_in(page, other)
    page.goto(PROMPT)
    expect(text_of(page)).to_have_value("")
    page.context.clear_cookies(name="sessionid")
    sign_in(page, writer)
    page.goto(PROMPT)
    expect(text_of(page)).to_have_value("Mitt i en mening")
    expect(state_of(page)).to_contain_text("Sparat")
