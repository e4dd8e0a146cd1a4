"""Verbs about cohorts."""

from accounts.models import User
from cohorts.models import Cohort, Membership


def join(*, cohort: Cohort, user: User, role: str = Membership.Role.COACH) -> Membership:
    """Give a person a place in a cohort. Safe to repeat: the role is updated, a person who left comes back."""
    membership, _created = Membership.objects.update_or_create(
        cohort=cohort, user=user, defaults={"role": role, "left_at": None}
    )
    return membership
