"""Verbs of people: an account is made, and what its owner chooses."""

from datetime import date

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import Organisation, User


@transaction.atomic
def create_person(
    *,
    email: str,
    name: str,
    password: str | None = None,
    language: str = "sv",
    unit: str = "",
    organisation: Organisation | None = None,
    is_superuser: bool = False,
) -> User:
    """Create a person whose address counts as confirmed, and return her.

    Without a password she signs in with a code by mail. Raises IntegrityError when the address is taken.
    """
    user = User.objects.create_user(
        email,
        password,
        name=name,
        language=language,
        unit=unit,
        organisation=organisation,
        is_superuser=is_superuser,
        is_staff=is_superuser,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def choose_language(*, user: User, language: str) -> User:
    """Remember the language that a person reads the site in."""
    if user.language != language:
        user.language = language
        user.save(update_fields=["language"])
    return user


def note_visit(*, user: User, day: date) -> None:
    """Note the last day on which somebody was here."""
    User.objects.filter(pk=user.pk).update(seen_on=day)
