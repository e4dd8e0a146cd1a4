"""Verbs of the journal."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from content.text import ENTRY_LIMIT, normalise
from journals.models import Entry, EntryVersion
from progress import services as progress


class Conflict(Exception):
    """Somebody, most often the author in another tab, saved another text first. Carries the entry as it is now."""

    def __init__(self, entry: Entry) -> None:
        super().__init__("The entry has changed since it was read.")
        self.entry = entry


def save_entry(*, author: User, step_key: UUID, text: str, expected_version: int) -> Entry:
    """Save what an author has written by a prompt and return the entry.

    `expected_version` is the version that she began to write from, 0 for a new entry. An entry with text makes the
    step done; emptying it later does not take that back. Saving the same text again changes nothing.

    Raises Conflict when another text was saved since, ValueError when the text is too long.
    """
    text = normalise(text)
    if len(text) > ENTRY_LIMIT:
        raise ValueError(f"The text has {len(text)} characters, the limit is {ENTRY_LIMIT}.")
    try:
        with transaction.atomic():
            return _save(author, step_key, text, expected_version)
    except IntegrityError:
        # Two tabs began the same entry in the same moment: the second meets the first one's text.
        entry = Entry.objects.get(author=author, step_key=step_key)
        if entry.text != text:
            raise Conflict(entry) from None
        return entry


def _save(author: User, step_key: UUID, text: str, expected_version: int) -> Entry:
    entry = Entry.objects.select_for_update().filter(author=author, step_key=step_key).first()
    if entry is None:
        entry = Entry(author=author, step_key=step_key, version=0)
        if not text:
            return entry
    elif entry.text == text:
        return entry
    elif entry.version != expected_version:
        raise Conflict(entry)
    entry.text = text
    entry.version += 1
    entry.updated_at = timezone.now()
    entry.save()
    EntryVersion.objects.create(entry=entry, number=entry.version, text=text, saved_at=entry.updated_at)
    if text:
        progress.record(coach=author, step_key=step_key)
    return entry


def restore(*, entry: Entry, number: int) -> Entry:
    """Make an earlier text the newest one; nothing in between is lost.

    Raises EntryVersion.DoesNotExist when the entry has no such version.
    """
    version = entry.versions.get(number=number)
    return save_entry(author=entry.author, step_key=entry.step_key, text=version.text, expected_version=entry.version)
