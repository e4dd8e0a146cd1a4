"""The nouns of a cohort: the group and its places, invitations to it, and when it meets and learns."""

from cohorts.models.cohorts import Cohort, CohortQuerySet, Membership, MembershipQuerySet, within_reason
from cohorts.models.gatherings import Absence, Gathering, GatheringQuerySet
from cohorts.models.invitations import INVITED_FOR, Invitation, InvitationQuerySet, ReplacedLink
from cohorts.models.messages import Message
from cohorts.models.plans import CalendarFeed, PlannedModule

__all__ = [
    "INVITED_FOR",
    "Absence",
    "CalendarFeed",
    "Cohort",
    "CohortQuerySet",
    "Gathering",
    "GatheringQuerySet",
    "Invitation",
    "InvitationQuerySet",
    "Membership",
    "MembershipQuerySet",
    "Message",
    "PlannedModule",
    "ReplacedLink",
    "within_reason",
]
