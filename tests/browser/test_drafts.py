"""What somebody has begun to write on a board is lost by nothing: no ended session, lost network or other window."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import sign_in
from tests.browser.test_board import BOARD, begin, box, said, say
from tests.browser.ways import press

pytestmark = pytest.mark.journey


def test_a_draft_waits_on_another_device(visit, walkers, is_accessible):
    name = next(walkers)
    phone, laptop = visit(name, width=360), visit(name)
    thread = begin(phone, "Utkast", "Början")
    box(phone).fill("En halv tanke som inte är skickad")
    expect(phone.locator(".conversation > keep-draft .save-state")).to_have_text(re.compile("Utkast sparat"))
    is_accessible(phone)
    laptop.goto(thread)
    expect(box(laptop)).to_have_value("En halv tanke som inte är skickad")
    say(laptop, "En hel tanke")
    expect(box(laptop)).to_have_value("")
    phone.goto(thread)
    expect(box(phone)).to_have_value("")


@pytest.mark.expects("403")
def test_a_session_that_ends_loses_nothing(visit, walkers):
    name = next(walkers)
    phone = visit(name, width=360)
    thread = begin(phone, "Session", "Början")
    phone.context.clear_cookies(name="sessionid")
    box(phone).fill("Det här skrev jag efter lunchen")
    expect(phone.locator(".conversation > keep-draft .save-state")).to_have_class(re.compile("is-unsaved"))
    sign_in(phone, name)
    phone.goto(thread)
    expect(box(phone)).to_have_value("Det här skrev jag efter lunchen")


@pytest.mark.expects("ERR_INTERNET_DISCONNECTED", "Failed to fetch")
def test_a_press_without_a_network_loses_nothing(visit, walkers):
    phone = visit(next(walkers), width=360)
    thread = begin(phone, "Tunnel", "Början")
    phone.context.set_offline(True)
    box(phone).fill("Skrivet i tunneln")
    expect(phone.locator(".conversation > keep-draft .save-state")).to_have_class(re.compile("is-unsaved"))
    phone.locator(".conversation > keep-draft").get_by_role("button", name="Skicka", exact=True).click()
    phone.wait_for_timeout(300)
    phone.context.set_offline(False)
    phone.goto(thread)
    expect(box(phone)).to_have_value("Skrivet i tunneln")
    expect(phone.locator(".conversation > keep-draft .save-state")).to_have_text(re.compile("Utkast sparat"))
    say(phone, "Skrivet i tunneln")
    expect(said(phone, "Skrivet i tunneln")).to_have_count(1)
    expect(box(phone)).to_have_value("")
    for _look in range(50):
        left = phone.evaluate("Object.keys(localStorage).filter(key => key.startsWith('gnista:draft')).length")
        if not left:
            break
        phone.wait_for_timeout(100)
    assert left == 0


@pytest.mark.expects("409")
def test_two_windows_show_both_texts(visit, walkers, is_accessible):
    name = next(walkers)
    phone, laptop = visit(name, width=360), visit(name)
    thread = begin(phone, "Två fönster", "Början")
    laptop.goto(thread)
    box(phone).fill("Från telefonen")
    expect(phone.locator(".conversation > keep-draft .save-state")).to_have_text(re.compile("Utkast sparat"))
    box(laptop).fill("Från datorn")
    other = laptop.get_by_role("button", name="Visa den texten")
    expect(other).to_be_visible()
    is_accessible(laptop)
    other.click()
    expect(box(laptop)).to_have_value("Från telefonen")
    other.click()
    expect(box(laptop)).to_have_value("Från datorn")
    expect(laptop.locator(".conversation > keep-draft .save-state")).to_have_text(re.compile("Utkast sparat"))


def test_a_draft_without_names_comes_back_without_names(visit, walkers):
    name = next(walkers)
    phone = visit(name, width=360)
    phone.goto(f"{BOARD}ny-trad/")
    phone.locator("textarea[name=text]").fill("Det är svårt att säga")
    phone.get_by_label("Utan namn", exact=True).check()
    phone.get_by_label("Fråga", exact=True).check()
    expect(phone.locator(".save-state")).to_have_text(re.compile("Utkast sparat"))
    laptop = visit(name)
    laptop.goto(f"{BOARD}ny-trad/")
    expect(laptop.get_by_label("Utan namn", exact=True)).to_be_checked()
    expect(laptop.get_by_label("Fråga", exact=True)).to_be_checked()


def test_another_text_under_the_number_of_a_post_is_another_post(visit, walkers):
    """As after a press on the browser's Back, when it shows the page as it was left."""
    page = visit(next(walkers))
    begin(page, "Tillbaka", "Början")
    number = page.locator(".conversation > keep-draft input[name=submission_id]")
    used = number.input_value()
    say(page, "Ett")
    number.evaluate("(field, used) => { field.value = used; }", used)
    box(page).fill("Två")
    expect(page.locator(".conversation > keep-draft .save-state")).to_have_text(re.compile("Utkast sparat"))
    assert number.input_value() != used
    page.reload()
    expect(box(page)).to_have_value("Två")
    say(page, "Två")
    for text in ("Ett", "Två"):
        expect(said(page, text)).to_have_count(1)


@pytest.mark.expects("403")
def test_the_next_person_at_the_device_gets_nothing(visit, walkers):
    """Her page is still open when somebody else signs in beside it."""
    page = visit(next(walkers))
    thread = begin(page, "Delad dator", "Början")
    page.context.clear_cookies(name="sessionid")
    beside, other = page.context.new_page(), next(walkers)
    sign_in(beside, other)
    box(page).fill("Bara min")
    expect(page.locator(".conversation > keep-draft .save-state")).to_contain_text("Någon annan har loggat in")
    beside.goto(thread)
    expect(box(beside)).to_have_value("")


@pytest.mark.expects("409", "ERR_INTERNET_DISCONNECTED", "Failed to fetch")
def test_what_was_written_without_a_network_overwrites_nothing_newer(visit, walkers):
    name = next(walkers)
    phone, laptop = visit(name, width=360), visit(name)
    thread = begin(phone, "Utan nät", "Början")
    phone.context.set_offline(True)
    box(phone).fill("I tunneln")
    expect(phone.locator(".conversation > keep-draft .save-state")).to_have_class(re.compile("is-unsaved"))
    laptop.goto(thread)
    box(laptop).fill("Vid skrivbordet")
    expect(laptop.locator(".conversation > keep-draft .save-state")).to_have_text(re.compile("Utkast sparat"))
    phone.context.set_offline(False)
    phone.goto(thread)
    expect(box(phone)).to_have_value("I tunneln")
    other = phone.get_by_role("button", name="Visa den texten")
    for text in ("Vid skrivbordet", "I tunneln"):
        other.click()
        expect(box(phone)).to_have_value(text)


def answer_to_first(page):
    """The box below the first post, opened where it stands."""
    page.locator("a.answer").first.click()
    text = page.locator("details.answer textarea")
    expect(text).to_be_focused()
    return text


@pytest.mark.expects("ERR_INTERNET_DISCONNECTED", "Failed to fetch")
def test_an_answer_without_a_network_comes_back_into_its_box(visit, walkers, is_accessible):
    phone = visit(next(walkers), width=360)
    thread = begin(phone, "Svar i tunneln", "Början")
    phone.context.set_offline(True)
    answer_to_first(phone).fill("Svarat i tunneln")
    expect(phone.locator("details.answer .save-state")).to_have_class(re.compile("is-unsaved"))
    # The page goes before the network is back, so that the two do not cross.
    phone.goto("about:blank")
    phone.context.set_offline(False)
    phone.goto(thread)
    text = phone.locator("details.answer[open] textarea")
    expect(text).to_have_value("Svarat i tunneln")
    is_accessible(phone)
    press(phone, phone.locator("details.answer").get_by_role("button", name="Skicka", exact=True))
    expect(phone.locator("article.is-reply", has_text="Svarat i tunneln")).to_be_visible()
    expect(phone.locator("details.answer[open]")).to_have_count(0)


def test_an_answer_that_is_begun_waits_open_on_another_device(visit, walkers):
    """Whether its box came with the page or was opened on it, names and tools are at hand."""
    name = next(walkers)
    phone, laptop = visit(name, width=360), visit(name)
    thread = begin(phone, "Påbörjat svar", "Början")
    answer_to_first(phone).press_sequentially("Hej @bo")
    phone.get_by_role("option", name="Bo Lind").click()
    phone.locator("details.answer").get_by_role("button", name="Fet").click()
    expect(phone.locator("details.answer .save-state")).to_have_text(re.compile("Utkast sparat"))
    laptop.goto(thread)
    text = laptop.locator("details.answer[open] textarea")
    expect(text).to_have_value("Hej @Bo Lind ****")
    text.focus()
    expect(laptop.locator("details.answer .tools")).to_have_count(1)
    expect(laptop.locator("details.answer .tools")).to_be_visible()


def test_two_boxes_at_once_are_two_answers(visit, walkers):
    page = visit(next(walkers))
    thread = begin(page, "Två rutor", "Ett")
    say(page, "Två")
    for text in ("Svar på ett", "Svar på två"):
        page.locator("a.answer").first.click()
        page.locator("details.answer textarea").last.fill(text)
    expect(page.locator("details.answer .save-state").last).to_have_text(re.compile("Utkast sparat"))
    expect(page.locator("details.answer .save-state").first).to_have_text(re.compile("Utkast sparat"))
    for text in ("Svar på ett", "Svar på två"):
        fold = page.locator("details.answer[open]").first
        press(page, fold.get_by_role("button", name="Skicka", exact=True))
        expect(page.locator("article.is-reply", has_text=text)).to_be_visible()
        page.goto(thread)
    for text in ("ett", "två"):
        row = page.locator("article.post:not(.is-reply)", has_text=f"Svar på {text}")
        expect(row.locator("> .post-body > .post-text")).to_have_text(text.capitalize())


def test_what_waits_in_a_box_is_posted_by_one_press(visit, walkers):
    """The tools come when somebody writes, and do not move the button away from under the pointer."""
    page = visit(next(walkers))
    thread = begin(page, "Ett tryck", "Början")
    answer_to_first(page).fill("Färdigt svar")
    expect(page.locator("details.answer .save-state")).to_have_text(re.compile("Utkast sparat"))
    page.goto(thread)
    press(page, page.locator("details.answer").get_by_role("button", name="Skicka", exact=True))
    expect(page.locator("article.is-reply", has_text="Färdigt svar")).to_be_visible()
