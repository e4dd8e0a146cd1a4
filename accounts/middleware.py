"""Which language a request speaks."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils.translation import get_language


class LanguageMiddleware(LocaleMiddleware):
    """The address decides; pages without a language in it follow the cookie, then the browser.

    Visiting an address in a language sets the cookie, so that the account pages follow along.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        # Not Django's own: it would lead every missing address to the same one below a language.
        response.headers.setdefault("Content-Language", get_language())
        prefix = request.path_info.split("/", 2)[1]
        if prefix in dict(settings.LANGUAGES) and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != prefix:
            set_language_cookie(response, prefix)
        return response


def set_language_cookie(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
