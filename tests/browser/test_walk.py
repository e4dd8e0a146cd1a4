"""A coach walks through module M1, from sign-in to the last step."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser.ways import WORDS, answer_post, button, post, press, switch_language, take_quiz

pytestmark = pytest.mark.journey


def start_in(page, language):
    page.goto("/sv/")
    if language == "en":
        switch_language(page, "en")


def walk(page, language, check=lambda page: None, scripted=True):
    words = WORDS[language]
    start_in(page, language)
    check(page)
    press(page, page.locator(".next .button"))
    check(page)
    for _lesson in range(4):
        press(page, button(page, words["read"]))
    check(page)
    take_quiz(page, language)
    check(page)
    press(page, page.get_by_role("link", name=re.compile(f"^{words['go_on']}")).first)
    page.locator("textarea[name=text]").fill("På APT i våras höll jag inne med en tanke.")
    if scripted:
        expect(page.locator(".save-state")).to_contain_text(words["saved"])
    press(page, button(page, words["save"]))
    check(page)
    press(page, page.get_by_role("link", name=re.compile(f"^{words['go_on']}")).first)
    post(page, language, f"En tyst minut. {uuid4()}")
    answer_post(page, language, "Bo Lind", f"Hur började ni? {uuid4()}")
    answer_post(page, language, "Tove Ek", f"Vem brukar tala sist? {uuid4()}")
    check(page)
    page.goto(
        f"/{language}/{words['module']}/"
        + ("andra-en-sak-i-ett-vanligt-mote/" if language == "sv" else "change-one-thing-in-an-ordinary-meeting/")
    )
    check(page)
    page.locator("textarea[name=line]").fill("Två tysta minuter.")
    press(page, button(page, words["done"]))
    page.goto(f"/{language}/")
    expect(page.locator("main")).to_contain_text(words["complete"])
    check(page)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_whole_module(visit, walkers, is_accessible, width, language):
    page = visit(next(walkers), width=width, language=language)
    walk(page, language, is_accessible)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_without_javascript(visit, walkers, language):
    page = visit(next(walkers), width=360, language=language, java_script_enabled=False)
    walk(page, language, scripted=False)


def test_progress_is_kept_when_the_language_changes(visit, walkers):
    page = visit(next(walkers))
    page.goto("/sv/")
    press(page, page.locator(".next .button"))
    press(page, button(page, WORDS["sv"]["read"]))
    switch_language(page, "en")
    page.wait_for_url("**/en/basic-training/preconditions-for-creativity/motivation-skill-environment/")
    expect(page.locator(".outline")).to_contain_text("1 of 8 done")
    switch_language(page, "sv")
    page.wait_for_url("**/sv/grundutbildning/forutsattningar-for-kreativitet/motivation-kunskap-arbetsmiljo/")


def test_an_attempt_goes_on_in_the_other_language(visit, walkers):
    page = visit(next(walkers))
    page.goto(f"/sv/{WORDS['sv']['module']}/quiz/")
    press(page, button(page, "Starta quizet"))
    page.locator("label.option").first.locator("input").check()
    press(page, button(page, "Svara"))
    switch_language(page, "en")
    expect(page.locator(".question-nav .is-wrong, .question-nav .is-right")).to_have_count(1)
    expect(page.locator("main")).to_contain_text("What is psychological safety?")
