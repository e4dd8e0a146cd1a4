"""What cohorts do when something happens in a room below."""

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User
from cohorts.models import Invitation
from cohorts.services import NotForYou, NotOpen, accept_invitation

# In the session of who asked for a code at the door of an invitation: the number of that invitation.
DOOR = "door_of_invitation"


@receiver(user_logged_in, dispatch_uid="take_kept_place")
def take_kept_place(*, request: HttpRequest | None, user: User, **signal: Any) -> None:
    """Who came through the door of an invitation is in with the code: the place is hers, wherever she goes next."""
    number = request.session.pop(DOOR, None) if request else None
    invitation = Invitation.objects.filter(pk=number).first() if number else None
    if request is None or invitation is None or invitation.asks_to_train:
        return
    with suppress(NotForYou, NotOpen):
        membership = accept_invitation(invitation=invitation, user=user)
        messages.success(request, _("Welcome to %(cohort)s.") % {"cohort": membership.cohort.name})
