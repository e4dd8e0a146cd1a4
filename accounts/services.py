"""Verbs about people."""

from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from accounts.models import AccountEvent, Organisation, User

# How long somebody may think about the erasure of her account before it is done.
DAYS_TO_THINK = timedelta(days=14)


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


def log_event(*, person: User, by: User | None, kind: str) -> AccountEvent:
    """Note that something was done with an account; never what was in it."""
    return AccountEvent.objects.create(person=person, by=by, kind=kind)


def empty_account(*, person: User) -> None:
    """Leave of an account that is erased nothing but its row. Signing in ends everywhere."""
    forget_sessions_of(person=person)
    person.email = f"erased-{person.pk}@erased.invalid"
    person.name = person.unit = ""
    person.language = settings.LANGUAGE_CODE
    person.organisation = person.seen_on = person.last_login = person.erases_on = None
    person.date_joined = person.erased_at or timezone.now()
    person.is_active = person.is_staff = person.is_superuser = person.erasure_keeps_texts = False
    person.set_unusable_password()
    person.save()


def forget_sessions_of(*, person: User) -> None:
    """End all that a person is signed in to."""
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            session.delete()


def forget_sessions(*, now: datetime) -> int:
    """Delete sessions that have run out, and return how many those were."""
    return Session.objects.filter(expire_date__lte=now).delete()[0]


def forget_events(*, now: datetime, days: int) -> int:
    """Delete what was noted of accounts so many days ago, and return how many events that was."""
    return AccountEvent.objects.filter(happened_at__lte=now - timedelta(days=days)).delete()[0]
