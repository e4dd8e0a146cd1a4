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
from journals.services.readers import ReadersChanged, choose_later, offer_to_trainer, refuse_reader
from journals.services.sharing import (
    forget_remarks,
    keep_open,
    remark,
    share_with_cohort,
    share_with_trainers,
    withdraw_remark,
    withdraw_share,
)

__all__ = [
    "EditConflict",
    "ReadersChanged",
    "bring_back",
    "choose_later",
    "destroy",
    "empty_bins",
    "forget_remarks",
    "give_up_journal",
    "keep_note",
    "keep_open",
    "offer_to_trainer",
    "refuse_reader",
    "remark",
    "restore",
    "save_entry",
    "share_with_cohort",
    "share_with_trainers",
    "tell_of_letters",
    "throw_away",
    "withdraw_remark",
    "withdraw_share",
]
