"""Where allauth asks this product something."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts.devices import device_of, remember_device
from accounts.models import User

# Reserved for examples (RFC 2606): nobody real has an address there, the demo people do.
DEMO_DOMAIN = "@example.org"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by a trainer or a site manager, never by passers-by."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _(
            "That was too many wrong passwords. Send yourself a code by mail or use a passkey, or wait a while."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Refuse demo people outside development, however they came into the database."""
        if user.email.endswith(DEMO_DOMAIN) and not settings.DEMO_ALLOWED:
            return redirect("account_inactive")
        return super().pre_login(request, user, **kwargs)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        remember_device(request, response, user.email)
        return response

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse a password where too many were wrong.

        Each person's are counted for each browser that she has signed in with, and for the others by where
        they come from. So nobody who tries passwords from many places keeps her out, and all such places together are
        counted as well (`ACCOUNT_RATE_LIMITS`).
        """
        super().pre_authenticate(request, **credentials)
        if self._known_device(request, credentials) is None and not ratelimit.consume(
            request, action="login_elsewhere", key=super()._get_login_attempts_cache_key(request, **credentials)
        ):
            raise self.validation_error("too_many_login_attempts")

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict]:
        """Whoever has a second factor proves with it who she is, since a password may be in other hands."""
        methods = super().get_reauthentication_methods(user)
        return [method for method in methods if method["id"].startswith("mfa_")] or methods

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        known = self._known_device(request, credentials)
        place = known or self.get_client_ip(request)
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{place}"

    @staticmethod
    def _known_device(request: HttpRequest, credentials: dict[str, Any]) -> str | None:
        """The number of a browser that somebody with this address has signed in with; None for any other."""
        device = device_of(request)
        return device.number if device and device.knows(credentials.get("email", "")) else None
