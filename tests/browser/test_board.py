"""Conversations between a phone and a laptop: read, answered, named, written first, reported, and nothing lost."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD
from tests.browser.test_pages import fits
from tests.browser.ways import button, press, switch_language

pytestmark = pytest.mark.journey

BOARD = "/sv/kohort/exempelkommun-hosten-2026/"


@pytest.fixture
def phone(visit, walkers):
    return visit(next(walkers), width=360)


@pytest.fixture
def laptop(visit, walkers):
    return visit(next(walkers))


@pytest.fixture
def is_accessible_in_both(is_accessible):
    """Assert that axe finds nothing on a page in either language; it ends in Swedish again."""

    def check(page):
        for language in ("en", "sv"):
            switch_language(page, language)
            is_accessible(page)

    return check


def begin(page, title, text, check=()):
    """Start a thread and return its address."""
    page.goto(f"{BOARD}ny-trad/")
    page.get_by_label("Vad handlar det om?").fill(title)
    for label in check:
        page.get_by_label(label, exact=True).check()
    page.locator("textarea[name=text]").fill(text)
    press(page, button(page, "Skicka"))
    return page.url.split("#")[0]


def box(page):
    return page.locator(".conversation > keep-draft textarea[name=text]")


def say(page, text):
    box(page).fill(text)
    press(page, page.locator(".conversation > keep-draft").get_by_role("button", name="Skicka", exact=True))


def said(page, text):
    return page.locator("article .post-text", has_text=text)


def new_on_board(page, title):
    """What the board tells of new posts in a thread, or nothing."""
    page.goto(BOARD)
    line = page.locator("li.thread-line", has=page.get_by_role("link", name=title, exact=True))
    return line.locator("b.new")


def test_an_ask_is_answered_and_helps(visit, walkers, is_accessible, is_accessible_in_both):
    """On the phone she asks; on the laptop a colleague sees it as new, answers, and she goes there from the bell."""
    asking, answering = next(walkers), next(walkers)
    phone, laptop = visit(asking, width=360), visit(answering)
    title = f"Vem har kort om roller? ({asking})"
    thread = begin(phone, title, "Vi behöver dem på torsdag.", check=["Hjälp önskas"])
    is_accessible_in_both(phone)
    fits(phone, 360)
    expect(new_on_board(laptop, title)).to_have_text("1 nytt")
    is_accessible_in_both(laptop)
    press(laptop, laptop.get_by_role("link", name=title, exact=True))
    article = laptop.locator("article.post", has_text="Vi behöver dem på torsdag.")
    article.locator("a.answer").click()
    article.locator("details.answer textarea").fill("Jag har en kortlek. Hämta den hos mig.")
    is_accessible(laptop)
    press(laptop, article.locator("details.answer").get_by_role("button", name="Skicka", exact=True))
    expect(new_on_board(laptop, title)).to_have_count(0)

    phone.goto("/sv/notiser/")
    press(phone, phone.locator(".notice.is-unread button", has_text="svarade").first)
    assert phone.url.startswith(thread)
    expect(phone.locator("article.is-reply.is-new")).to_contain_text("Jag har en kortlek.")
    press(phone, phone.locator("article.is-reply").get_by_role("button", name="Hjälpte mig"))
    expect(phone.locator("article.is-reply .helped")).to_have_attribute("aria-pressed", "true")
    is_accessible_in_both(phone)
    expect(new_on_board(phone, title)).to_have_count(0)

    elsewhere = visit(asking)
    expect(new_on_board(elsewhere, title)).to_have_count(0)
    laptop.goto(thread)
    expect(laptop.locator("article.is-reply")).to_contain_text("Hjälpte 1 person")


def test_a_name_is_chosen_by_keyboard_and_hears_of_it(phone, visit, is_accessible):
    phone.goto(f"{BOARD}ny-trad/")
    phone.get_by_label("Vad handlar det om?").focus()
    phone.keyboard.type("Till Bo om lånet av rummet")
    phone.keyboard.press("Tab")
    phone.keyboard.press("ArrowDown")
    expect(phone.get_by_label("Fråga", exact=True)).to_be_checked()
    phone.locator("textarea[name=text]").focus()
    phone.keyboard.type("Kan du låna ut rummet, @bo")
    choice = phone.get_by_role("option", name="Bo Lind")
    expect(choice).to_have_attribute("aria-selected", "true")
    is_accessible(phone)
    phone.keyboard.press("Enter")
    expect(phone.locator("textarea[name=text]")).to_have_value("Kan du låna ut rummet, @Bo Lind ")
    expect(choice).to_be_hidden()
    with phone.expect_navigation():
        phone.locator("textarea[name=text]").evaluate("box => box.form.requestSubmit()")
    bo = visit("bo")
    bo.goto("/sv/notiser/")
    press(bo, bo.locator(".notice.is-unread button").first)
    expect(said(bo, "Kan du låna ut rummet")).to_be_visible()


def test_each_writes_first_and_reads_then(visit, phone, is_accessible_in_both):
    tove = visit("tove")
    thread = begin(tove, "Vad tog du med dig?", "En sak räcker.", check=["Skriv först, läs sedan"])
    say(tove, "Själv tog jag med mig tystnaden.")
    phone.goto(thread)
    expect(said(phone, "En sak räcker.")).to_be_visible()
    expect(phone.get_by_text("1 inlägg väntar på dig.")).to_be_visible()
    assert "tystnaden" not in phone.content()
    is_accessible_in_both(phone)
    say(phone, "Jag tog med mig frågan om roller.")
    expect(said(phone, "Själv tog jag med mig tystnaden.")).to_be_visible()


def test_without_names(phone, laptop, visit, is_accessible, is_accessible_in_both):
    thread = begin(phone, "Det som är svårt att säga", "Jag vågar inte avbryta chefen.", check=["Utan namn"])
    is_accessible_in_both(phone)
    laptop.goto(thread)
    post = laptop.locator("article.post", has_text="Jag vågar inte avbryta chefen.")
    expect(post).not_to_contain_text("Vera")
    tove = visit("tove")
    tove.goto(thread)
    post = tove.locator("article.post", has_text="Jag vågar inte avbryta chefen.")
    expect(post).not_to_contain_text("Vera")
    press(tove, post.locator("a.more"))
    press(tove, post.get_by_role("link", name="Ta reda på namnet"))
    is_accessible_in_both(tove)
    tove.get_by_label("Skäl").fill("Någon kan behöva stöd.")
    press(tove, button(tove, "Ta reda på namnet"))
    expect(tove.locator("main")).to_contain_text("Vera Gång")
    is_accessible(tove)
    phone.goto("/sv/notiser/")
    expect(phone.locator(".notice.is-unread").first).to_contain_text("namn")


@pytest.mark.expects("422")
def test_reported_and_hidden(phone, laptop, visit, is_accessible, is_accessible_in_both):
    thread = begin(phone, "Om vår granne", "Han i trean på Storgatan vill aldrig vara med.")
    laptop.goto(thread)
    press(laptop, laptop.locator("a.more"))
    press(laptop, laptop.get_by_role("link", name="Anmäl till kursledarna"))
    is_accessible_in_both(laptop)
    press(laptop, button(laptop, "Skicka anmälan"))
    expect(laptop.locator(".field-error")).to_be_visible()
    is_accessible(laptop)
    laptop.get_by_label("Skäl").fill("Det pekar ut en person.")
    press(laptop, button(laptop, "Skicka anmälan"))
    expect(laptop.locator(".messages")).to_be_visible()

    tove = visit("tove", width=360)
    tove.goto(f"{BOARD}anmalningar/")
    line = tove.locator("li.thread-line", has_text="Han i trean")
    expect(line).to_contain_text("Det pekar ut en person.")
    is_accessible_in_both(tove)
    fits(tove, 360)
    press(tove, line.get_by_role("link", name="Dölj och ange skäl"))
    tove.get_by_label("Skäl").fill("Någon kan kännas igen.")
    is_accessible(tove)
    press(tove, button(tove, "Dölj inlägget"))
    laptop.goto(thread)
    expect(laptop.locator("article.post")).to_contain_text("Dolt av en kursledare: Någon kan kännas igen.")
    expect(laptop.locator("article.post")).not_to_contain_text("Storgatan")
    is_accessible_in_both(laptop)
    phone.goto(thread)
    expect(said(phone, "Storgatan")).to_be_visible()
    is_accessible_in_both(phone)


def test_the_link_of_a_digest_leads_to_the_post_through_the_door(phone, visit, walkers):
    begin(phone, "Det nya i veckan", "Vi prövade tysta minuter.")
    number = phone.locator("article.post").get_attribute("id").removeprefix("post-")
    reader = visit(None, width=360)
    reader.goto(f"/post/{number}/")
    reader.locator("input[name=login]").fill(f"{next(walkers)}@example.org")
    reader.locator("input[name=password]").fill(PASSWORD)
    press(reader, reader.locator("main form.form button[type=submit]"))
    reader.wait_for_url(f"**/?at={number}#post-{number}")
    expect(said(reader, "Vi prövade tysta minuter.")).to_be_in_viewport()


def picture():
    file = BytesIO()
    Image.new("RGB", (800, 600), "teal").save(file, "JPEG")
    return {"name": "tavlan.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


@pytest.mark.expects("422")
def test_a_picture_goes_with_a_post_and_a_program_does_not(phone, laptop, is_accessible, is_accessible_in_both):
    phone.goto(f"{BOARD}ny-trad/")
    phone.get_by_label("Vad handlar det om?").fill("Vår tavla")
    phone.locator("textarea[name=text]").fill("Så såg den ut.")
    phone.locator(".add-files > summary").click()
    disguised = {"name": "tavlan.jpg", "mimeType": "image/jpeg", "buffer": b"MZ\x90\x00 not a picture"}
    phone.get_by_label("Bilder eller PDF:er").set_input_files(disguised)
    press(phone, button(phone, "Skicka"))
    expect(phone.locator(".field-error")).to_contain_text("tavlan.jpg")
    expect(phone.locator("textarea[name=text]")).to_have_value("Så såg den ut.")
    is_accessible(phone)
    phone.get_by_label("Bilder eller PDF:er").set_input_files(picture())
    press(phone, button(phone, "Skicka"))
    laptop.goto(phone.url)
    shown = laptop.get_by_role("img", name="Bild: tavlan.jpg")
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.naturalWidth") == 800
    is_accessible_in_both(laptop)
    fits(phone, 360)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_preview_shows_what_it_becomes(visit, walkers, is_accessible, scheme):
    page = visit(next(walkers), width=360, scheme=scheme)
    page.goto(f"{BOARD}ny-trad/")
    page.locator("textarea[name=text]").fill("**Tyst** start <script>alert(1)</script>")
    page.locator("textarea[name=text]").focus()
    button(page, "Förhandsvisa").click()
    expect(page.locator("[data-preview]:visible strong")).to_have_text("Tyst")
    is_accessible(page)


def test_without_scripts(visit, walkers):
    name = next(walkers)
    page = visit(name, java_script_enabled=False)
    begin(page, "Utan skript", "Det går ändå.")
    say(page, "Och att svara.")
    expect(said(page, "Och att svara.")).to_be_visible()
    press(page, page.locator("a.answer").first)
    expect(page.locator("details.answer textarea")).to_be_focused()
    page.keyboard.type("Till det första.")
    press(page, page.locator("details.answer").get_by_role("button", name="Skicka", exact=True))
    expect(page.locator("article.is-reply", has_text="Till det första.")).to_be_visible()
    with_tove = visit("tove", java_script_enabled=False)
    with_tove.goto(page.url)
    press(with_tove, with_tove.locator("article.is-reply a.more"))
    expect(with_tove.locator("article.is-reply .more > summary")).to_be_focused()
    press(with_tove, with_tove.get_by_role("link", name="Dölj och ange skäl"))
    page.goto(BOARD)
    page.locator(".follow > summary").click()
    page.get_by_label("Inget", exact=True).check()
    press(page, page.locator(".follow").get_by_role("button", name="Spara"))
    page.locator(".follow > summary").click()
    expect(page.get_by_label("Inget", exact=True)).to_be_checked()


def test_a_word_without_an_end_stays_within_its_box(visit, walkers):
    page = visit(next(walkers), width=360)
    begin(page, "Ordet", "Innovationsledningssystem" * 40)
    fits(page, 360)
    box(page).fill("x" * 2000)
    fits(page, 360)
