"""Verbs of a person's end: decided, thought over for 14 days, then done in all rooms in one transaction."""

import logging
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from accounts.models import AccountEvent, User
from accounts.services import log_event, request_erasure
from home.contracts import contracts, leaving_of
from notices.services import write_mail

logger = logging.getLogger(__name__)


class Unsettled(Exception):
    """Something must be settled before a person can leave. Carries the sentences that say what."""

    def __init__(self, obstacles: tuple[str, ...]) -> None:
        super().__init__("Something must be settled first.")
        self.obstacles = obstacles


@transaction.atomic
def plan_erasure(*, person: User, by: User, keeps_texts: bool, today: date) -> User:
    """Decide that an account is erased in 14 days, and tell its owner by mail. Safe to repeat. Raises Unsettled."""
    obstacles = leaving_of(person).obstacles
    if obstacles:
        raise Unsettled(obstacles)
    is_new = person.erases_on is None
    person = request_erasure(person=person, by=by, keeps_texts=keeps_texts, today=today)
    if is_new:
        context = {"day": person.erases_on, "is_own": by.pk == person.pk}
        write_mail(to=person.email, language=person.language, template="erasure", context=context)
    return person


@transaction.atomic
def erase(*, person: User) -> bool:
    """Erase an account whose day has come, in all rooms or in none, and return whether it was done now.

    What stays is said by the contract of each room. There is no way back.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.erased_at or person.erases_on is None or person.erases_on > localdate():
        return False
    person.erased_at = timezone.now()
    for contract in contracts().values():
        contract.erase(person)
    log_event(person=person, by=None, kind=AccountEvent.Kind.ERASED)
    logger.info("Account %s is erased.", person.pk)
    return True


def erase_due(*, now: datetime) -> int:
    """Erase all accounts whose day has come, and return how many those were.

    One that cannot be erased keeps none of the others back. Raises RuntimeError for it in the end.
    """
    due = User.objects.filter(erases_on__lte=localdate(now), erased_at=None).order_by("pk")
    done, failed = 0, []
    for person in due:
        try:
            done += erase(person=person)
        except Exception:
            logger.exception("Account %s could not be erased.", person.pk)
            failed.append(person.pk)
    if failed:
        raise RuntimeError(f"Accounts could not be erased: {failed}")
    return done
