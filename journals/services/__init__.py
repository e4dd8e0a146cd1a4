"""Verbs of the journal: writing, and sharing a copy."""

from content.conflicts import EditConflict
from journals.services.entries import (
    bring_back,
    destroy,
    empty_bins,
    give_up_journal,
    keep_note,
    restore,
    save_entry,
    tell_of_letters,
    throw_away,
)
from journals.services.sharing import forget_remarks, remark, share_with_cohort, share_with_trainers, withdraw_share

__all__ = [
    "EditConflict",
    "bring_back",
    "destroy",
    "empty_bins",
    "forget_remarks",
    "give_up_journal",
    "keep_note",
    "remark",
    "restore",
    "save_entry",
    "share_with_cohort",
    "share_with_trainers",
    "tell_of_letters",
    "throw_away",
    "withdraw_share",
]
