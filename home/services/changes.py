"""Verbs of changes to an account that somebody else asked for: its owner is told twice, and when it is done."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from accounts.limits import spend
from accounts.models import AccountChange, User
from accounts.services import apply_unopposed, note_reminder, request_change
from home.changes import change_token
from notices.services import write_mail

# Told a second time half-way, and never less than two days before it holds, however late the upkeep runs.
REMINDED_AFTER = timedelta(days=4)
LAST_NOTICE = timedelta(days=2)


@transaction.atomic
def ask_for_change(*, person: User, by: User, kind: str, email: str = "", now: datetime) -> AccountChange:
    """Ask for a change to an account, and tell its owner by mail. Safe to repeat. Raises AddressTaken and TooOften."""
    change = request_change(person=person, by=by, kind=kind, email=email, now=now)
    if change.asked_at == now and change.settled_at is None:
        spend(user=by, action="mail")
        _mail(change, "change", person.email)
    return change


def remind_of_changes(*, now: datetime) -> int:
    """Tell owners of accounts a second time what holds in a few days, and return how many those were."""
    waiting = AccountChange.objects.filter(settled_at=None, reminded_at=None, asked_at__lte=now - REMINDED_AFTER)
    return sum(_remind(change, now) for change in waiting.select_related("person", "asked_by"))


def apply_changes(*, now: datetime) -> int:
    """Let changes hold that nobody stopped, and return how many were settled."""
    waiting = AccountChange.objects.filter(settled_at=None, reminded_at__lte=now - LAST_NOTICE)
    return sum(_apply(change, now) for change in waiting.select_related("person", "asked_by"))


def tell_settled(*, change: AccountChange) -> None:
    """Tell the owner of an account that a change of it holds, at both addresses."""
    addresses = {change.earlier_email, change.email or change.earlier_email}
    for address in sorted(addresses):
        _mail(change, "changed", address)


@transaction.atomic
def _remind(change: AccountChange, now: datetime) -> int:
    note_reminder(change=change, now=now)
    _mail(change, "change", change.person.email)
    return 1


@transaction.atomic
def _apply(change: AccountChange, now: datetime) -> int:
    change = apply_unopposed(change=change, now=now)
    if change.outcome == AccountChange.Outcome.UNOPPOSED:
        tell_settled(change=change)
    return int(change.settled_at is not None)


def _mail(change: AccountChange, template: str, to: str) -> None:
    language = change.person.language
    with override(language):
        path = reverse("account_change", args=[change_token(change)])
    write_mail(to=to, language=language, template=template, context={"change": change, "path": path})
