"""Verbs of when things happen: the pace of a cohort, days of one's own, and its gatherings."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F

from accounts.models import User
from cohorts.models import CalendarFeed, Cohort, Gathering, PlannedModule


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
    Cohort.objects.locked().get(pk=cohort.pk)
    cohort.starts_on = starts_on
    cohort.skipped_weeks = sorted(day.isoformat() for day in set(skipped_weeks))
    cohort.save(update_fields=["starts_on", "skipped_weeks"])
    cohort.planned.filter(user=None, module_key__in=modules).delete()
    PlannedModule.objects.bulk_create(
        PlannedModule(cohort=cohort, module_key=key, opens_on=dated.get(key), is_closed=key in closed)
        for key in sorted({*dated, *closed})
    )
    return cohort


def set_own_day(*, cohort: Cohort, user: User, module_key: UUID, opens_on: date) -> PlannedModule:
    """Give a person a day of her own for a module. Safe to repeat."""
    planned, _created = PlannedModule.objects.update_or_create(
        cohort=cohort, user=user, module_key=module_key, defaults={"opens_on": opens_on}
    )
    return planned


def remove_own_day(*, cohort: Cohort, pk: int) -> None:
    """Let a person go with the others again, by the number of her day. Safe to repeat."""
    cohort.planned.exclude(user=None).filter(pk=pk).delete()


def arrange_gathering(
    *, cohort: Cohort, uid: UUID, title: str, starts_at: datetime, minutes: int, place: str
) -> Gathering:
    """Note a gathering, or change the one of the cohort that has this number. Safe to repeat."""
    facts = {"title": title, "starts_at": starts_at, "minutes": minutes, "place": place}
    # A number that another cohort has is not the form's own: the gathering gets one of its own.
    own = uuid4() if Gathering.objects.filter(uid=uid).exclude(cohort=cohort).exists() else uid
    gathering, _created = Gathering.objects.update_or_create(cohort=cohort, uid=own, defaults=facts)
    return gathering


def cancel_gathering(*, gathering: Gathering) -> None:
    """Take a gathering out of the schedule and of the calendars that follow it."""
    gathering.delete()


def renew_feed(*, user: User) -> None:
    """Make the address of a person's calendar anew; the earlier one stops working."""
    CalendarFeed.objects.get_or_create(user=user)
    CalendarFeed.objects.filter(user=user).update(renewals=F("renewals") + 1)
