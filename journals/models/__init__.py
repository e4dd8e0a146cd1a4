"""The nouns of a journal: entries with their versions, and what is shared of them."""

from journals.models.entries import Entry, EntryQuerySet, EntryVersion, ReflectionPage
from journals.models.sharing import Remark, Share, ShareQuerySet, ShareReader

__all__ = [
    "Entry",
    "EntryQuerySet",
    "EntryVersion",
    "ReflectionPage",
    "Remark",
    "Share",
    "ShareQuerySet",
    "ShareReader",
]
