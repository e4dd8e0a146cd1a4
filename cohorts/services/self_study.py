"""Verbs of self-study: a cohort is opened to anybody with an account, and closed again."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cohorts.models import Cohort
from cohorts.services.memberships import leave
from notices import services as notices
from notices.events import Event, EventKey
from notices.models import Notice


@transaction.atomic
def open_for_self_study(*, cohort: Cohort, by: User) -> Cohort:
    """Let anybody with an account join a cohort, and tell its people. Safe to repeat: the first time counts.

    Whoever joins by herself reads what is begun on the board from now on, and nothing of before.
    """
    found = Cohort.objects.locked().get(pk=cohort.pk)
    if not found.is_open:
        found.is_open, found.opened_at = True, timezone.now()
        found.save(update_fields=["is_open", "opened_at"])
        _tell(found, by)
    return found


@transaction.atomic
def close_for_self_study(*, cohort: Cohort, takes_out: bool = False) -> Cohort:
    """Let nobody join a cohort by herself any more; with `takes_out`, those who did leave it. Safe to repeat."""
    found = Cohort.objects.locked().get(pk=cohort.pk)
    found.is_open = False
    found.save(update_fields=["is_open"])
    notices.withdraw_event(event=_told_of(found))
    if takes_out:
        for membership in found.memberships.current().filter(joined_by_self=True).order_by("pk"):
            leave(membership=membership)
    return found


def _told_of(cohort: Cohort) -> str:
    return EventKey.SELF_STUDY.of(f"{cohort.pk}:")


def _tell(cohort: Cohort, by: User) -> None:
    event = Event(
        kind=Notice.Kind.SELF_STUDY,
        key=f"{_told_of(cohort)}{cohort.opened_at:%Y%m%d%H%M%S%f}",
        actor=by,
        path=reverse("board", args=[cohort.slug]),
        place=cohort.name,
        scope=cohort.scope,
    )
    people = cohort.memberships.current().select_related("user")
    notices.tell(event=event, to=[membership.user for membership in people])
