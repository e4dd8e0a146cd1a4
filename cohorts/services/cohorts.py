"""Verbs of cohorts: one starts, it ends, and what was told of it goes."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from accounts.models import Organisation, User
from cohorts.addresses import Guest
from cohorts.dates import months_after
from cohorts.models import Cohort, Membership
from cohorts.services.invitations import Sent, invite
from cohorts.services.memberships import join
from cohorts.services.places import ENDED, REOPENED, tell_of_place
from notices import services as notices

# Words that stand in addresses where a cohort's own stands as well.
TAKEN = frozenset({"start"})


@transaction.atomic
def start_cohort(
    *,
    name: str,
    course_key: UUID,
    organisation: Organisation | None,
    starts_on: date,
    trainers: Collection[User],
    guests: Sequence[Guest],
    by: User,
    submission_id: UUID,
) -> tuple[Cohort, Sent]:
    """Start a cohort and invite its trainers and guests; return it with what became of whom.

    Whoever starts it trains it at once; a site manager starts them for others, or chooses herself. All others say yes
    first. Safe to send again: the same submission finds the cohort that it made, and nobody is written to twice.
    Raises TooOften, TooManyInvited, and NotOpen when what was sent before has ended since.
    """
    facts = {"name": name, "course_key": course_key, "organisation": organisation, "starts_on": starts_on}
    # Mixed with whose it is, so that nobody meets the cohort of another by her number.
    cohort = _made(uuid5(submission_id, str(by.pk)), facts)
    role = Membership.Role.TRAINER
    if by in trainers or not by.is_superuser:
        join(cohort=cohort, user=by, role=role)
    asked = [Guest(person.email, person.name, role, person.unit) for person in trainers if person != by]
    return cohort, invite(cohort=cohort, by=by, guests=[*asked, *guests])


@transaction.atomic
def end_cohort(*, cohort: Cohort, today: date, by: User | None = None) -> Cohort:
    """End a cohort: its board is read for some months more, and nobody posts there. Repeated, the first day stands, and
    its people, who are told, are told once.
    """
    goes_on = Cohort.objects.locked().get(pk=cohort.pk).ended_on is None
    cohort.ended_on = cohort.ended_on or today
    cohort.readable_until = months_after(cohort.ended_on, cohort.readable_months)
    cohort.save(update_fields=["ended_on", "readable_until", "readable_months"])
    if goes_on:
        tell_of_place(kind=ENDED, cohort=cohort, people=_people_of(cohort), by=by, day=cohort.readable_until)
    return cohort


@transaction.atomic
def reopen_cohort(*, cohort: Cohort, by: User | None = None) -> Cohort:
    """Take the end of a cohort back, and tell its people. Safe to repeat."""
    if Cohort.objects.locked().get(pk=cohort.pk).ended_on:
        tell_of_place(kind=REOPENED, cohort=cohort, people=_people_of(cohort), by=by)
    cohort.ended_on = cohort.readable_until = None
    cohort.save(update_fields=["ended_on", "readable_until"])
    return cohort


def _people_of(cohort: Cohort) -> list[User]:
    return [place.user for place in cohort.memberships.current().select_related("user").order_by("pk")]


def close_boards(*, today: date) -> int:
    """Forget what was told of in cohorts whose boards are read no longer, save by their trainers; return how many
    cohorts those are. Safe to repeat.
    """
    closed = Cohort.objects.filter(readable_until__lt=today)
    for cohort in closed:
        trainers = cohort.memberships.trainers()
        notices.forget_scope(scope=cohort.scope, but_for=trainers.values_list("user_id", flat=True))
    return len(closed)


def forget_cohort(*, instance: Cohort, **signal: Any) -> None:
    """Nobody is told any longer of what was said in a cohort that is deleted."""
    for scope in (instance.scope, instance.lasting_scope):
        notices.forget_scope(scope=scope)


def _made(submission_id: UUID, facts: dict) -> Cohort:
    """The cohort of a submission. Its address is made of its name, with a number where it is taken."""
    found = Cohort.objects.filter(submission_id=submission_id).first()
    stem = slugify(facts["name"])[:60] or "kohort"
    for slug in [] if found else _addresses(stem):
        try:
            with transaction.atomic():
                return Cohort.objects.create(slug=slug, submission_id=submission_id, **facts)
        except IntegrityError:
            # Taken in the same moment: by another cohort, or by a double click.
            found = Cohort.objects.filter(submission_id=submission_id).first()
            if found:
                break
    assert found is not None
    return found


def _addresses(stem: str) -> list[str]:
    """A few addresses to try, the plainest first."""
    known = set(Cohort.objects.filter(slug__startswith=stem).values_list("slug", flat=True)) | TAKEN
    numbered = (f"{stem}-{number}" for number in range(2, len(known) + 20))
    return [slug for slug in (stem, *numbered) if slug not in known]
