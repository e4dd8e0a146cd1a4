"""The browsers that people have signed in with before.

A browser keeps a signed cookie with a number of its own and, for each person who signed in with it, a mark that tells
nobody who she is. Nothing of it is kept on the server.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

COOKIE = "device"
SALT = "accounts.devices"
SECONDS_KEPT = 60 * 60 * 24 * 365
# A browser in a library is used by many.
MOST_PEOPLE = 20


@dataclass(frozen=True)
class Device:
    """A browser: its number, and the marks of those who signed in with it, the latest last."""

    number: str
    people: tuple[str, ...] = ()

    def knows(self, email: str) -> bool:
        """Whether somebody with this address has signed in with it."""
        return _mark(email) in self.people

    def with_person(self, email: str) -> "Device":
        others: Sequence[str] = [mark for mark in self.people if mark != _mark(email)]
        return replace(self, people=(*others, _mark(email))[-MOST_PEOPLE:])


def device_of(request: HttpRequest) -> Device | None:
    """The browser that a request comes from; None where nobody has signed in, or the cookie is not ours."""
    try:
        number, people = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return Device(number, tuple(people))


def remember_device(request: HttpRequest, response: HttpResponseBase, email: str) -> None:
    """Let a browser know that somebody with this address has signed in with it."""
    device = (device_of(request) or Device(secrets.token_urlsafe(12))).with_person(email)
    response.set_cookie(
        COOKIE,
        signing.dumps([device.number, device.people], salt=SALT),
        max_age=SECONDS_KEPT,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _mark(email: str) -> str:
    return salted_hmac(SALT, email.lower()).hexdigest()[:16]
