"""Where allauth asks this product something."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.models import User

# Reserved for examples (RFC 2606): nobody real has an address there, the demo people do.
DEMO_DOMAIN = "@example.org"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by a trainer or a site manager, never by passers-by."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Refuse demo people outside development, however they came into the database."""
        if user.email.endswith(DEMO_DOMAIN) and not settings.DEMO_ALLOWED:
            return redirect("account_inactive")
        return super().pre_login(request, user, **kwargs)
