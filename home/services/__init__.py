"""Verbs of the whole house: its upkeep, and a person's copy of her data and her end."""

from home.services.changes import (
    apply_changes,
    ask_for_change,
    remind_of_changes,
    tell_settled,
)
from home.services.digests import DigestsFailed, send_digests
from home.services.exporting import (
    build_export,
    forget_exports,
    forget_exports_of,
    make_export,
    note_download,
    request_export,
)
from home.services.factors import announce_second_factors
from home.services.leaving import Unsettled, erase, erase_due, plan_erasure
from home.services.proof import NoEarlierAddress, begin_anew, send_proof
from home.services.upkeep import UnderWay, tick

__all__ = [
    "DigestsFailed",
    "NoEarlierAddress",
    "UnderWay",
    "Unsettled",
    "announce_second_factors",
    "apply_changes",
    "ask_for_change",
    "begin_anew",
    "build_export",
    "erase",
    "erase_due",
    "forget_exports",
    "forget_exports_of",
    "make_export",
    "note_download",
    "plan_erasure",
    "remind_of_changes",
    "request_export",
    "send_digests",
    "send_proof",
    "tell_settled",
    "tick",
]
