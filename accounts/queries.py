"""Reads about people."""

from allauth.account.models import EmailAddress
from django.db.models import Q

from accounts.models import User


def person_at(email: str) -> User | None:
    """The person whose address this is: the one she signs in with, or another that she has confirmed. One query."""
    known = EmailAddress.objects.filter(email=email.lower(), verified=True).values("user")
    return User.objects.filter(Q(email=email.lower()) | Q(pk__in=known)).first()


def is_address_of(user: User, email: str) -> bool:
    """Whether an address is a person's, as for `person_at`. No query for the one she signs in with."""
    return user.email == email.lower() or person_at(email) == user
