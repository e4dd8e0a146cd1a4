"""For each test process a server with a database of its own, a browser, and the ways of a person at both."""

import itertools
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.person import Person
from tests.stored import SITE, copy_of, drop
from training.demo import PASSWORD

# Playwright leaves its event loop in the thread, where Django would refuse the database to whatever test comes next.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# The shell is the same engine without the windows around it, which cost half a second for each person who comes.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
MOST_OF_A_LOG = 6_000
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERY_RULE = {"type": "tag", "values": TAGS}
# Style sheets tell the two apart by colours alone (tests/test_face.py).
RULES_OF_COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


@pytest.fixture(autouse=True)
def _moment():
    """Server and browser are processes of their own, and live today; so do their tests."""


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {"executable_path": CHROMIUM, "args": ["--no-sandbox", "--disable-gpu"]}


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


class Server:
    """The product in a process of its own, which can be killed and started again."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self.environment, self.log, port = environment, log, _free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--threads", "4"]
        self.command += ["--bind", f"127.0.0.1:{port}", "--log-level", "warning"]
        self.start()

    def start(self) -> None:
        with self.log.open("a") as log:
            # In a group of its own, so that all of it is reached by a signal.
            self.process = subprocess.Popen(
                self.command, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        for _attempt in range(100):
            try:
                urllib.request.urlopen(f"{self.url}/healthz", timeout=1)
                break
            except OSError:
                time.sleep(0.2)

    def stop(self, with_signal: int = signal.SIGTERM) -> None:
        os.killpg(self.process.pid, with_signal)
        self.process.wait(timeout=10)


@pytest.fixture(scope="session")
def environment(tmp_path_factory) -> Iterator[dict[str, str]]:
    """What a server of this test process needs to know, with a database that holds the site."""
    url = copy_of(SITE, os.environ.get("DATABASE_URL", ""), tmp_path_factory.mktemp("site"))
    told = {"DATABASE_URL": url, "PYTHONPATH": ".", "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    yield {**os.environ, **told, "MAIL_FOLDER": str(tmp_path_factory.mktemp("mail"))}
    drop(url)


@pytest.fixture
def mail_to(environment):
    """The text of the last mail that the server has sent to an address: `mail_to("nora@example.org")`."""

    def read(address: str) -> str:
        files = sorted(Path(environment["MAIL_FOLDER"]).iterdir(), key=lambda file: file.stat().st_mtime_ns)
        sent = [message_from_bytes(file.read_bytes(), policy=default) for file in files]
        body = [one for one in sent if address in str(one["To"])][-1].get_body(("plain",))
        return str(body.get_content()) if body else ""

    return read


@pytest.fixture(scope="session")
def server_log(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("log") / "server.log"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A failed test shows what the server said last: why a page broke stands there and nowhere else."""
    report = yield
    log = item.funcargs.get("server_log") if report.failed else None
    if log and log.exists():
        report.sections.append(("server", log.read_text()[-MOST_OF_A_LOG:]))
    return report


@pytest.fixture(scope="session")
def site(environment, server_log) -> Iterator[str]:
    """The address of a running site."""
    server = Server(environment, server_log)
    yield server.url
    server.stop()


@pytest.fixture
def mortal_server(environment, tmp_path) -> Iterator[Server]:
    """A second server on the same database, to be killed."""
    server = Server(environment, tmp_path / "server.log")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def walkers() -> Iterator[str]:
    """Names of people who have done nothing yet; each is used once."""
    return (f"walker{number}" for number in itertools.count())


@pytest.fixture
def visit(browser: Browser, site: str, request):
    """A page of a person's, where nothing is open yet: `visit("alva", width=360, language="sv")`.

    Errors in the console fail the test.
    """
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(name: str | None = None, width: int = 1280, language: str = "sv", scheme: str = "light", **options):
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            # axe would measure a colour half-way through its transition.
            reduced_motion="reduce",
            locale="sv-SE" if language == "sv" else "en-GB",
            **options,
        )
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda sent: _same_site(sent.url, site, complaints))
        if name:
            context.add_cookies([session_of(name, site)])
        return page

    open_page.complaints = complaints
    yield open_page
    for context in opened:
        context.close()
    expected = getattr(request.node.get_closest_marker("expects"), "args", ())
    assert [text for text in complaints if not any(part in text for part in expected)] == []


def _same_site(url: str, site: str, complaints: list[str]) -> None:
    if urlsplit(url).netloc != urlsplit(site).netloc and not url.startswith(("data:", "blob:")):
        complaints.append(f"request to another site: {url}")


def session_of(name: str, site: str) -> dict[str, str | bool]:
    """The cookie of a new session. The form of the sign-in in a browser has tests of its own, and costs a second."""
    [value] = [cookie.value for cookie in Person(site, name).jar if cookie.name == "sessionid"]
    return {"name": "sessionid", "value": value, "url": site, "httpOnly": True, "sameSite": "Lax"}


def sign_in(page: Page, name: str) -> None:
    """By the form, in a browser in which somebody may have been signed in before."""
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(f"{name}@example.org")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form.form button[type=submit]").click()
    page.wait_for_url("**/sv/**" if page.locator("html").get_attribute("lang") == "sv" else "**/")


@pytest.fixture
def is_accessible():
    """Assert that axe finds nothing on a page, in light and in dark."""

    def check(page: Page) -> None:
        for scheme, rules in (("light", EVERY_RULE), ("dark", RULES_OF_COLOUR)):
            page.emulate_media(color_scheme=scheme)
            if not page.evaluate("Boolean(window.axe)"):
                page.evaluate(AXE_SCRIPT)
            # Of what is well axe would tell every element.
            found = page.evaluate("asked => axe.run(asked)", {"runOnly": rules, "resultTypes": ["violations"]})
            told = [
                (scheme, page.url, one["id"], [node["html"][:150] for node in one["nodes"][:2]])
                for one in found["violations"]
            ]
            assert told == []
        page.emulate_media(color_scheme=None)

    return check
