"""What was there when a view looked for it, and went before its verb came to it."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse

from discussions.services import Gone


def gone_is_not_found(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer as for what was never there: for presses that hold no text of their own, which would be lost."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Gone as gone:
            raise Http404 from gone

    return answered
