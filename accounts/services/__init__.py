"""Verbs of accounts."""

from accounts.services.changes import (
    AddressTaken,
    apply_unopposed,
    confirm_change,
    forget_changes,
    note_reminder,
    request_change,
    stop_change,
)
from accounts.services.events import forget_events, log_event
from accounts.services.factors import plan_second_factors
from accounts.services.leaving import (
    DAYS_TO_THINK,
    activate,
    cancel_erasure,
    deactivate,
    empty_account,
    request_erasure,
)
from accounts.services.people import NameChosen, choose_language, create_person, name_person, note_visit
from accounts.services.seals import (
    WrongPhrase,
    give_up_seal,
    make_recovery_phrase,
    unseal,
    unseal_with_phrase,
)
from accounts.services.sessions import forget_sessions, forget_sessions_of

__all__ = [
    "DAYS_TO_THINK",
    "AddressTaken",
    "NameChosen",
    "WrongPhrase",
    "activate",
    "apply_unopposed",
    "cancel_erasure",
    "choose_language",
    "confirm_change",
    "create_person",
    "deactivate",
    "empty_account",
    "forget_changes",
    "forget_events",
    "forget_sessions",
    "forget_sessions_of",
    "give_up_seal",
    "log_event",
    "make_recovery_phrase",
    "name_person",
    "note_reminder",
    "note_visit",
    "plan_second_factors",
    "request_change",
    "request_erasure",
    "stop_change",
    "unseal",
    "unseal_with_phrase",
]
