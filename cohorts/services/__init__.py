"""Verbs of cohorts."""

from cohorts.services.cohorts import close_boards, end_cohort, forget_cohort, reopen_cohort, start_cohort
from cohorts.services.deleting import cancel_deletion, delete_cohort, delete_due, request_deletion
from cohorts.services.door import (
    NotForYou,
    accept_invitation,
    account_of_invitation,
    decline_invitation,
    forget_invitations,
)
from cohorts.services.gatherings import (
    arrange_gathering,
    cancel_gathering,
    change_gathering,
    forget_reasons,
    note_absence,
    remind_of_gatherings,
)
from cohorts.services.invitations import (
    Sent,
    ask_to_train,
    invite,
    known_addresses,
    remind_invited,
    renew_invitation,
    withdraw_invitation,
)
from cohorts.services.memberships import (
    LastTrainer,
    NotOpen,
    Unasked,
    change_role,
    choose_place,
    forget_member,
    join,
    join_open,
    leave,
    move_member,
    open_desk,
    take_out,
)
from cohorts.services.messages import send_message
from cohorts.services.schedules import (
    remove_own_day,
    renew_feed,
    set_own_day,
    set_pace,
)
from cohorts.services.self_study import close_for_self_study, open_for_self_study
from cohorts.services.trainers import event_of_trainer

__all__ = [
    "LastTrainer",
    "NotForYou",
    "NotOpen",
    "Sent",
    "Unasked",
    "accept_invitation",
    "account_of_invitation",
    "arrange_gathering",
    "ask_to_train",
    "cancel_deletion",
    "cancel_gathering",
    "change_gathering",
    "change_role",
    "choose_place",
    "close_boards",
    "close_for_self_study",
    "decline_invitation",
    "delete_cohort",
    "delete_due",
    "end_cohort",
    "event_of_trainer",
    "forget_cohort",
    "forget_invitations",
    "forget_member",
    "forget_reasons",
    "invite",
    "join",
    "join_open",
    "known_addresses",
    "leave",
    "move_member",
    "note_absence",
    "open_desk",
    "open_for_self_study",
    "remind_invited",
    "remind_of_gatherings",
    "remove_own_day",
    "renew_feed",
    "renew_invitation",
    "reopen_cohort",
    "request_deletion",
    "send_message",
    "set_own_day",
    "set_pace",
    "start_cohort",
    "take_out",
    "withdraw_invitation",
]
