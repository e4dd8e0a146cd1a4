"""Verbs about how much a person wants by mail."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from notices.models import MailChoice
from notices.queries import mail_choice
from notices.stopping import AT_ONCE, DIGEST, GATHERINGS

LOOKING_BACK = timedelta(days=7)


@transaction.atomic
def choose_mail(
    *, user: User, digest: str | None = None, at_once: bool | None = None, gatherings: bool | None = None
) -> MailChoice:
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
    if gatherings is not None:
        choice.gatherings = gatherings
    choice.save(update_fields=["digest", "at_once", "gatherings", "digested_until"])
    return choice


def decline_mail(*, user: User, kind: str) -> str:
    """Send no more mail of a kind, and return what was chosen before. Safe to repeat."""
    before = mail_choice(user)
    if kind == DIGEST:
        choose_mail(user=user, digest=MailChoice.Digest.NONE)
        return before.digest
    _choose_kind(user, kind, False)
    return kind


def resume_mail(*, user: User, kind: str, before: str) -> None:
    """Send mail of a kind again, as often as before. Safe to repeat; nonsense means what holds for everybody."""
    if kind in (AT_ONCE, GATHERINGS):
        _choose_kind(user, kind, True)
    elif before in (MailChoice.Digest.DAILY, MailChoice.Digest.WEEKLY):
        choose_mail(user=user, digest=before)
    else:
        choose_mail(user=user, digest=MailChoice.Digest.WEEKLY)


def _choose_kind(user: User, kind: str, wanted: bool) -> None:
    if kind == GATHERINGS:
        choose_mail(user=user, gatherings=wanted)
    else:
        choose_mail(user=user, at_once=wanted)


def _locked(user: User) -> MailChoice:
    MailChoice.objects.get_or_create(user=user)
    return MailChoice.objects.select_for_update().get(user=user)
