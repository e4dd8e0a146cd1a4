"""Where allauth tells the notices something, and has mail to send."""

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.adapter import AccountAdapter
from accounts.browsers import browser_name
from accounts.devices import device_of
from accounts.models import User
from notices.services import forget_bounce, write_mail

# Minutes for which each kind of code works.
CODES = {
    "login_code": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60,
    "password_reset_code": settings.ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT // 60,
    "email_confirmation": settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT // 60,
    "email_confirmation_signup": settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT // 60,
}
# What was done with an account, as its owner is told.
HAPPENED = {
    "password_changed": _("Your password was changed."),
    "password_set": _("Your account got a password."),
    "password_reset": _("Your password was changed with a code that went to your address."),
    "email_changed": _("The address of your account was changed."),
    "email_confirm": _("An address of your account was confirmed."),
    "email_deleted": _("An address of your account was removed."),
    "totp_activated": _("An authenticator app was added to your account."),
    "totp_deactivated": _("The authenticator app of your account was removed."),
    "recovery_codes_generated": _("Your account got new recovery codes."),
    "webauthn_added": _("A passkey was added to your account."),
    "webauthn_removed": _("A passkey of your account was removed."),
    # Nobody signs up here: whoever gives this address to another account meets it.
    "account_already_exists": _("Somebody wanted to give your address to another account. Nothing was changed."),
}


class NoticingAdapter(AccountAdapter):
    """A confirmed address takes mail, whatever was noted of it before; a sign-in on a new device is told by mail.

    What allauth sends goes the way of all mail, in the words of this product: no request waits for a mail server.
    """

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        kind = template_prefix.rpartition("/")[2]
        words: dict[str, Any] = {"path": reverse("account_email")}
        template, until = "unknown", None
        if kind in CODES:
            template, until = "code", timezone.now() + timedelta(minutes=CODES[kind])
            words = {"code": context["code"], "kind": kind, "minutes": CODES[kind]}
        elif kind != "unknown_account":
            template = "account"
            words |= {"happened": HAPPENED[kind], "new_address": context.get("to_email", "")}
        write_mail(to=email, language=get_language(), template=template, context=words, until=until)

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
