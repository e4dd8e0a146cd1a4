"""Verbs of the journal: writing, and sharing a copy."""

from journals.services.entries import (
    Conflict,
    bring_back,
    destroy,
    empty_bins,
    keep_note,
    restore,
    save_entry,
    tell_of_letters,
    throw_away,
)
from journals.services.sharing import remark, share_with_cohort, share_with_trainers, withdraw

__all__ = [
    "Conflict",
    "bring_back",
    "destroy",
    "empty_bins",
    "keep_note",
    "remark",
    "restore",
    "save_entry",
    "share_with_cohort",
    "share_with_trainers",
    "tell_of_letters",
    "throw_away",
    "withdraw",
]
