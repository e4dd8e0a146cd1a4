"""What is not published as it is, is told where it can be mended."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from content.models import Unfinished


class UnfinishedMiddleware:
    """Leads whoever publishes a page that is not whole to that page, whatever view did it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Unfinished):
            return None
        words = _("“%(page)s” was not published, since this is not finished: %(fields)s.")
        messages.error(request, words % {"page": exception.page.title, "fields": ", ".join(exception.fields)})
        return redirect("wagtailadmin_pages:edit", exception.page.pk)
