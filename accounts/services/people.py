"""Verbs of people: an account is made, and what its owner chooses."""

from datetime import date

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import AccountEvent, Organisation, User
from accounts.services.events import log_event


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


class NameChosen(Exception):
    """A person has said herself what she is called, and nobody else writes it."""


@transaction.atomic
def name_person(*, person: User, name: str, by: User) -> User:
    """Write what a person is called: herself as she likes, somebody else until she has. Raises NameChosen."""
    held = User.objects.select_for_update().get(pk=person.pk)
    if held.has_chosen_name and by != person:
        raise NameChosen
    held.name, held.has_chosen_name = name, by == person
    held.save(update_fields=["name", "has_chosen_name"])
    if by != person:
        log_event(person=person, by=by, kind=AccountEvent.Kind.NAMED)
    person.name, person.has_chosen_name = held.name, held.has_chosen_name
    return person


def choose_language(*, user: User, language: str) -> User:
    """Remember the language that a person reads the site in."""
    if user.language != language:
        user.language = language
        user.save(update_fields=["language"])
    return user


def note_visit(*, user: User, day: date) -> None:
    """Note the last day on which somebody was here."""
    User.objects.filter(pk=user.pk).update(seen_on=day)
