"""What a press is not for: what went before its verb came to it, and what was never offered."""

from collections.abc import Callable, Collection
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse

from discussions.presses import Press
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


def refuse_unless(press: Press, allowed: Collection[Press]) -> None:
    """Answer as for what is not there, where a press is not offered."""
    if press not in allowed:
        raise Http404
