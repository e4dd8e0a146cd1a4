"""Verbs of a person's end: an account rests, or is erased after days to think."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import AccountEvent, User
from accounts.services.events import log_event
from accounts.services.sessions import forget_sessions_of

# How long somebody may think about the erasure of her account before it is done.
DAYS_TO_THINK = timedelta(days=14)


def deactivate(*, person: User, by: User) -> User:
    """Let an account rest: nobody signs in to it, no mail goes to it, and all that it holds stays. Safe to repeat."""
    if User.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
        log_event(person=person, by=by, kind=AccountEvent.Kind.DEACTIVATED)
    person.is_active = False
    return person


def activate(*, person: User, by: User) -> User:
    """Open an account again that was deactivated. Safe to repeat; nothing opens one that is erased."""
    if User.objects.filter(pk=person.pk, is_active=False, erased_at=None).update(is_active=True):
        log_event(person=person, by=by, kind=AccountEvent.Kind.ACTIVATED)
        person.is_active = True
    return person


@transaction.atomic
def request_erasure(*, person: User, by: User, keeps_texts: bool, today: date) -> User:
    """Decide that an account is erased in 14 days; until then that can be cancelled. Safe to repeat: the first day
    stands, and the last word on whether posts keep their text.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.erased_at:
        return person
    is_new = person.erases_on is None
    person.erases_on = person.erases_on or today + DAYS_TO_THINK
    person.erasure_keeps_texts = keeps_texts
    person.save(update_fields=["erases_on", "erasure_keeps_texts"])
    if is_new:
        log_event(person=person, by=by, kind=AccountEvent.Kind.ERASURE_REQUESTED)
    return person


@transaction.atomic
def cancel_erasure(*, person: User, by: User) -> User:
    """Take the decision back. Safe to repeat; what is erased stays so."""
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.erases_on and not person.erased_at:
        person.erases_on = None
        person.save(update_fields=["erases_on"])
        log_event(person=person, by=by, kind=AccountEvent.Kind.ERASURE_CANCELLED)
    return person


def empty_account(*, person: User) -> None:
    """Leave of an account that is erased nothing but its row. Signing in ends everywhere."""
    forget_sessions_of(person=person)
    person.email = f"erased-{person.pk}@erased.invalid"
    person.name = person.unit = ""
    person.language = settings.LANGUAGE_CODE
    person.organisation = person.seen_on = person.last_login = person.erases_on = None
    person.sealed_at = person.second_factor_from = None
    person.recovery_digest = ""
    person.date_joined = person.erased_at or timezone.now()
    person.is_active = person.is_staff = person.is_superuser = person.erasure_keeps_texts = False
    person.set_unusable_password()
    person.save()
