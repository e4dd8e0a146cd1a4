"""Verbs about belonging: leave, move, take another role; and the end of a cohort."""

import calendar
from datetime import date

from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.models import User
from accounts.queries import addresses_of
from cohorts.models import Cohort, Membership
from cohorts.services import NotOpen, close_desk, join, open_desk
from notices import services as notices
from notices.models import Notice


class LastTrainer(Exception):
    """Nobody else trains the cohort, and its people need somebody to turn to."""


def join_open(*, cohort: Cohort, user: User) -> Membership:
    """Take a place in a cohort for self-study. Safe to repeat: a place that she has stays as it is. Raises NotOpen."""
    if not cohort.is_open or cohort.ended_on:
        raise NotOpen
    place = Membership.objects.current().filter(cohort=cohort, user=user).first()
    return place or join(cohort=cohort, user=user)


@transaction.atomic
def leave(*, place: Membership) -> Membership:
    """Give a place up. What was written stays, and what was done is kept by the person. Raises LastTrainer.

    Nothing leads back in but a new invitation, and nothing more is told of the cohort, not even what waits to be read.
    """
    place = _held(place)
    _spare_a_trainer(place)
    if place.is_current:
        place.left_at = timezone.now()
        place.save(update_fields=["left_at"])
    waiting = place.cohort.invitations.annotate(address=Lower("email")).filter(accepted_at=None, withdrawn_at=None)
    waiting.filter(address__in=addresses_of([place.user_id])).update(withdrawn_at=place.left_at)
    notices.forget_scope(person=place.user, scope=place.cohort.scope)
    close_desk(user=place.user)
    return place


@transaction.atomic
def change_role(*, place: Membership, role: str) -> Membership:
    """Give somebody another role in her cohort, unless she has left it. Raises LastTrainer.

    Who trains no longer is told no longer of what only trainers can open.
    """
    place = _held(place)
    if place.left_at:
        return place
    if role != Membership.Role.TRAINER:
        _spare_a_trainer(place)
    place.role = role
    place.save(update_fields=["role"])
    if role == Membership.Role.TRAINER:
        open_desk(user=place.user)
    else:
        notices.forget_scope(person=place.user, scope=place.cohort.scope, kinds=Notice.FOR_TRAINERS)
        close_desk(user=place.user)
    return place


@transaction.atomic
def move(*, place: Membership, to: Cohort) -> Membership:
    """Give somebody a place in another cohort instead, in the same role. Raises LastTrainer.

    What she has done goes along, since it is hers; days of her own for modules do as well.
    """
    if to.pk == place.cohort_id:
        return place
    # Both from the start and in one order, or two who move people to and fro would wait for each other.
    list(Cohort.objects.held().filter(pk__in=[place.cohort_id, to.pk]).order_by("pk"))
    place = leave(place=place)
    new = join(cohort=to, user=place.user, role=place.role)
    to.planned.filter(user=place.user).delete()
    place.cohort.planned.filter(user=place.user).update(cohort=to)
    return new


@transaction.atomic
def forget_member(*, person: User) -> None:
    """End all places of somebody whose account is erased: role and days stay. Safe to repeat."""
    places = Membership.objects.filter(user=person)
    places.update(offers="", asks="")
    places.current().update(left_at=person.erased_at)
    close_desk(user=person)


def _held(place: Membership) -> Membership:
    """A place as it is now. Places of a cohort change one after the other, so that two trainers who leave at once are
    not both let go.
    """
    Cohort.objects.held().get(pk=place.cohort_id)
    return Membership.objects.select_related("cohort", "user").get(pk=place.pk)


def _spare_a_trainer(place: Membership) -> None:
    if not place.is_trainer or place.cohort.ended_on:
        return
    trainers = place.cohort.memberships.trainers()
    if not trainers.exclude(pk=place.pk).exists():
        raise LastTrainer


def end_cohort(*, cohort: Cohort, today: date) -> Cohort:
    """End a cohort: its board is read for some months more, and nobody posts there. Repeated, the first day stands."""
    cohort.ended_on = cohort.ended_on or today
    cohort.readable_until = months_after(cohort.ended_on, cohort.readable_months)
    cohort.save(update_fields=["ended_on", "readable_until", "readable_months"])
    return cohort


def reopen(*, cohort: Cohort) -> Cohort:
    """Take the end of a cohort back. Safe to repeat."""
    cohort.ended_on = cohort.readable_until = None
    cohort.save(update_fields=["ended_on", "readable_until"])
    return cohort


def close_boards(*, today: date) -> int:
    """Forget what was told of in cohorts whose boards are read no longer, save by their trainers; return how many
    cohorts those are. Safe to repeat.
    """
    closed = Cohort.objects.filter(readable_until__lt=today)
    for cohort in closed:
        trainers = cohort.memberships.trainers()
        notices.forget_scope(scope=cohort.scope, but_for=trainers.values_list("user_id", flat=True))
    return len(closed)


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
