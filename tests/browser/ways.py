"""What a coach does in a module, step by step, in either language."""

import re

from playwright.sync_api import Locator, Page, expect

WORDS = {
    "sv": {
        "read": "Markera som läst och gå vidare", "start": "Starta quizet", "answer": "Svara",
        "result": "Se ditt resultat", "save": "Spara", "post": "Skicka", "done": "Markera som gjort",
        "saved": "Sparat", "go_on": "Gå vidare till", "complete": "Allt obligatoriskt är klart",
        "module": "grundutbildning/forutsattningar-for-kreativitet", "passed": "godkänt", "reply": "Svara ",
    },
    "en": {
        "read": "Mark as read and go on", "start": "Start the quiz", "answer": "Answer",
        "result": "See your result", "save": "Save", "post": "Post", "done": "Mark as done",
        "saved": "Saved", "go_on": "Go on to", "complete": "Everything required is done",
        "module": "basic-training/preconditions-for-creativity", "passed": "passed", "reply": "Answer ",
    },
}  # fmt: skip

# What is right in the quiz of M1, by a few letters of each right option; the tests know it as a reader would.
RIGHT = {
    "sv": ["Ny och till nytta", "ta risker med varandra", "Kunskap i|Kreativa arbetssätt|Motivation för|sociala miljön",
           "Falskt", "Vad lärde vi oss",
           {"Produktionsblockering": "skriver tyst", "Bedömningsrädsla": "utan namn", "Fixering": "sjukhus",
            "Snålskjuts": "sitt namn"}],
    "en": ["New and useful", "take risks with one another", "Knowledge of|Creative ways|Motivation|social env",
           "False", "What did we learn",
           {"Production": "writes silently", "Evaluation": "without names", "Fixation": "hospital",
            "Free riding": "their name"}],
}  # fmt: skip


def switch_language(page: Page, language: str) -> None:
    """Press the language's own name in the menu, which is a fold on a phone."""
    handle = page.locator(".menu > summary")
    if handle.is_visible():
        handle.click()
    page.get_by_role("button", name="English" if language == "en" else "Svenska").click()
    page.wait_for_url(f"**/{language}/**")


def button(page: Page, words: str):
    return page.get_by_role("button", name=words, exact=True)


def press(page: Page, target: Locator) -> None:
    """Press what leads to another page, and be there: what is looked at next is never a page that is going away."""
    with page.expect_navigation():
        target.click()


def text_of(page: Page) -> Locator:
    """What is written in the journal."""
    return page.locator("auto-save textarea[name=text]")


def state_of(page: Page) -> Locator:
    """The line that says whether it is saved."""
    return page.locator(".save-state")


def answer_question(page: Page, language: str, number: int) -> None:
    right = RIGHT[language][number]
    if isinstance(right, dict):
        for part, match in right.items():
            choose_pair(page, part, match)
    else:
        for part in right.split("|"):
            page.locator("label.option", has_text=re.compile(part)).locator("input").check()
    button(page, WORDS[language]["answer"]).click()
    expect(page.locator(f"#feedback-{number + 1}")).to_be_visible()


def choose_pair(page: Page, part: str, match: str) -> None:
    """Choose what belongs with a part, both known by a few of their letters."""
    select = page.get_by_label(re.compile(part))
    select.select_option(label=select.locator("option", has_text=match).text_content())


def take_quiz(page: Page, language: str) -> None:
    words = WORDS[language]
    press(page, button(page, words["start"]))
    for number in range(6):
        answer_question(page, language, number)
    press(page, button(page, words["result"]))
    expect(page.get_by_role("heading", name=re.compile(words["passed"]))).to_be_visible()


def post(page: Page, language: str, text: str) -> None:
    form = page.locator(".conversation > keep-draft form.post-form")
    form.locator("textarea").fill(text)
    press(page, form.get_by_role("button", name=WORDS[language]["post"], exact=True))
    expect(page.locator(".post-text", has_text=text)).to_be_visible()


def answer_post(page: Page, language: str, author: str, text: str) -> None:
    article = page.locator(
        "article.post:not(.is-reply)", has=page.locator("> .post-body > .post-by", has_text=author)
    ).first
    article.locator("a.answer").click()
    article.locator("details.answer textarea").fill(text)
    press(page, article.locator("details.answer").get_by_role("button", name=WORDS[language]["post"], exact=True))
    expect(page.locator(".is-reply .post-text", has_text=text)).to_be_visible()
