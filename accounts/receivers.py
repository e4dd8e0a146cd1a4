"""What a second factor that was used or set up means here."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_used
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.models import User
from accounts.services import unseal
from accounts.sessions import note_second_factor


@receiver([authenticator_used, authenticator_added])
def session_has_second_factor(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES or kwargs["signal"] is authenticator_used:
        note_second_factor(request, user)


@receiver(authenticator_used)
def factor_of_before_is_a_proof(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    if user.sealed_at and authenticator.created_at < user.sealed_at:
        unseal(person=user)
