"""Nothing that is written gets lost: two tabs, no network, another person at the same device."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import sign_in
from tests.browser.ways import button, press, state_of, text_of
from training.demo import PASSWORD

pytestmark = pytest.mark.journey

PROMPT = "/sv/grundutbildning/forutsattningar-for-kreativitet/iden-du-holl-inne/"


def test_it_is_saved_while_written(visit, walkers):
    page = visit(next(walkers), width=360)
    page.goto(PROMPT)
    text_of(page).press_sequentially("En tanke")
    expect(state_of(page)).to_contain_text("Sparat")
    page.reload()
    expect(text_of(page)).to_have_value("En tanke")


def test_a_device_that_keeps_nothing_is_no_obstacle(visit, walkers):
    """Where a browser closes its store, the server saves all the same, and the tools work."""
    page = visit(next(walkers))
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('', 'SecurityError') }})"
    )
    page.goto(PROMPT)
    text_of(page).fill("Tre ord här")
    expect(state_of(page)).to_contain_text("Sparat")
    button(page, "Räkna ord").click()
    expect(page.locator("[data-words]")).to_have_text("3 ord")


@pytest.mark.expects("403")
def test_the_next_person_at_the_device_gets_nothing(visit, walkers):
    """A page that is still open when somebody else signs in beside it says so, and sends its text no more."""
    page = visit(next(walkers))
    page.goto(PROMPT)
    page.context.clear_cookies(name="sessionid")
    beside = page.context.new_page()
    sign_in(beside, next(walkers))
    with page.expect_response(lambda answer: answer.status == 403):
        text_of(page).fill("Bara min")
    expect(state_of(page)).to_contain_text("Någon annan har loggat in")
    beside.goto(PROMPT)
    expect(text_of(beside)).to_have_value("")
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    page.wait_for_timeout(6_000)
    assert sent == []


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


def sign_in_again(page, name):
    page.locator("[name=login]").fill(f"{name}@example.org")
    page.locator("[name=password]").fill(PASSWORD)
    press(page, page.locator("form:has([name=password]) button[type=submit]").first)


@pytest.mark.expects("403")
def test_a_session_that_ends_while_writing_loses_nothing(visit, walkers):
    writer, other = next(walkers), next(walkers)
    page = visit(writer)
    page.goto(PROMPT)
    page.context.clear_cookies(name="sessionid")
    text_of(page).fill("Mitt i en mening")
    expect(state_of(page)).to_contain_text("Du blev utloggad medan du skrev.")
    sign_in(page, other)
    page.goto(PROMPT)
    expect(text_of(page)).to_have_value("")
    page.context.clear_cookies(name="sessionid")
    sign_in(page, writer)
    page.goto(PROMPT)
    expect(text_of(page)).to_have_value("Mitt i en mening")
    expect(state_of(page)).to_contain_text("Sparat")


@pytest.mark.expects("403")
def test_the_way_in_leads_back_to_the_unsent_text(visit, walkers):
    writer = next(walkers)
    page = visit(writer, width=360)
    page.goto("/sv/dagbok/ny/")
    text_of(page).fill("Sparat")
    expect(state_of(page)).to_contain_text("Sparat")
    page.context.clear_cookies(name="sessionid")
    text_of(page).fill("Sparat. Osparat.")
    press(page, state_of(page).get_by_role("link", name="Logga in"))
    sign_in_again(page, writer)
    expect(text_of(page)).to_have_value("Sparat. Osparat.")
    expect(state_of(page)).to_contain_text("Sparat")


@pytest.mark.expects("403")
def test_a_window_that_was_open_at_a_new_sign_in_goes_on_saving(visit, walkers):
    writer = next(walkers)
    page = visit(writer)
    page.goto(PROMPT)
    page.context.clear_cookies()
    other = page.context.new_page()
    other.goto("/accounts/login/")
    sign_in_again(other, writer)
    text_of(page).fill("Från den gamla fliken")
    expect(state_of(page)).to_contain_text("Sparat", timeout=15_000)


def test_without_javascript_the_text_waits_behind_the_sign_in(visit, walkers):
    writer = next(walkers)
    page = visit(writer, java_script_enabled=False)
    page.goto(PROMPT)
    long = "\n".join(["Utan skript"] * 800)
    page.locator("textarea[name=text]").fill(long)
    page.context.clear_cookies(name="sessionid")
    press(page, button(page, "Spara"))
    expect(page.get_by_role("status")).to_contain_text("Du blev utloggad medan du skrev.")
    sign_in_again(page, writer)
    expect(page.get_by_label("Din text")).to_have_value(long)
    press(page, button(page, "Skicka igen"))
    expect(page.locator("textarea[name=text]")).to_have_value(long)
    expect(page.get_by_role("link", name="Dela en del av den")).to_be_visible()


# The tools of the editor ------------------------------------------------------------------------------------


def test_the_tools_by_keyboard(visit, walkers, is_accessible):
    page = visit(next(walkers))
    page.goto("/sv/dagbok/ny/")
    text_of(page).fill("tyst minut")
    text_of(page).select_text()
    page.keyboard.press("Control+b")
    expect(text_of(page)).to_have_value("**tyst minut**")
    page.keyboard.press("Control+z")
    expect(text_of(page)).to_have_value("tyst minut")
    page.get_by_role("button", name="Fet").focus()
    for _step in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Lista")).to_be_focused()
    page.keyboard.press("Enter")
    expect(text_of(page)).to_have_value("- tyst minut")
    page.get_by_role("button", name="Förhandsvisa").click()
    expect(page.locator("[data-preview] li")).to_have_text("tyst minut")
    expect(page.locator("[data-words]")).to_be_hidden()
    page.get_by_role("button", name="Räkna ord").click()
    expect(page.locator("[data-words]")).to_have_text("2 ord")
    is_accessible(page)
