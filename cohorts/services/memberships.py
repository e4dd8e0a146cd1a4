"""Verbs of memberships: who joins a cohort, who leaves it, and in which role."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.groups import DESK
from accounts.models import User
from accounts.queries import addresses_of
from cohorts.models import Absence, Cohort, Membership
from cohorts.services import places
from cohorts.services.places import tell_of_place
from cohorts.services.schedules import note_new_plan
from cohorts.services.trainers import forget_trainer, welcome_trainer
from notices import services as notices
from notices.models import Notice


class NotOpen(Exception):
    """Nobody comes in this way: the invitation was withdrawn, has run out or was used, or the cohort has ended."""


class Unasked(Exception):
    """Nobody is made a trainer without having said yes: she is asked by an invitation."""


class LastTrainer(Exception):
    """Nobody else trains the cohort, and its people need somebody to turn to."""


@transaction.atomic
def join(*, cohort: Cohort, user: User, role: str = Membership.Role.COACH) -> Membership:
    """Give a person a place in a cohort. Safe to repeat: the role is updated, a person who left comes back.

    What was said while she was away is not new to her. A trainer who is asked in as something else stays a trainer:
    that she gives up by choice (`change_role`).
    """
    membership = Membership.objects.filter(cohort=cohort, user=user).first()
    if membership and membership.is_current and membership.is_trainer:
        return membership
    facts: dict[str, Any] = {"role": role, "left_at": None, "joined_by_self": False, "reads_from": None}
    if membership is None or membership.left_at:
        facts |= {"joined_at": timezone.now(), "chosen_at": timezone.now()}
    if membership and (membership.left_at or membership.role != role):
        facts["role_since"] = timezone.now()
    membership, _created = Membership.objects.update_or_create(cohort=cohort, user=user, defaults=facts)
    if role == Membership.Role.TRAINER:
        open_desk(user=user)
        welcome_trainer(membership=membership)
    return membership


def choose_place(*, places: list[Membership], chosen: Membership) -> None:
    """Note to which of her places somebody turned, so that the choice stays. `places` has the one before it first.

    Safe to repeat; nothing is written while there is nothing to choose.
    """
    if len(places) > 1 and places[0].pk != chosen.pk:
        Membership.objects.filter(pk=chosen.pk).update(chosen_at=timezone.now())


@transaction.atomic
def join_open(*, cohort: Cohort, user: User) -> Membership:
    """Take a place in a cohort for self-study. Safe to repeat: a place that she has stays as it is. Raises NotOpen.

    Of a cohort that was opened after it had begun she reads what is written from then on.
    """
    # As it is now: it may be opened, or closed, in the same moment.
    cohort = Cohort.objects.locked().get(pk=cohort.pk)
    if not cohort.is_open or not cohort.takes_people:
        raise NotOpen
    if membership := Membership.objects.current().filter(cohort=cohort, user=user).first():
        return membership
    membership = join(cohort=cohort, user=user)
    membership.joined_by_self, membership.reads_from = True, cohort.opened_at
    membership.save(update_fields=["joined_by_self", "reads_from"])
    return membership


@transaction.atomic
def leave(*, membership: Membership) -> Membership:
    """Give a place up. What was written stays, and what was done is kept by the person. Raises LastTrainer.

    Nothing leads back in but a new invitation, and nothing more is told of the cohort, not even what waits to be read.
    """
    membership = _locked(membership)
    _spare_a_trainer(membership)
    if membership.is_current:
        membership.left_at = timezone.now()
        membership.save(update_fields=["left_at"])
    waiting = membership.cohort.invitations.annotate(address=Lower("email")).filter(accepted_at=None, withdrawn_at=None)
    waiting.filter(address__in=addresses_of([membership.user_id])).update(withdrawn_at=membership.left_at)
    notices.forget_scope(person=membership.user, scope=membership.cohort.scope)
    Absence.objects.filter(user=membership.user, gathering__cohort=membership.cohort_id).delete()
    forget_trainer(membership=membership)
    close_desk(user=membership.user)
    return membership


@transaction.atomic
def change_role(*, membership: Membership, role: str, by: User | None = None) -> Membership:
    """Give somebody another role in her cohort, unless she has left it. Raises LastTrainer, and Unasked for the role of
    a trainer: that is asked for (`invitations.ask_to_train`).

    Who trains no longer is told no longer of what only trainers can open. She is told of it, unless she did it herself.
    """
    membership = _locked(membership)
    if membership.left_at or membership.role == role:
        return membership
    if role == Membership.Role.TRAINER:
        raise Unasked
    _spare_a_trainer(membership)
    membership.role, membership.role_since = role, timezone.now()
    membership.save(update_fields=["role", "role_since"])
    forget_trainer(membership=membership)
    notices.forget_scope(person=membership.user, scope=membership.cohort.scope, kinds=Notice.FOR_TRAINERS)
    close_desk(user=membership.user)
    tell_of_place(kind=places.ROLE, cohort=membership.cohort, people=[membership.user], by=by, role=role)
    return membership


@transaction.atomic
def take_out(*, membership: Membership, by: User) -> Membership:
    """End the place of somebody else, and tell her; otherwise as `leave`. Safe to repeat. Raises LastTrainer."""
    was_in = _locked(membership).is_current
    membership = leave(membership=membership)
    if was_in:
        tell_of_place(kind=places.REMOVED, cohort=membership.cohort, people=[membership.user], by=by)
    return membership


@transaction.atomic
def move_member(*, membership: Membership, to: Cohort, by: User | None = None) -> Membership:
    """Give somebody who learns a place in another cohort instead, in the same role. Raises NotOpen where nobody comes
    in, and Unasked for a trainer: she is asked to train the other cohort as anybody is.

    What she has done goes along, since it is hers; days of her own for modules do as well. She is told.
    """
    if to.pk == membership.cohort_id:
        return membership
    # Both from the start and in one order, or two who move people to and fro would wait for each other.
    both = Cohort.objects.locked().filter(pk__in=[membership.cohort_id, to.pk]).order_by("pk")
    if not {cohort.pk: cohort.takes_people for cohort in both}.get(to.pk):
        raise NotOpen
    if _locked(membership).is_trainer:
        raise Unasked
    membership = leave(membership=membership)
    new = join(cohort=to, user=membership.user, role=membership.role)
    to.planned.filter(user=membership.user).delete()
    if membership.cohort.planned.filter(user=membership.user).update(cohort=to):
        note_new_plan(cohort_id=to.pk)
    tell_of_place(kind=places.MOVED, cohort=membership.cohort, people=[membership.user], by=by, to=to)
    return new


@transaction.atomic
def forget_member(*, person: User) -> None:
    """End all places of somebody whose account is erased: role and days stay. Safe to repeat."""
    memberships = Membership.objects.filter(user=person)
    memberships.update(offers="", asks="")
    memberships.held().update(left_at=person.erased_at)
    close_desk(user=person)


def open_desk(*, user: User) -> None:
    """Let a trainer into the CMS, where her desk stands. She sees her cohorts there, and no page to edit."""
    group, is_new = Group.objects.get_or_create(name=DESK)
    if is_new:
        group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)


def close_desk(*, user: User) -> None:
    """Take the desk away from somebody who trains no cohort any more."""
    if not Membership.objects.trainers().filter(user=user).exists():
        user.groups.remove(*Group.objects.filter(name=DESK))


def _locked(membership: Membership) -> Membership:
    """A place as it is now. Places of a cohort change one after the other, so that two trainers who leave at once are
    not both let go.
    """
    Cohort.objects.locked().get(pk=membership.cohort_id)
    return Membership.objects.select_related("cohort", "user").get(pk=membership.pk)


def _spare_a_trainer(membership: Membership) -> None:
    if not membership.is_trainer or membership.cohort.ended_on:
        return
    trainers = membership.cohort.memberships.trainers()
    if not trainers.exclude(pk=membership.pk).exists():
        raise LastTrainer
