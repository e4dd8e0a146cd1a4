"""Pages of a cohort besides its board."""

from cohorts.views.invitations import answer_invitation, invitation
from cohorts.views.people import join_open, leave, people
from cohorts.views.schedules import absence, calendar, renew_feed, schedule

__all__ = [
    "absence",
    "answer_invitation",
    "calendar",
    "invitation",
    "join_open",
    "leave",
    "people",
    "renew_feed",
    "schedule",
]
