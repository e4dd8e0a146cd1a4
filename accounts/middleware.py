"""Which language a request speaks, who was here today, who must show a second factor, what was too often, and what is
kept of somebody who was signed out.
"""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import get_language

from accounts.limits import TooOften
from accounts.models import SignInRules, User
from accounts.resubmission import WAITED, forget
from accounts.seals import Sealed
from accounts.services import note_visit
from accounts.sessions import lacks_second_factor
from accounts.views import sealed, signed_out, too_often


class LanguageMiddleware(LocaleMiddleware):
    """The address decides; pages without a language in it follow the cookie, then the browser.

    Visiting an address in a language sets the cookie, so that the account pages follow along.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        # Not Django's own: it would lead every missing address to the same one below a language.
        response.headers.setdefault("Content-Language", get_language())
        prefix = request.path_info.split("/", 2)[1]
        if prefix in dict(settings.LANGUAGES) and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != prefix:
            set_language_cookie(response, prefix)
        return response


class SeenMiddleware:
    """Notes the day on which somebody was here: one write for each person and day, and no query before it.

    A page that asks nothing about its reader is not asked for her here either.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        today = localdate()
        if request.session.accessed and request.user.is_authenticated and request.user.seen_on != today:
            note_visit(user=request.user, day=today)
        return response


class SecondFactorMiddleware:
    """Whoever works with what is of others shows a second factor, from the day that she was told.

    What is being written is let through outside the CMS, so that nothing of it is lost at midnight.
    """

    FREE = ("/accounts/", "/language/", "/healthz", "/readyz")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asks = request.method in ("GET", "HEAD") or request.path.startswith("/cms/")
        if asks and not request.path.startswith(self.FREE) and self._is_due(request):
            return redirect(f"{reverse('second_factor')}?{urlencode({'next': request.get_full_path()})}")
        return self.get_response(request)

    @staticmethod
    def _is_due(request: HttpRequest) -> bool:
        """Whether it is missing, and still needed: what was told on a day may have been changed since."""
        if not lacks_second_factor(request):
            return False
        user = cast(User, request.user)
        if user.second_factor_from and user.second_factor_from > localdate():
            return False
        return SignInRules.in_force().needs_second_factor and User.objects.trusted().filter(pk=user.pk).exists()


class LimitsMiddleware:
    """What a verb refuses since it was done too often is told on a page of its own, where a view does not tell it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return too_often(request) if isinstance(exception, TooOften) else None


class SealMiddleware:
    """Where somebody's own texts are closed, she meets the page that opens them, whatever she wanted of them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return sealed(request) if isinstance(exception, Sealed) else None


class ResubmissionMiddleware:
    """Where a sent form is led to the sign-in, what it holds waits, whatever view it was for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "POST":
            return response
        if not request.user.is_authenticated:
            return (self._leads_to_the_door(response) and signed_out(request)) or response
        if WAITED in request.POST and response.status_code < 400:
            forget(request.POST[WAITED], request.user.pk)
        return response

    @staticmethod
    def _leads_to_the_door(response: HttpResponse) -> bool:
        """Whether it does, and not since what was sent is kept already, as where a token is of an earlier sign-in."""
        doors = (reverse("account_login"), reverse("cms_login"))
        door, _mark, query = response.headers.get("Location", "").partition("?")
        return response.status_code == 302 and door in doors and "next=/accounts/resubmit/" not in query


def set_language_cookie(response: HttpResponseBase, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,  # type: ignore[arg-type]  # "Lax", which mypy reads as any text.
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
