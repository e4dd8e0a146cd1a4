"""Verbs of a cohort's deletion: decided, thought over for 14 days in which it is closed to everybody, then done."""

import logging
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from wagtail.log_actions import log

from accounts.limits import spend
from accounts.models import User
from accounts.services import DAYS_TO_THINK
from cohorts.models import Cohort
from cohorts.services.memberships import close_desk, open_desk
from notices import services as notices
from notices.lines import one_line
from notices.queries import bounced

logger = logging.getLogger(__name__)

REQUESTED, CANCELLED, DELETED = "cohorts.request_deletion", "cohorts.cancel_deletion", "wagtail.delete"


@transaction.atomic
def request_deletion(*, cohort: Cohort, by: User, today: date) -> Cohort:
    """Close a cohort to everybody, decide that it is deleted in 14 days, and tell its people by mail. Safe to repeat:
    the first day stands, and nobody is told twice. Raises TooOften.

    Desks close with the last cohort that is led. What waits to be read of it is forgotten for good.
    """
    cohort = Cohort.objects.locked().get(pk=cohort.pk)
    if cohort.deletes_on:
        return cohort
    spend(user=by, action="mail")
    cohort.deletes_on = today + DAYS_TO_THINK
    cohort.save(update_fields=["deletes_on"])
    notices.forget_scope(scope=cohort.scope)
    for person in _trainers_of(cohort):
        close_desk(user=person)
    log(instance=cohort, action=REQUESTED, user=by)
    _tell(cohort, by, "deletion")
    return cohort


@transaction.atomic
def cancel_deletion(*, cohort: Cohort, by: User) -> Cohort:
    """Open a cohort again that was to be deleted, and tell its people by mail. Safe to repeat. Raises TooOften."""
    cohort = Cohort.objects.locked().get(pk=cohort.pk)
    if cohort.deletes_on is None:
        return cohort
    spend(user=by, action="mail")
    cohort.deletes_on = None
    cohort.save(update_fields=["deletes_on"])
    for person in _trainers_of(cohort):
        open_desk(user=person)
    log(instance=cohort, action=CANCELLED, user=by)
    _tell(cohort, by, "deletion_cancelled")
    return cohort


@transaction.atomic
def delete_cohort(*, cohort: Cohort, today: date) -> bool:
    """Delete a cohort whose day has come, with all that points at it, and return whether it was done now.

    What its people did and wrote for themselves has no key to it, and stays. There is no way back.
    """
    found = Cohort.objects.locked().filter(pk=cohort.pk, deletes_on__lte=today).first()
    if found is None:
        return False
    log(instance=found, action=DELETED, deleted=True)
    found.delete()
    return True


def delete_due(*, now: datetime) -> int:
    """Delete all cohorts whose day has come, and return how many those were.

    One that cannot be deleted keeps none of the others back. Raises RuntimeError for it in the end.
    """
    done, failed = 0, []
    for cohort in Cohort.objects.filter(deletes_on__lte=localdate(now)).order_by("pk"):
        try:
            done += delete_cohort(cohort=cohort, today=localdate(now))
        except Exception:
            logger.exception("Cohort %s could not be deleted.", cohort.pk)
            failed.append(cohort.pk)
    if failed:
        raise RuntimeError(f"Cohorts could not be deleted: {failed}")
    return done


def _trainers_of(cohort: Cohort) -> list[User]:
    return [place.user for place in cohort.memberships.held().select_related("user") if place.is_trainer]


def _tell(cohort: Cohort, by: User, template: str) -> None:
    """Write to everybody who has a place; an answer of a trainer goes to whoever decided."""
    places = list(cohort.memberships.held().filter(user__is_active=True).exclude(user=by).select_related("user"))
    refused = bounced(place.user.email for place in places)
    by_name = one_line(by.name)
    context = {"cohort": one_line(cohort.name), "by": by_name, "day": cohort.deletes_on}
    for place in places:
        if place.user.email not in refused:
            notices.write_mail(
                to=place.user.email,
                language=place.user.language,
                template=template,
                context={**context, "trains": place.is_trainer, "answered_by": by_name if place.is_trainer else ""},
                headers={"Reply-To": one_line(by.email)} if place.is_trainer else {},
            )
