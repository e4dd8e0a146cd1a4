"""Verbs of when things happen: the pace of a cohort, days of one's own, and the calendars that read them."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from cohorts.models import CalendarFeed, Cohort, PlannedModule
from cohorts.queries import pace_of


@transaction.atomic
def set_pace(
    *,
    cohort: Cohort,
    starts_on: date,
    skipped_weeks: Collection[date],
    modules: Collection[UUID],
    dated: Mapping[UUID, date],
    closed: Collection[UUID],
) -> Cohort:
    """Decide the pace of a cohort: its first day, the Mondays of weeks without a module, days that were chosen for
    modules, and the modules that wait for their day. What was decided before for `modules` goes; what was decided for
    others, such as one that is not published now, stays, and days of people do.
    """
    # One list after the other, so that two presses at once do not mix.
    found = Cohort.objects.locked().get(pk=cohort.pk)
    before = pace_of(found)
    cohort.starts_on = starts_on
    cohort.skipped_weeks = sorted(day.isoformat() for day in set(skipped_weeks))
    cohort.save(update_fields=["starts_on", "skipped_weeks"])
    cohort.planned.filter(user=None, module_key__in=modules).delete()
    PlannedModule.objects.bulk_create(
        PlannedModule(cohort=cohort, module_key=key, opens_on=dated.get(key), is_closed=key in closed)
        for key in sorted({*dated, *closed})
    )
    if pace_of(cohort) != before:
        note_new_plan(cohort_id=cohort.pk)
    return cohort


def note_new_plan(*, cohort_id: int) -> None:
    """Let calendars know that days of modules have changed in a cohort."""
    Cohort.objects.filter(pk=cohort_id).update(plan_sequence=F("plan_sequence") + 1, planned_at=timezone.now())


@transaction.atomic
def set_own_day(*, cohort: Cohort, user: User, module_key: UUID, opens_on: date) -> PlannedModule:
    """Give a person a day of her own for a module. Safe to repeat."""
    planned, _created = PlannedModule.objects.update_or_create(
        cohort=cohort, user=user, module_key=module_key, defaults={"opens_on": opens_on}
    )
    note_new_plan(cohort_id=cohort.pk)
    return planned


@transaction.atomic
def remove_own_day(*, cohort: Cohort, pk: int) -> None:
    """Let a person go with the others again, by the number of her day. Safe to repeat."""
    if cohort.planned.exclude(user=None).filter(pk=pk).delete()[0]:
        note_new_plan(cohort_id=cohort.pk)


def renew_feed(*, user: User) -> None:
    """Make the address of a person's calendar anew; the earlier one stops working."""
    CalendarFeed.objects.get_or_create(user=user)
    CalendarFeed.objects.filter(user=user).update(renewals=F("renewals") + 1)
