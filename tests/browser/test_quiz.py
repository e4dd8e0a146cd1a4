"""Every kind of question: found, answered and explained, on a phone and by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.ways import WORDS, button, press

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
        press(page, button(page, "Svara"))
        expect(page.locator(".feedback")).to_be_focused()
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
    press(page, button(page, "Svara"))
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
    press(page, button(page, "Svara"))
    page.reload()
    expect(page.locator(".feedback")).to_be_visible()
    other = page.context.new_page()
    other.goto(QUIZ)
    expect(other.locator(".question-nav .is-right, .question-nav .is-wrong")).to_have_count(1)
    expect(other.locator("legend").first).to_contain_text("Fråga 2 av 6")


def test_the_item_table(visit, open_quiz):
    page = open_quiz()
    fill(page, 1)
    press(page, button(page, "Svara"))
    trainer = visit("tove")
    trainer.goto("/cms/desk/exempelkommun-hosten-2026/")
    press(trainer, trainer.get_by_role("link", name="Alla sorter"))
    expect(trainer.locator("table.items")).to_contain_text("En?")
