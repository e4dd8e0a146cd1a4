"""What stands in docs/operations.md and lies in `deploy` works, as somebody would follow it word by word."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver
from django.utils.translation import override
from wagtail.images.fields import WagtailImageField

from accounts.models import User

ROOT = Path(__file__).parent.parent
NGINX = (ROOT / "deploy" / "nginx.conf").read_text()
ENVIRONMENT = {
    **dict(re.findall(r'^([A-Z_]+)="?([^"\n]*)', (ROOT / "deploy" / "gnista.env").read_text(), re.MULTILINE)),
    "SECRET_KEY": "0123456789abcdef" * 4,
    "PATH": os.environ["PATH"],
}
UNITS = sorted(path.name for path in (ROOT / "deploy").glob("gnista*.service"))


def told(address):
    """What the log of the web server says of an address."""
    block = re.search(r"map \$request_uri \$told_uri \{(.*?)\n\}", NGINX, re.DOTALL)[1]
    for pattern, kept in re.findall(r"~(\S+) (\S+);", block):
        if found := re.match(pattern.replace("(?<", "(?P<"), address):
            return re.sub(r"\$\{?(\w+)\}?", lambda name, found=found: found[name[1]], kept.strip('"'))
    raise AssertionError(f"Nothing is logged of {address}.")


def routes(patterns=None, before=""):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        yield from routes(pattern.url_patterns, route) if hasattr(pattern, "url_patterns") else [route]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_log_of_the_web_server_holds_no_key(language):
    with override(language):
        found = [route for route in routes() if ":token>" in route or route.startswith("calendar/")]
    assert len(found) == 6
    for route in found:
        address = "/" + re.sub(r"<\w+:\w+>", "Zhemlig", route)
        assert "Zhemlig" not in told(address), address
        assert "Zhemlig" not in told(f"/accounts/login/?next={address}")


@pytest.mark.parametrize("address", ["/", "/sv/", "/sv/kohort/hosten/", "/cms/pages/3/edit/", "/static/css/gnista.css"])
def test_other_addresses_are_logged(address):
    assert told(address) == address
    assert told(f"{address}?q=hemligt") == address


def test_the_web_server_takes_what_the_product_takes(settings):
    most = int(re.search(r"client_max_body_size (\d+)m;", NGINX)[1]) * 1024 * 1024
    assert most > settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
    assert most > WagtailImageField().max_upload_size


@pytest.mark.parametrize("name", UNITS)
def test_units_name_commands_that_are_there(name):
    unit = (ROOT / "deploy" / name).read_text()
    [command] = re.findall(r"^ExecStart=/opt/gnista/(.*)$", unit, re.MULTILINE)
    words = command.split()
    if "manage.py" in words:
        # An unknown command or option ends with another code.
        subprocess.run(
            [ROOT / words[0], *words[1:], "--help"], check=True, capture_output=True, cwd=ROOT, env=ENVIRONMENT
        )
    else:
        assert words[:2] == [".venv/bin/gunicorn", "config.wsgi"]
        assert (ROOT / "config" / "wsgi.py").exists()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="asks systemd")
def test_units_are_whole(tmp_path):
    for path in (ROOT / "deploy").glob("gnista*.*"):
        if path.suffix in (".service", ".timer"):
            text = path.read_text().replace("/opt/gnista/.venv/bin/", "/usr/bin/").replace("gunicorn", "env")
            (tmp_path / path.name).write_text(text.replace("/usr/bin/python", "/usr/bin/env"))
    verified = subprocess.run(
        ["systemd-analyze", "verify", *map(str, tmp_path.iterdir())], capture_output=True, text=True, check=False
    )
    assert [line for line in verified.stderr.splitlines() if str(tmp_path) in line] == []


def test_variables_are_those_that_the_settings_ask_for():
    named = re.findall(r"^([A-Z_]+)=", (ROOT / "deploy" / "gnista.env").read_text(), re.MULTILINE)
    production = (ROOT / "config" / "settings" / "production.py").read_text()
    required = set(re.findall(r'required\(\s*"([A-Z_]+)"', production))
    assert required <= set(named)
    page = (ROOT / "docs" / "operations.md").read_text()
    assert set(re.findall(r'env\.\w+\("([A-Z_]+)"', production)) | set(named) <= set(re.findall(r"`([A-Z_]+)`", page))


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
@pytest.mark.parametrize("host", ["10.0.0.7", "127.0.0.1:8000", "gnista.example.org"])
def test_who_watches_asks_by_the_bare_address(db, settings, address, host):
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["gnista.example.org"], True
    settings.WAGTAILADMIN_BASE_URL = "https://gnista.example.org"
    settings.SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    assert Client().get(address, headers={"host": host}).status_code == 200
    assert Client().get("/sv/", headers={"host": "10.0.0.7"}).status_code == 400


def test_the_first_account_signs_in_before_any_mail_can_be_sent(db, mailoutbox):
    call_command("createsuperuser", email="maja.ny@example.org", name="Maja Ny", interactive=False)
    person = User.objects.get(email="maja.ny@example.org")
    person.set_password("en lång och trygg fras")
    person.save()
    assert EmailAddress.objects.get(user=person).verified
    form = {"login": person.email, "password": "en lång och trygg fras"}
    assert Client().post("/accounts/login/", form).url in ("/", "/sv/", "/en/")
    assert [letter for letter in mailoutbox if "kod" in letter.subject.lower()] == []
