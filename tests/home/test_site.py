"""What the site tells machines that look around, and what its logs tell of people."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from config.reporting import WithoutKeys


def test_search_engines_are_asked_to_stay_out(client):
    page = client.get("/robots.txt")
    assert (page.headers["Content-Type"], page.text) == (
        "text/plain; charset=utf-8",
        "User-agent: *\nDisallow: /\n",
    )


@pytest.mark.parametrize(("named", "told"), [("hole@example.org", "hole@example.org"), ("", "gnista@example.org")])
def test_whom_to_tell_of_a_hole(client, settings, named, told):
    """RFC 9116 asks for a contact and a day, which lies less than a year ahead."""
    settings.SECURITY_CONTACT, settings.DEFAULT_FROM_EMAIL = named, "Gnista <gnista@example.org>"
    page = client.get("/.well-known/security.txt")
    assert page.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in page.text.splitlines())
    assert lines["Contact"] == f"mailto:{told}"
    assert lines["Canonical"] == "http://127.0.0.1:8000/.well-known/security.txt"
    ahead = datetime.fromisoformat(lines["Expires"]).astimezone(UTC) - timezone.now()
    assert timedelta(days=170) < ahead < timedelta(days=365)


@pytest.mark.parametrize("address", ["/", "/sv/", "/healthz", "/cms/", "/no/such/"])
def test_no_page_uses_a_device(client, db, address):
    assert "camera=()" in client.get(address).headers["Permissions-Policy"]
    assert client.get(address).headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/sv/dagbok/0b6f9c0e-1111-4222-8333-444455556666/", "/sv/dagbok/…/"),
        ("/sv/kohort/exempelkommun-hosten-2026/17/", "/sv/kohort/…/…/"),
        ("/calendar/Nzo~abcdefghijklmnop.ics", "/calendar/…"),
        ("/sv/inbjudan/hemligt-och-langt-nog-att-gissa/", "/sv/inbjudan/…/"),
        ("/sv/dagbok/?q=hemligt", "/sv/dagbok/"),
        ("/sv/notiser/mejl/", "/sv/notiser/mejl/"),
    ],
)
def test_a_log_names_nobodys_page(address, kept):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "Not Found: %s", (address,), None)
    assert WithoutKeys().filter(record)
    assert record.getMessage() == f"Not Found: {kept}"


def test_the_log_of_the_product_is_without_keys(settings):
    assert settings.TO_CONSOLE["handlers"]["console"]["filters"] == ["without_keys"]
    assert settings.LOGGING["handlers"] == settings.TO_CONSOLE["handlers"]
