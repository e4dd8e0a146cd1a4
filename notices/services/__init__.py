"""Verbs of notices and of mail."""

from notices.services.bounces import forget_bounce, note_bounce
from notices.services.choices import choose_mail, decline_mail, resume_mail
from notices.services.digests import LATE, open_window, write_digest
from notices.services.forgetting import forget_mail, forget_mail_of, forget_notices
from notices.services.mail import enqueue_on_commit, write_mail
from notices.services.reading import mark_all_read, mark_read, mark_read_by_keys
from notices.services.telling import (
    forget_scope,
    note_mailed,
    remind,
    tell,
    tell_anew,
    withdraw_event,
    withdraw_notices,
)
from notices.services.urgent import leave_to_digest, letter_of

__all__ = [
    "LATE",
    "choose_mail",
    "decline_mail",
    "enqueue_on_commit",
    "forget_bounce",
    "forget_mail",
    "forget_mail_of",
    "forget_notices",
    "forget_scope",
    "leave_to_digest",
    "letter_of",
    "mark_all_read",
    "mark_read",
    "mark_read_by_keys",
    "note_bounce",
    "note_mailed",
    "open_window",
    "remind",
    "resume_mail",
    "tell",
    "tell_anew",
    "withdraw_event",
    "withdraw_notices",
    "write_digest",
    "write_mail",
]
