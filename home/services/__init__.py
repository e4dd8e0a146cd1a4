"""Verbs of the whole house: its upkeep, and a person's copy of her data and her end."""

from home.services.exporting import (
    build_export,
    forget_exports,
    forget_exports_of,
    make_export,
    note_download,
    request_export,
)
from home.services.leaving import Unsettled, erase, erase_due, plan_erasure
from home.services.upkeep import tick

__all__ = [
    "Unsettled",
    "build_export",
    "erase",
    "erase_due",
    "forget_exports",
    "forget_exports_of",
    "make_export",
    "note_download",
    "plan_erasure",
    "request_export",
    "tick",
]
