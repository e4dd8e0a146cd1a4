"""What is not there for somebody: what went, what was never offered, and a board that she has left."""

from collections.abc import Callable, Collection
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.models import User
from discussions.models import Post
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


def to_what_was_left(user: User, slug: str) -> HttpResponse:
    """Where somebody is led who reads the board of a cohort no longer: to what she wrote on it, which is still hers. A
    404 for all others.
    """
    if Post.objects.left_by(user).filter(thread__cohort__slug=slug, thread__cohort__deletes_on=None).exists():
        return redirect("left")
    raise Http404


def refuse_unless(press: Press, allowed: Collection[Press]) -> None:
    """Answer as for what is not there, where a press is not offered."""
    if press not in allowed:
        raise Http404
