"""What a session knows of how it began."""

from django.http import HttpRequest

from accounts.models import User

SECOND_FACTOR = "second_factor"


def note_second_factor(request: HttpRequest, user: User) -> None:
    """Note that somebody has shown a second factor in this session."""
    request.session[SECOND_FACTOR] = user.pk


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether somebody who needs a second factor, now or soon, has shown none in this session. No query."""
    user = request.user
    if not user.is_authenticated or user.second_factor_from is None:
        return False
    return request.session.get(SECOND_FACTOR) != user.pk
