"""Verbs of events: what was done with an account is noted, and forgotten after a time."""

from datetime import datetime, timedelta

from accounts.models import AccountEvent, User


def log_event(*, person: User, by: User | None, kind: str) -> AccountEvent:
    """Note that something was done with an account; never what was in it."""
    return AccountEvent.objects.create(person=person, by=by, kind=kind)


def forget_events(*, now: datetime, days: int) -> int:
    """Delete what was noted of accounts so many days ago, and return how many events that was."""
    return AccountEvent.objects.filter(happened_at__lte=now - timedelta(days=days)).delete()[0]
