"""Verbs of cohorts."""

from cohorts.services.cohorts import close_boards, end_cohort, forget_cohort, reopen, start_cohort
from cohorts.services.invitations import (
    NotForYou,
    Sent,
    accept,
    forget_invitations,
    invite,
    known_addresses,
    open_door,
    renew,
    withdraw,
)
from cohorts.services.memberships import (
    LastTrainer,
    NotOpen,
    change_role,
    forget_member,
    join,
    join_open,
    leave,
    move,
    open_desk,
)
from cohorts.services.messages import write_to
from cohorts.services.schedules import arrange_meeting, renew_feed, set_own_day, set_pace

__all__ = [
    "LastTrainer",
    "NotForYou",
    "NotOpen",
    "Sent",
    "accept",
    "arrange_meeting",
    "change_role",
    "close_boards",
    "end_cohort",
    "forget_cohort",
    "forget_invitations",
    "forget_member",
    "invite",
    "join",
    "join_open",
    "known_addresses",
    "leave",
    "move",
    "open_desk",
    "open_door",
    "renew",
    "renew_feed",
    "reopen",
    "set_own_day",
    "set_pace",
    "start_cohort",
    "withdraw",
    "write_to",
]
