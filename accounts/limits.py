"""How often somebody may do what costs others something. Counted in the cache, so that all workers count together.

Verbs count, so that every door to them meets the same limit; views say `TOO_OFTEN` beside the field.
"""

from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User

TOO_OFTEN = _("That was a lot in a short time. Wait a minute, then try again; nothing you wrote is lost.")


class TooOften(Exception):
    """Somebody has done more of this than `ACCOUNT_RATE_LIMITS` lets her. `words` say what she can do about it."""

    words = TOO_OFTEN


def spend(*, user: User, action: str) -> None:
    """Count that a person does something. Raises TooOften when she has none left of it.

    `ACCOUNT_RATE_LIMITS` says how often, for each person: `30/m/user`.
    """
    # All that allauth asks of a request here is whether somebody sends something.
    request = HttpRequest()
    request.method = "POST"
    if not ratelimit.consume(request, action=action, user=user):
        raise TooOften
