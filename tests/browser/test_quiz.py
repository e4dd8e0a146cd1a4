"""Every kind of question: found, answered and explained, on a phone and by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.ways import WORDS, button, press

pytestmark = pytest.mark.journey

QUIZ = f"/sv/{WORDS['sv']['module']}/alla-sorter/"


@pytest.fixture
def open_quiz(visit, walkers):
    def go(**options):
        page = visit(next(walkers), **options)
        page.goto(QUIZ)
        press(page, button(page, "Starta quizet"))
        return page

    return go


def to_question(page, number):
    press(page, page.locator(".question-nav a").nth(number - 1))


def fill(page, number):
    """Answer a question somehow; the third part of an order is left where it is."""
    if number <= 3:
        page.locator("label.option input").first.check()
    elif number == 5:
        for select in page.locator(".matching select").all():
            select.select_option(index=1)
    elif number == 6:
        page.get_by_label("Ditt svar").fill(" Hundraåtta. ")


@pytest.mark.parametrize("width", [360, 1280])
def test_every_kind_is_accessible_before_and_after_the_answer(open_quiz, is_accessible, width):
    page = open_quiz(width=width)
    for number in range(1, 7):
        to_question(page, number)
        is_accessible(page)
        fill(page, number)
        page.get_by_label("Ganska säker").check()
        button(page, "Svara").click()
        expect(page.locator(f"#feedback-{number}")).to_be_focused()
        is_accessible(page)
    expect(page.locator(".verdict")).to_contain_text("Rätt")
    press(page, button(page, "Se ditt resultat"))
    is_accessible(page)


def test_parts_are_put_in_order_by_keyboard(open_quiz):
    page = open_quiz()
    to_question(page, 4)
    items = page.locator(".ordering li > span:first-of-type")
    for place, part in enumerate(["Först", "Sedan", "Därefter", "Sist"]):
        while items.nth(place).text_content() != part:
            page.get_by_role("button", name=f"Flytta upp: {part}").focus()
            before = items.all_text_contents().index(part)
            page.keyboard.press("Enter")
            expect(items.nth(before - 1)).to_have_text(part)
            expect(page.locator("[data-ordering-status]")).to_have_text(f"{part}: plats {before} av 4")
            expect(page.locator(".ordering button:focus")).to_have_count(1)
    button(page, "Svara").click()
    expect(page.locator(".verdict")).to_have_text(re.compile("Rätt"))


def test_parts_are_put_in_order_without_javascript(open_quiz):
    page = open_quiz(java_script_enabled=False)
    to_question(page, 4)
    items = page.locator(".ordering li > span:first-of-type")
    second = items.nth(1).text_content()
    press(page, page.get_by_role("button", name=f"Flytta upp: {second}"))
    expect(items.nth(0)).to_have_text(second)


def test_answers_survive_a_reload_and_another_tab(open_quiz):
    page = open_quiz()
    fill(page, 1)
    button(page, "Svara").click()
    expect(page.locator("#feedback-1")).to_be_focused()
    page.reload()
    expect(page.locator(".feedback")).to_be_visible()
    other = page.context.new_page()
    other.goto(QUIZ)
    expect(other.locator(".question-nav .is-right, .question-nav .is-wrong")).to_have_count(1)
    expect(other.locator("legend").first).to_contain_text("Fråga 2 av 6")


def test_the_item_table(visit, open_quiz, is_accessible):
    page = open_quiz()
    fill(page, 1)
    button(page, "Svara").click()
    expect(page.locator("#feedback-1")).to_be_focused()
    trainer = visit("tove")
    trainer.goto("/cms/desk/exempelkommun-hosten-2026/")
    press(trainer, trainer.get_by_role("link", name="Alla sorter"))
    expect(trainer.locator("table.items")).to_contain_text("En?")
    is_accessible(trainer)


def whole(number, page):
    """One question among all of them."""
    return page.locator(f"#question-{number}")


@pytest.fixture
def open_whole_quiz(visit, walkers):
    def go(**options):
        page = visit(next(walkers), **options)
        page.goto(QUIZ.replace("alla-sorter", "allt-pa-en-sida"))
        press(page, button(page, "Starta quizet"))
        return page

    return go


@pytest.mark.parametrize("scripts", [True, False])
def test_an_answer_leaves_the_rest_of_the_page_as_it_was(open_whole_quiz, scripts):
    page = open_whole_quiz(java_script_enabled=scripts)
    whole(2, page).get_by_label("Tre").check()
    whole(6, page).get_by_label("Ditt svar").fill("hundraåtta")
    whole(6, page).get_by_label("Ganska säker").check()
    whole(1, page).get_by_label("Nej").check()
    button(whole(1, page), "Svara").click()
    expect(page.locator("#feedback-1")).to_be_visible()
    expect(whole(2, page).get_by_label("Tre")).to_be_checked()
    expect(whole(6, page).get_by_label("Ditt svar")).to_have_value("hundraåtta")
    expect(whole(6, page).get_by_label("Ganska säker")).to_be_checked()
    expect(page.locator(".feedback")).to_have_count(1)


def test_enter_in_a_text_answers_its_own_question(open_whole_quiz):
    page = open_whole_quiz()
    whole(6, page).get_by_label("Ditt svar").fill("hundraåtta")
    page.keyboard.press("Enter")
    expect(page.locator("#feedback-6")).to_be_focused()


@pytest.mark.parametrize("scripts", [True, False])
def test_all_is_handed_in_at_once(open_whole_quiz, is_accessible, scripts):
    page = open_whole_quiz(java_script_enabled=scripts)
    for number in (1, 2, 3):
        whole(number, page).locator("label.option input").first.check()
    press(page, button(page, "Se ditt resultat"))
    expect(page.get_by_text("Utan svar: fråga 4, fråga 5, fråga 6.")).to_be_visible()
    expect(page.locator(".feedback")).to_have_count(3)
    if scripts:
        is_accessible(page)
    press(page, button(page, "Avsluta ändå"))
    expect(page.locator("#result")).to_be_visible()


@pytest.mark.expects("ERR_INTERNET_DISCONNECTED")
def test_an_answer_without_a_connection_stays_in_its_place(open_quiz):
    page = open_quiz()
    fill(page, 1)
    page.context.set_offline(True)
    button(page, "Svara").click()
    expect(page.get_by_role("alert")).to_contain_text("Inte skickat")
    page.context.set_offline(False)
    button(page, "Svara").click()
    expect(page.locator("#feedback-1")).to_be_focused()
    expect(page.locator("label.option input:checked")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_quiz_goes_on_after_the_session_has_ended(open_quiz, visit, scripts):
    page = open_quiz(java_script_enabled=scripts)
    fill(page, 1)
    button(page, "Svara").click()
    expect(page.locator("#feedback-1")).to_be_visible()
    cookies = page.context.cookies()
    page.context.clear_cookies(name=re.compile("session"))
    fill(page, 2)
    press(page, button(page, "Svara"))
    expect(page).to_have_url(re.compile("login"))
    page.context.add_cookies(cookies)
    page.goto(QUIZ)
    expect(page.locator("legend").first).to_contain_text("Fråga 2 av 6")
