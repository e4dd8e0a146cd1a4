"""Verbs of cohorts."""

from cohorts.services.cohorts import close_boards, end_cohort, forget_cohort, reopen_cohort, start_cohort
from cohorts.services.invitations import (
    NotForYou,
    Sent,
    accept_invitation,
    account_of_invitation,
    forget_invitations,
    invite,
    known_addresses,
    renew_invitation,
    withdraw_invitation,
)
from cohorts.services.memberships import (
    LastTrainer,
    NotOpen,
    change_role,
    forget_member,
    join,
    join_open,
    leave,
    move_member,
    open_desk,
)
from cohorts.services.messages import send_message
from cohorts.services.schedules import (
    arrange_gathering,
    cancel_gathering,
    remove_own_day,
    renew_feed,
    set_own_day,
    set_pace,
)

__all__ = [
    "LastTrainer",
    "NotForYou",
    "NotOpen",
    "Sent",
    "accept_invitation",
    "account_of_invitation",
    "arrange_gathering",
    "cancel_gathering",
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
    "move_member",
    "open_desk",
    "remove_own_day",
    "renew_feed",
    "renew_invitation",
    "reopen_cohort",
    "send_message",
    "set_own_day",
    "set_pace",
    "start_cohort",
    "withdraw_invitation",
]
