"""Reads about people."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.db.models import Q

from accounts.models import User


def person_at(email: str) -> User | None:
    """The person whose address this is: the one she signs in with, or another that she has confirmed. One query."""
    known = EmailAddress.objects.filter(email__iexact=email, verified=True).values("user")
    return User.objects.filter(Q(email__iexact=email) | Q(pk__in=known)).first()


def is_address_of(user: User, email: str) -> bool:
    """Whether an address is a person's, as for `person_at`. No query for the one she signs in with."""
    return user.email.lower() == email.lower() or person_at(email) == user


def addresses_of(users: Iterable[int]) -> set[str]:
    """All addresses of people, by their numbers, as for `person_at`, in small letters. Two queries."""
    numbers = list(users)
    known = EmailAddress.objects.filter(user__in=numbers, verified=True).values_list("email", flat=True)
    own = User.objects.filter(pk__in=numbers).values_list("email", flat=True)
    return {email.lower() for email in (*known, *own)}
