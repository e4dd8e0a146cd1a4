"""The nouns of a cohort: the group and its places, invitations to it, and when things happen."""

from cohorts.models.cohorts import Cohort, CohortQuerySet, Membership, MembershipQuerySet, within_reason
from cohorts.models.invitations import INVITED_FOR, Invitation, InvitationQuerySet
from cohorts.models.messages import Message
from cohorts.models.plans import CalendarFeed, Gathering, PlannedModule

__all__ = [
    "INVITED_FOR",
    "CalendarFeed",
    "Cohort",
    "CohortQuerySet",
    "Gathering",
    "Invitation",
    "InvitationQuerySet",
    "Membership",
    "MembershipQuerySet",
    "Message",
    "PlannedModule",
    "within_reason",
]
