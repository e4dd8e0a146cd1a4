"""What holds for every request and response: how text is written, and the headers."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.middleware.csp import ContentSecurityPolicyMiddleware
from django.utils.cache import add_never_cache_headers

CMS_PREFIX = "/cms/"


class HealthChecks:
    """Lets whoever watches the process ask by its bare address, which is no name that people reach it by."""

    ADDRESSES = ("/healthz", "/readyz")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path in self.ADDRESSES:
            request.META["HTTP_HOST"] = urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc
        return self.get_response(request)


class ContentSecurityPolicy(ContentSecurityPolicyMiddleware):
    """The strict policy everywhere, a looser one in the CMS, whose own pages need inline code."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.path.startswith(CMS_PREFIX) and not hasattr(response, "_csp_config"):
            response._csp_config = settings.CMS_CSP  # type: ignore[attr-defined]  # As Django's own decorator does.
        return super().process_response(request, response)


class PermissionsPolicy:
    """Says which powers of a device no page uses, so that nothing that comes into one can."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response


class OnlyUnicode:
    """Forms are read as UTF-8 and nothing else: other encodings can carry signs that no database takes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (request.content_params or {}).get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
            return HttpResponseBadRequest("Send forms as UTF-8.", content_type="text/plain")
        return self.get_response(request)


class PrivateResponses:
    """No cache keeps a page that was made for a signed-in person. What says itself how it is private, such as a file
    that a device may keep for its owner, says one thing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        says_itself = response.headers.get("Cache-Control", "").startswith("private")
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not says_itself:
            add_never_cache_headers(response)
        return response
