"""Verbs of becoming a trainer: who is told of it, and when that is no more."""

from django.urls import reverse

from cohorts.models import Membership
from cohorts.signals import trainer_joined
from notices import services as notices
from notices.events import Event, EventKey
from notices.models import Notice


def welcome_trainer(*, membership: Membership) -> None:
    """Tell whom it concerns that somebody has become a trainer, in the transaction that makes her one.

    A trainer reads all of the board, however she came in.
    """
    membership.joined_by_self, membership.reads_from = False, None
    membership.save(update_fields=["joined_by_self", "reads_from"])
    _tell_members(membership)
    trainer_joined.send(sender=Membership, membership=membership)


def forget_trainer(*, membership: Membership) -> None:
    """Nobody is told any longer that somebody has become a trainer: she is one no more. Safe to repeat."""
    notices.withdraw_event(event=_told_of(membership))


def event_of_trainer(*, membership: Membership) -> str:
    """The key of the notices that somebody has become a trainer: another one when she becomes one again."""
    return f"{_told_of(membership)}{membership.role_since:%Y%m%d%H%M%S%f}"


def _told_of(membership: Membership) -> str:
    return EventKey.TRAINER.of(f"{membership.pk}:")


def _tell_members(membership: Membership) -> None:
    """Those who are in the cohort with her; of the first trainer, and before anybody learns there, nobody is told."""
    cohort = membership.cohort
    others = list(cohort.memberships.exclude(pk=membership.pk).select_related("user"))
    is_first = not any(other.is_trainer for other in others)
    if is_first or not any(other.is_current and not other.is_trainer for other in others):
        return
    event = Event(
        kind=Notice.Kind.TRAINER,
        key=event_of_trainer(membership=membership),
        actor=membership.user,
        path=reverse("board", args=[cohort.slug]),
        place=cohort.name,
        scope=cohort.scope,
    )
    notices.tell(event=event, to=[other.user for other in others if other.is_current])
