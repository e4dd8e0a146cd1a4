"""Verbs of gatherings: one is arranged, changed and cancelled, and each says whether she comes."""

import logging
from copy import copy
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from accounts.limits import spend
from accounts.models import User
from cohorts.models import Absence, Cohort, Gathering
from cohorts.services.telling import tell_of_gathering
from cohorts.signals import gathering_changed
from content.conflicts import EditConflict
from notices.models import Notice

logger = logging.getLogger(__name__)


@transaction.atomic
def arrange_gathering(
    *, cohort: Cohort, by: User, uid: UUID, title: str, starts_at: datetime, ends_at: datetime, place: str
) -> Gathering:
    """Arrange a gathering and tell everybody in the cohort, unless it is over. Safe to repeat: the same number finds
    the gathering that it made, and changes it where something else is said. Raises TooOften.
    """
    # One after the other, so that a double click arranges it once.
    Cohort.objects.locked().get(pk=cohort.pk)
    # Mixed with where it is, so that the number of another cohort's gathering changes nothing there.
    own = uid if not Gathering.objects.filter(uid=uid).exclude(cohort=cohort).exists() else uuid5(uid, str(cohort.pk))
    facts: dict[str, Any] = {"title": title, "starts_at": starts_at, "ends_at": ends_at, "place": place}
    if found := Gathering.objects.filter(cohort=cohort, uid=own).first():
        return change_gathering(gathering=found, by=by, **facts)
    gathering = Gathering(cohort=cohort, uid=own, **facts)
    _count(by, gathering)
    _leave_unreminded(gathering)
    gathering.save()
    if not gathering.is_over:
        tell_of_gathering(gathering=gathering, by=by, kind=Notice.Kind.GATHERING)
    return gathering


@transaction.atomic
def change_gathering(
    *,
    gathering: Gathering,
    by: User,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    reason: str = "",
    expected_sequence: int | None = None,
) -> Gathering:
    """Change a gathering and tell everybody in the cohort what was and what is; return it as it is now. One that was
    cancelled is held after all. Safe to repeat: what is as it is said already is told to nobody.

    At another time whoever could not come may come. Raises EditConflict where it was changed since `expected_sequence`,
    and TooOften.
    """
    found = _locked(gathering)
    before = copy(found)
    found.title, found.starts_at, found.ends_at, found.place = title, starts_at, ends_at, place
    if not found.is_cancelled and _facts(found) == _facts(before):
        return before
    if expected_sequence is not None and expected_sequence != before.sequence:
        raise EditConflict(before)
    _count(by, found, before)
    found.cancelled_at = None
    _note_change(found, reason)
    asked_anew = _ask_anew(found) if (before.starts_at, before.ends_at) != (starts_at, ends_at) else set()
    gathering_changed.send(sender=Gathering, gathering=found)
    if not (found.is_over and before.is_over):
        kind = Notice.Kind.GATHERING_CHANGED
        tell_of_gathering(gathering=found, by=by, kind=kind, before=before, asked_anew=asked_anew)
    return found


@transaction.atomic
def cancel_gathering(*, gathering: Gathering, by: User, reason: str = "") -> Gathering:
    """Cancel a gathering and tell everybody in the cohort, unless it is over; return it as it is now. Safe to repeat:
    nobody is told twice. It stays in schedules and calendars as cancelled. Raises TooOften.
    """
    found = _locked(gathering)
    if found.is_cancelled:
        return found
    _count(by, found)
    found.cancelled_at = timezone.now()
    _note_change(found, reason)
    if not found.is_over:
        tell_of_gathering(gathering=found, by=by, kind=Notice.Kind.GATHERING_CANCELLED)
    return found


@transaction.atomic
def note_absence(*, gathering: Gathering, user: User, is_absent: bool) -> bool:
    """Note that somebody cannot come, or that she can after all; return whether it was noted: it is not when the
    gathering is over or was cancelled. Safe to repeat.
    """
    found = _locked(gathering)
    if not found.takes_answers:
        return False
    if is_absent:
        Absence.objects.get_or_create(gathering=found, user=user)
    else:
        found.absences.filter(user=user).delete()
    return True


def remind_of_gatherings(*, now: datetime) -> int:
    """Remind those who come of gatherings on the day before, once, and return how many gatherings those were.

    One that fails keeps none of the others back. Raises RuntimeError for it in the end.
    """
    done, failed = 0, []
    waiting = Gathering.objects.ahead(now).filter(starts_at__gt=now, reminded_at=None, cohort__deletes_on=None)
    for gathering in waiting.order_by("starts_at", "pk"):
        try:
            done += _remind(gathering, now)
        except Exception:
            logger.exception("Nobody could be reminded of gathering %s.", gathering.pk)
            failed.append(gathering.pk)
    if failed:
        raise RuntimeError(f"Nobody could be reminded of these gatherings: {failed}")
    return done


def forget_reasons(*, now: datetime) -> int:
    """Forget why gatherings were changed that are over, and return how many those were: it may tell of somebody, and
    has done its work.
    """
    return Gathering.objects.filter(ends_at__lte=now).exclude(reason="").update(reason="")


@transaction.atomic
def _remind(gathering: Gathering, now: datetime) -> bool:
    found = _locked(gathering)
    # Another process may have reminded, or it was moved in the same moment.
    if found.reminded_at or not found.takes_answers or not found.is_near(now):
        return False
    found.reminded_at = now
    found.save(update_fields=["reminded_at"])
    tell_of_gathering(gathering=found, by=None, kind=Notice.Kind.GATHERING_SOON)
    return True


def _ask_anew(gathering: Gathering) -> set[int]:
    """Forget who could not come, and return who that was, by number."""
    absent = set(gathering.absences.values_list("user_id", flat=True))
    gathering.absences.all().delete()
    return absent


def _locked(gathering: Gathering) -> Gathering:
    """A gathering as it is now, for this transaction alone, with its cohort."""
    found = Gathering.objects.select_for_update(of=("self",)).select_related("cohort")
    return found.get(pk=gathering.pk)


def _facts(gathering: Gathering) -> tuple[Any, ...]:
    return (gathering.title, gathering.starts_at, gathering.ends_at, gathering.place)


def _note_change(gathering: Gathering, reason: str) -> None:
    gathering.sequence += 1
    gathering.changed_at = timezone.now()
    gathering.reason = reason
    _leave_unreminded(gathering)
    gathering.save()


def _leave_unreminded(gathering: Gathering) -> None:
    """Who is told of it on the day before is not reminded as well."""
    now = timezone.now()
    gathering.reminded_at = now if gathering.is_near(now) else None


def _count(by: User, *gatherings: Gathering) -> None:
    """What is told to a whole cohort is counted; what is over is told to nobody. Raises TooOften."""
    if not all(gathering.is_over for gathering in gatherings):
        spend(user=by, action="mail")
        spend(user=by, action="gathering")
