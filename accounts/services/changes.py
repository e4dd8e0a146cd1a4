"""Verbs of changes that a site manager asks for an account: its owner is told, may stop them, and they hold later."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts.models import AccountChange, AccountEvent, User
from accounts.queries import person_at
from accounts.services.events import log_event

Kind, Outcome = AccountChange.Kind, AccountChange.Outcome


class AddressTaken(Exception):
    """Somebody else signs in with this address."""


@transaction.atomic
def request_change(*, person: User, by: User, kind: str, email: str = "", now: datetime) -> AccountChange:
    """Ask for a new address, or for the end of second factors, and return the change.

    It holds later, unless nobody has ever signed in to the account. Asked for again it stands as it was; another
    address takes the place of the one before, and begins anew. Raises AddressTaken.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    _refuse_taken(person, email)
    waiting = person.changes.filter(kind=kind, settled_at=None).first()
    if waiting and waiting.email.lower() == email.lower():
        return waiting
    if waiting:
        _settle(waiting, Outcome.STOPPED, now)
    change = AccountChange.objects.create(
        person=person, asked_by=by, kind=kind, email=email.lower(), earlier_email=person.email, asked_at=now
    )
    log_event(person=person, by=by, kind=AccountEvent.Kind.CHANGE_REQUESTED)
    if person.last_login is None:
        _do(change, Outcome.AT_ONCE, now)
    return change


@transaction.atomic
def confirm_change(*, change: AccountChange, now: datetime) -> AccountChange:
    """Its owner says yes. Safe to repeat; what is settled stays so."""
    change = _locked(change)
    return change if change.settled_at else _do(change, Outcome.CONFIRMED, now)


@transaction.atomic
def stop_change(*, change: AccountChange, now: datetime) -> AccountChange:
    """Its owner, or whoever asked for it, says no. Safe to repeat; what is settled stays so."""
    change = _locked(change)
    return change if change.settled_at else _settle(change, Outcome.STOPPED, now)


@transaction.atomic
def apply_unopposed(*, change: AccountChange, now: datetime) -> AccountChange:
    """Let hold what nobody stopped, and close what its owner wrote for herself alone until she proves who she is.

    Safe to repeat. Does nothing before its days are over, or if its owner was not told twice.
    """
    change = _locked(change)
    if change.settled_at or change.reminded_at is None or change.holds_from > now:
        return change
    change = _do(change, Outcome.UNOPPOSED, now)
    if change.outcome == Outcome.UNOPPOSED:
        # The first one counts: what was set up after it is no proof.
        User.objects.filter(pk=change.person_id, sealed_at=None).update(sealed_at=now)
    return change


def note_reminder(*, change: AccountChange, now: datetime) -> None:
    """Note that its owner was told a second time."""
    AccountChange.objects.filter(pk=change.pk).update(reminded_at=now)


def forget_changes(*, now: datetime, days: int) -> int:
    """Delete changes that were settled so many days ago, and return how many those were. One that still closes what
    somebody wrote stays, since its earlier address is a proof.
    """
    old = AccountChange.objects.filter(settled_at__lte=now - timedelta(days=days))
    return old.filter(person__sealed_at=None).delete()[0]


def _locked(change: AccountChange) -> AccountChange:
    """A change as it is now. The person before it, as whoever asks for one does."""
    User.objects.select_for_update().get(pk=change.person_id)
    return AccountChange.objects.select_related("person", "asked_by").get(pk=change.pk)


def _refuse_taken(person: User, email: str) -> None:
    if email and person_at(email) not in (None, person):
        raise AddressTaken


def _do(change: AccountChange, outcome: str, now: datetime) -> AccountChange:
    try:
        _refuse_taken(change.person, change.email)
    except AddressTaken:
        return _settle(change, Outcome.IMPOSSIBLE, now)
    # She may have moved herself meanwhile.
    change.earlier_email = change.person.email
    if change.kind == Kind.FACTORS:
        Authenticator.objects.filter(user=change.person).delete()
    else:
        _move_to(change.person, change.email)
    return _settle(change, outcome, now)


def _move_to(person: User, email: str) -> None:
    """Another address takes the place of the one that a person signs in with."""
    EmailAddress.objects.filter(user=person, email__iexact=person.email).delete()
    EmailAddress.objects.filter(user=person, email__iexact=email).delete()
    EmailAddress.objects.filter(user=person).update(primary=False)
    person.email = email
    person.save(update_fields=["email"])
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)


def _settle(change: AccountChange, outcome: str, now: datetime) -> AccountChange:
    change.settled_at, change.outcome = now, outcome
    change.save(update_fields=["settled_at", "outcome", "earlier_email"])
    log_event(person=change.person, by=None, kind=AccountEvent.Kind.CHANGE_SETTLED)
    return change
