"""Reads addresses in whatever way people keep them. Pure: text in, people out, and what could not be read."""

from cohorts.addresses.guests import (
    LONGEST_NAME,
    MOST,
    Guest,
    Unclear,
    Understood,
    can_be_written_to,
    guessed_name,
    is_address,
)
from cohorts.addresses.reading import understand
from cohorts.addresses.sheets import UnreadableSheet, text_of_sheet

__all__ = [
    "LONGEST_NAME",
    "MOST",
    "Guest",
    "Unclear",
    "Understood",
    "UnreadableSheet",
    "can_be_written_to",
    "guessed_name",
    "is_address",
    "text_of_sheet",
    "understand",
]
