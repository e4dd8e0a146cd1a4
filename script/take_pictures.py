"""Signs in as Alva and takes the README's pictures in Chromium."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
BOARD = "/sv/kohort/exempelkommun-hosten-2026/"
LESSON = "/sv/grundutbildning/forutsattningar-for-kreativitet/psykologisk-trygghet/"


def main(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(base_url=address, viewport={"width": 1280, "height": 900}, locale="sv-SE")
        page.goto("/accounts/login/")
        page.fill("input[name=login]", "alva@example.org")
        page.fill("input[name=password]", "gnista-demo")
        page.locator("main form.form button[type=submit]").click()
        page.wait_for_url("**/sv/")
        page.screenshot(path=FOLDER / "start.png")
        page.goto(LESSON)
        page.screenshot(path=FOLDER / "lesson.png")
        page.goto(BOARD)
        page.screenshot(path=FOLDER / "board.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
