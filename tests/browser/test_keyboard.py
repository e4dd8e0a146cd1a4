"""Everything by keyboard alone: no pointer is used in this file."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD

# What pages look like is the same on every database.
pytestmark = pytest.mark.looks

MODULE = "/sv/grundutbildning/forutsattningar-for-kreativitet"


def tab_to(page, selector, limit=60):
    """Press Tab until an element has the focus, and see that the focus shows."""
    for _press in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"Tab does not reach {selector} at {page.url}")


def toggle(page, selector):
    tab_to(page, selector)
    page.keyboard.press("Enter")


def press(page, selector):
    """Press what leads to another page, or sends a form."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_from_signing_in_to_the_second_lesson(visit, walkers):
    page = visit(None)
    page.goto("/accounts/login/")
    tab_to(page, "input[name=login]")
    page.keyboard.type(f"{next(walkers)}@example.org")
    tab_to(page, "input[name=password]")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sv/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.skip')")
    page.keyboard.press("Enter")
    press(page, ".next .button")
    toggle(page, ".check-option > summary")
    expect(page.locator(".check-option[open]")).to_have_count(1)
    press(page, ".step-end button")
    page.wait_for_url(f"**{MODULE}/motivation-kunskap-arbetsmiljo/")


def test_a_question(visit, walkers):
    page = visit(next(walkers))
    page.goto(f"{MODULE}/quiz/")
    press(page, ".step-end button")
    tab_to(page, ".option input")
    page.keyboard.press("ArrowDown")
    toggle(page, ".question button")
    expect(page.locator("#feedback-1")).to_be_focused()
    expect(page.locator("legend")).to_contain_text(re.compile("psykologisk trygghet", re.I))
    tab_to(page, ".next-question .option input")
    page.keyboard.press("ArrowDown")
    toggle(page, ".next-question button")
    expect(page.locator("#feedback-2")).to_be_focused()


def test_writing_talking_and_doing(visit, walkers):
    page = visit(next(walkers))
    page.goto(f"{MODULE}/iden-du-holl-inne/")
    toggle(page, ".follow-ups > summary")
    tab_to(page, "textarea[name=text]")
    page.keyboard.type("En tanke")
    press(page, ".sheet-foot button")
    expect(page.locator("textarea[name=text]")).to_have_value("En tanke")

    page.goto(f"{MODULE}/villkor-vi-kan-paverka-utan-mandat/")
    toggle(page, "a.answer")
    expect(page.locator("details.answer textarea")).to_be_focused()
    page.keyboard.type("Hur gick det sedan?")
    press(page, "details.answer button")
    expect(page.locator(".is-reply", has_text="Hur gick det sedan?")).to_be_visible()

    page.goto(f"{MODULE}/andra-en-sak-i-ett-vanligt-mote/")
    press(page, ".step-end .form button")
    page.wait_for_url("**/grundutbildning/")


def test_the_menu_of_a_phone_closes_with_escape(visit):
    page = visit("alva", width=360)
    page.goto("/sv/")
    toggle(page, ".menu > summary")
    expect(page.locator(".menu-items")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".menu-items")).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('.menu > summary')")


def test_a_conversation_on_the_board(visit, walkers):
    """A question to somebody who is chosen from the list; then thanks for a post, and a report of it."""
    page = visit(next(walkers))
    board = "/sv/kohort/exempelkommun-hosten-2026/"
    page.goto(board)
    press(page, ".doings .button")
    tab_to(page, "input[name=title]")
    page.keyboard.type("Lånar ni ut rummet?")
    tab_to(page, "input[name=kind]")
    page.keyboard.press("ArrowDown")
    tab_to(page, "textarea[name=text]")
    page.keyboard.type("Jag undrar, @bo")
    expect(page.get_by_role("option", name="Bo Lind")).to_be_visible()
    page.keyboard.press("Enter")
    press(page, ".post-form button[type=submit]")
    expect(page.locator("article.post")).to_contain_text("Jag undrar, @Bo Lind")
    expect(page.locator(".kicker")).to_contain_text("Fråga")

    page.goto(f"{MODULE}/villkor-vi-kan-paverka-utan-mandat/")
    press(page, ".helped")
    expect(page.locator(".helped").first).to_have_attribute("aria-pressed", "true")
    press(page, "a.more")
    expect(page.locator(".more > summary")).to_be_focused()
    press(page, ".more a")
    tab_to(page, "textarea[name=reason]")
    page.keyboard.type("Ett prov med tangenter")
    press(page, ".doings .button")
    expect(page.locator(".messages")).to_be_visible()
