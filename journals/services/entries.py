"""Verbs of entries: save, restore, throw away, bring back."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.limits import spend
from accounts.models import User
from accounts.seals import refuse_sealed
from content.conflicts import EditConflict
from content.text import ENTRY_LIMIT, normalise
from courses.services import complete_step
from journals.models import Entry, EntryVersion
from journals.services.sharing import give_up_dialogues
from notices import services as notices
from notices.events import Event, EventKey
from notices.models import Notice


def save_entry(
    *,
    author: User,
    text: str,
    expected_version: int,
    step_key: UUID | None = None,
    key: UUID | None = None,
    looks_back_on: Entry | None = None,
) -> Entry:
    """Save what an author has written, and return the entry: by a prompt (`step_key`), or at an address (`key`).

    `expected_version` is the version that she began to write from, 0 for a new entry. An entry with text makes its
    step done; emptying it later does not take that back. Saving the same text again changes nothing. What was thrown
    away comes back when it is written on. A new entry without text is not made: it is returned unsaved.

    Raises EditConflict when another text was saved since, ValueError when the text is too long, TooOften and Sealed.
    """
    refuse_sealed(author)
    text = normalise(text)
    if len(text) > ENTRY_LIMIT:
        raise ValueError(f"The text has {len(text)} characters, the limit is {ENTRY_LIMIT}.")
    key = key or uuid4()
    place = {"step_key": step_key, "deleted_at": None} if step_key else {"key": key}
    fresh = Entry(author=author, step_key=step_key, key=key, looks_back_on=looks_back_on, version=0)
    try:
        with transaction.atomic():
            entry = Entry.objects.select_for_update().filter(author=author, **place).first()
            return _save(entry or fresh, text, expected_version)
    except IntegrityError:
        # Two tabs began the same entry in the same moment: the second meets the first one's text.
        entry = Entry.objects.get(author=author, **place)
        if entry.text != text:
            raise EditConflict(entry) from None
        return entry


def _save(entry: Entry, text: str, expected_version: int) -> Entry:
    is_new = entry.pk is None
    if is_new and not text:
        return entry
    if entry.deleted_at:
        _take_out_of_bin(entry)
    if not is_new and entry.text == text:
        return entry
    if not is_new and entry.version != expected_version:
        raise EditConflict(entry)
    spend(user=entry.author, action="save")
    entry.text = text
    entry.version += 1
    entry.updated_at = timezone.now()
    entry.save()
    EntryVersion.objects.create(entry=entry, number=entry.version, text=text, saved_at=entry.updated_at)
    if text and entry.step_key:
        complete_step(coach=entry.author, step_key=entry.step_key)
    return entry


def restore(*, entry: Entry, number: int) -> Entry:
    """Make an earlier text the newest one; nothing in between is lost.

    Raises EntryVersion.DoesNotExist when the entry has no such version.
    """
    version = entry.versions.get(number=number)
    return save_entry(author=entry.author, key=entry.key, text=version.text, expected_version=entry.version)


def keep_note(*, entry: Entry, **note: object) -> Entry:
    """Keep what an author notes of her entry, if it is still there: its `depth`, or the day that it `returns_on`."""
    for name, value in note.items():
        setattr(entry, name, value)
    Entry.objects.filter(pk=entry.pk).update(**note)
    return entry


def throw_away(*, entry: Entry) -> Entry:
    """Put an entry in the bin, where it lies for a while. What was shared of it stays shared. Safe to repeat.

    As a letter it is told of no longer; brought back in time, it is told of anew.
    """
    if entry.deleted_at is None:
        entry.deleted_at = timezone.now()
        Entry.objects.filter(pk=entry.pk, deleted_at=None).update(deleted_at=entry.deleted_at)
        notices.withdraw_event(event=_letter(entry))
    return entry


def _letter(entry: Entry) -> str:
    """What the keys of all notices begin with that an entry comes back: each is named after its day."""
    return EventKey.LETTER.of(f"{entry.key}:")


@transaction.atomic
def bring_back(*, entry: Entry) -> Entry:
    """Take an entry out of the bin. Where its prompt has a newer one, it becomes a free entry beside that.

    Raises Entry.DoesNotExist when it was deleted for good in the same moment.
    """
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    if entry.deleted_at:
        _take_out_of_bin(entry)
    return entry


def _take_out_of_bin(entry: Entry) -> None:
    others = Entry.objects.not_deleted().filter(author_id=entry.author_id, step_key=entry.step_key)
    if entry.step_key and others.exists():
        entry.step_key = None
    entry.deleted_at = None
    entry.save(update_fields=["step_key", "deleted_at"])


def destroy(*, entry: Entry) -> None:
    """Delete an entry of the bin with all its versions, for good."""
    entry.delete()


@transaction.atomic
def give_up_journal(*, person: User) -> None:
    """Delete, unread, what somebody wrote who cannot prove who she is. What she shared on boards stays there, since
    that was for others. Safe to repeat.
    """
    give_up_dialogues(person=person)
    Entry.objects.filter(author=person).delete()


def empty_bins(*, now: datetime, days: int) -> int:
    """Delete for good what has lain in a bin for so many days, and return how many entries that was."""
    gone = Entry.objects.filter(deleted_at__lte=now - timedelta(days=days))
    number = gone.count()
    gone.delete()
    return number


def tell_of_letters(*, today: date) -> int:
    """Tell authors of the entries that come back today, or did in the last month, each once; return how many."""
    due = (
        Entry.objects.not_deleted()
        .filter(returns_on__range=(today - timedelta(days=30), today))
        .select_related("author")
    )
    for entry in due:
        key, path = f"{_letter(entry)}{entry.returns_on}", reverse("letter", args=[entry.key])
        notices.remind(event=Event(kind=Notice.Kind.LETTER, key=key, actor=entry.author, path=path))
    return len(due)
