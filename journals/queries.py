"""Reads of the journal, for the author alone."""

from dataclasses import dataclass
from uuid import UUID

from accounts.models import User
from courses.models import Step
from journals.models import Entry


@dataclass(frozen=True)
class EntryLine:
    """An entry in the list of one's own, with the prompt's title in the reader's language and where it stands."""

    entry: Entry
    title: str
    url: str


def entry_at(author: User, step_key: UUID) -> Entry | None:
    """What somebody has written by a prompt. One query."""
    return Entry.objects.visible_to(author).filter(step_key=step_key).first()


def own_entries(author: User, language: str) -> list[EntryLine]:
    """All that somebody has written, newest first. Two queries."""
    entries = list(Entry.objects.visible_to(author).exclude(text=""))
    steps = Step.objects.filter(
        translation_key__in=[entry.step_key for entry in entries], locale__language_code=language
    )
    by_key = {step.translation_key: step for step in steps}
    return [_line(entry, by_key.get(entry.step_key)) for entry in entries]


def _line(entry: Entry, step: Step | None) -> EntryLine:
    return EntryLine(entry, step.title if step else "", (step.get_url() or "") if step and step.live else "")
