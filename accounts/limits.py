"""How often somebody may do what costs others something. Counted in the cache, so that all workers count together."""

from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

TOO_OFTEN = _("That was a lot in a short time. Wait a minute, then try again; nothing you wrote is lost.")


def within_limits(request: HttpRequest, action: str) -> bool:
    """Whether a person may do this once more now; it counts as done. `ACCOUNT_RATE_LIMITS` says how often."""
    return ratelimit.consume(request, action=action)
