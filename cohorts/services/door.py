"""Verbs of the door: who takes a place that an invitation keeps, or says no thank you."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.queries import is_address_of, person_at
from accounts.services import create_person
from cohorts.addresses import guessed_name
from cohorts.models import INVITED_FOR, Cohort, Invitation, Membership
from cohorts.services.memberships import NotOpen, join


class NotForYou(Exception):
    """The invitation is for another address than the one that a person signed in with."""


def account_of_invitation(*, invitation: Invitation) -> User:
    """The account that an invitation leads to: the one with its address, or a new one. Raises NotOpen.

    Nobody is signed in by this: that takes a code that goes to the address.
    """
    if invitation.state != Invitation.State.WAITING:
        raise NotOpen
    found = person_at(invitation.email)
    if found:
        return found
    try:
        return create_person(
            email=invitation.email,
            name=invitation.name or guessed_name(invitation.email),
            unit=invitation.unit,
            language=invitation.language,
            organisation=invitation.cohort.organisation,
        )
    except IntegrityError:
        # Asked for twice in the same moment: the other press has made the account.
        found = person_at(invitation.email)
        if found is None:
            raise
        return found


@transaction.atomic
def accept_invitation(*, invitation: Invitation, user: User) -> Membership:
    """Take the place that an invitation keeps. Safe to repeat for the one it is for.

    Raises NotForYou for another address, NotOpen when it was withdrawn or has run out.
    """
    # The cohort first, as whoever invites to it or leaves it does.
    Cohort.objects.locked().get(pk=invitation.cohort_id)
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=invitation.pk)
    if not is_address_of(user, invitation.email):
        raise NotForYou
    if invitation.state == Invitation.State.ACCEPTED:
        membership = Membership.objects.current().filter(cohort=invitation.cohort, user=user).first()
        if membership is None:
            raise NotOpen
        return membership
    if invitation.state != Invitation.State.WAITING:
        raise NotOpen
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    return join(cohort=invitation.cohort, user=user, role=invitation.role)


@transaction.atomic
def decline_invitation(*, invitation: Invitation, user: User) -> Invitation:
    """Say no thank you for the one it is for: she stays what she is. Safe to repeat; what was accepted stays.

    Raises NotForYou for another address.
    """
    Cohort.objects.locked().get(pk=invitation.cohort_id)
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=invitation.pk)
    if not is_address_of(user, invitation.email):
        raise NotForYou
    if invitation.state == Invitation.State.WAITING:
        invitation.declined_at = timezone.now()
        invitation.save(update_fields=["declined_at"])
    return invitation


def forget_invitations(*, now: datetime, days: int) -> int:
    """Delete invitations that nothing has waited for in so many days, and return how many those were."""
    then = now - timedelta(days=days)
    over = Q(sent_at__lte=then - INVITED_FOR)
    for answered in ("accepted_at", "withdrawn_at", "declined_at"):
        over |= Q(**{f"{answered}__lte": then})
    return Invitation.objects.filter(over).delete()[0]
