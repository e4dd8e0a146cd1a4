"""Whoever touches what is of others proves again who she is: a session that somebody left open is not enough."""

from collections.abc import Callable
from functools import wraps
from time import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


def authenticated_recently(request: HttpRequest) -> bool:
    """Whether somebody has signed in, or proved again who she is, within `ACCOUNT_REAUTHENTICATION_TIMEOUT` seconds."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def require_recent_authentication(request: HttpRequest) -> None:
    """Raises ReauthenticationRequired, which leads to a page that asks and from there back."""
    if request.user.is_authenticated and not authenticated_recently(request):
        raise ReauthenticationRequired


def recently_authenticated[**Given, Answer: HttpResponseBase](view: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Let a view be called only by somebody who has signed in, or proved who she is, a short time ago."""

    @wraps(view)
    def guarded(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        request: Any = args[0]
        require_recent_authentication(request)
        return view(*args, **kwargs)

    return guarded


class RecentlyAuthenticated:
    """The same for a view that is a class."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require_recent_authentication(request)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # Views that it is mixed into have one.
