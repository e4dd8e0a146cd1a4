"""Verbs of sessions: they end, one person's or those that have run out."""

from datetime import datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from accounts.models import User


def forget_sessions_of(*, person: User) -> None:
    """End all that a person is signed in to."""
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            session.delete()


def forget_sessions(*, now: datetime) -> int:
    """Delete sessions that have run out, and return how many those were."""
    return Session.objects.filter(expire_date__lte=now).delete()[0]
