"""Where allauth tells the notices something."""

from allauth.account.models import EmailAddress
from django.http import HttpRequest

from accounts.adapter import AccountAdapter
from notices.services import forget_bounce


class NoticingAdapter(AccountAdapter):
    """An address that is confirmed takes mail, whatever was noted of it before."""

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        confirmed = super().confirm_email(request, email_address)
        if confirmed:
            forget_bounce(address=email_address.email)
        return confirmed
