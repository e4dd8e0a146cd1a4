"""Where allauth tells the notices something."""

from typing import Any

from allauth.account.models import EmailAddress
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.adapter import AccountAdapter
from accounts.browsers import browser_name
from accounts.devices import device_of
from accounts.models import User
from notices.services import forget_bounce, write_mail


class NoticingAdapter(AccountAdapter):
    """A confirmed address takes mail, whatever was noted of it before; a sign-in on a new device is told by mail."""

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        device = device_of(request)
        # The first time ever is no surprise to anybody.
        is_new = user.seen_on is not None and not (device and device.knows(user.email))
        response = super().post_login(request, user, **kwargs)
        if is_new:
            context = {"when": timezone.now(), "browser": browser_name(request.headers.get("User-Agent", ""))}
            write_mail(to=user.email, language=user.language, template="new_device", context=context)
        return response

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        confirmed = super().confirm_email(request, email_address)
        if confirmed:
            forget_bounce(address=email_address.email)
        return confirmed
