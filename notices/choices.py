"""Verbs about how much a person wants by mail."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from notices.models import MailChoice

LOOKING_BACK = timedelta(days=7)


@transaction.atomic
def choose_mail(*, user: User, digest: str | None = None, at_once: bool | None = None) -> MailChoice:
    """Note what a person chooses; None leaves things as they are. Safe to repeat.

    Who comes back to the digest gets the last week, not all that she did not want to hear.
    """
    choice = _locked(user)
    if digest is not None:
        if choice.digest == MailChoice.Digest.NONE and digest != MailChoice.Digest.NONE:
            choice.digested_until = max(choice.digested_until or user.date_joined, timezone.now() - LOOKING_BACK)
        choice.digest = digest
    if at_once is not None:
        choice.at_once = at_once
    choice.save(update_fields=["digest", "at_once", "digested_until"])
    return choice


def _locked(user: User) -> MailChoice:
    MailChoice.objects.get_or_create(user=user)
    return MailChoice.objects.select_for_update().get(user=user)
