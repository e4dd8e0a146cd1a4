"""Reads about who gets mail, and how much of it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Case, F, Min, When
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from notices.models import Bounce, MailChoice


def mail_choice(user: User) -> MailChoice:
    """What a person has chosen; where she has not, an unsaved row with what holds for everybody."""
    return MailChoice.objects.filter(user=user).first() or MailChoice(user=user)


def bounced(addresses: Iterable[str]) -> set[str]:
    """Those of the addresses, as they are given, that take no mail. One query."""
    given = set(addresses)
    refused = set(Bounce.objects.filter(address__in={one.lower() for one in given}).values_list("address", flat=True))
    return {one for one in given if one.lower() in refused}


def bounce_of(user: User) -> Bounce | None:
    """What is known of a person's address, when it takes no mail."""
    return Bounce.objects.filter(address=user.email.lower()).first()


def wants_mail_at_once(users: Iterable[User]) -> set[int]:
    """The keys of the people who get an urgent notice by mail as well: they want it, and it arrives. Two queries."""
    return _wanting(users, at_once=False)


def wants_mail_about_gatherings(users: Iterable[User]) -> set[int]:
    """The keys of the people who get what happens with gatherings by mail, likewise. Two queries."""
    return _wanting(users, gatherings=False)


def _wanting(users: Iterable[User], **choice: bool) -> set[int]:
    active = [user for user in users if user.is_active]
    declined = set(MailChoice.objects.filter(user__in=active, **choice).values_list("user_id", flat=True))
    refused = bounced(user.email for user in active)
    return {user.pk for user in active if user.pk not in declined and user.email not in refused}


def mail_is_late(now: datetime) -> timedelta:
    """How long the oldest mail that should have been sent by now has waited; nothing where none waits. One query."""
    waiting = DBTaskResult.objects.ready().filter(backend_name="mail")
    # What was never put off carries the end of time.
    since = Case(When(run_after__lte=now, then=F("run_after")), default=F("enqueued_at"))
    oldest = waiting.aggregate(oldest=Min(since))["oldest"]
    return max(now - oldest, timedelta(0)) if oldest else timedelta(0)
