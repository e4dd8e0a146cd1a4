"""Reads of the journal, for the author alone; and of what was shared, for those it was shared with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.models import User
from accounts.room import Marked
from cohorts.models import Cohort
from content.excerpts import around, marked
from content.stems import sought
from content.text import paragraphs
from courses.models import Step
from courses.queries import course_path
from journals.models import Entry, EntryQuerySet, ReflectionPage, Remark, Share, ShareReader

ENTRIES_ON_A_PAGE = 25


@dataclass(frozen=True)
class EntryLine:
    """An entry in the list of one's own. Its title is the prompt's in the reader's language, or how it begins. `found`
    is the part of its text that holds what she looks for.
    """

    entry: Entry
    title: Marked
    found: Marked = ()


@dataclass(frozen=True)
class Prompt:
    """A prompt that somebody has written by, with the course it belongs to."""

    key: UUID
    title: str
    course: str


@dataclass(frozen=True)
class Prompts:
    """All the prompts that somebody has written by, in the order of the tree."""

    rows: tuple[Prompt, ...]

    @cached_property
    def titles(self) -> dict[UUID, str]:
        return {row.key: row.title for row in self.rows}

    @property
    def by_course(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Courses with their prompts, as the choices of a select."""
        courses = dict.fromkeys(row.course for row in self.rows)
        return [(name, [(str(row.key), row.title) for row in self.rows if row.course == name]) for name in courses]

    def title_of(self, entry: Entry) -> str:
        return title_of(entry, self.titles.get(entry.step_key) if entry.step_key else None)


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for among her entries; `show` is all, shared, private or letters."""

    query: str = ""
    prompt: UUID | None = None
    show: str = "all"


@dataclass(frozen=True)
class Timeline:
    """A page of one's own entries, the newest first; `older` is the number of the last one when there are more."""

    lines: tuple[EntryLine, ...]
    older: int | None


def title_of(entry: Entry, prompt: str | None) -> str:
    """What an entry is called: as its prompt, or how it begins."""
    if entry.step_key is None:
        return entry.name or _("An empty entry")
    return prompt or _("A prompt that is no longer in the course")


def entry_at(author: User, step_key: UUID) -> Entry | None:
    """What somebody has written by a prompt, and not thrown away. One query."""
    return Entry.objects.visible_to(author).not_deleted().with_is_shared().filter(step_key=step_key).first()


def own_prompts(author: User, language: str) -> Prompts:
    """The prompts that somebody has written by, as they are called in a language. Three queries."""
    # Asked for first, since a database that does not know of ten thousand entries plans badly around them.
    written = Entry.objects.visible_to(author).not_deleted().exclude(step_key=None).order_by()
    keys = list(written.values_list("step_key", flat=True).distinct())
    steps = list(
        Step.objects.filter(translation_key__in=keys, locale__language_code=language)
        .order_by("path")
        .values_list("translation_key", "title", "path")
    )
    paths = {course_path(path) for *_rest, path in steps}
    courses = dict(Page.objects.filter(path__in=paths).values_list("path", "title"))
    return Prompts(tuple(Prompt(key, title, courses.get(course_path(path), "")) for key, title, path in steps))


def timeline(author: User, prompts: Prompts, wanted: Wanted, before: int | None = None) -> Timeline:
    """A page of somebody's entries. One query; one more for a later page (`before` is the number of an entry)."""
    found = _matching(author, wanted).with_is_shared()
    if before and (marker := Entry.objects.visible_to(author).filter(pk=before).first()):
        same_moment = Q(created_at=marker.created_at, pk__lt=marker.pk)
        found = found.filter(Q(created_at__lt=marker.created_at) | same_moment)
    entries = list(found.order_by("-created_at", "-pk")[: ENTRIES_ON_A_PAGE + 1])
    words = sought(wanted.query)
    lines = tuple(
        EntryLine(entry, marked(prompts.title_of(entry), words), around(entry.text, words) if words else ())
        for entry in entries[:ENTRIES_ON_A_PAGE]
    )
    return Timeline(lines, lines[-1].entry.pk if len(entries) > ENTRIES_ON_A_PAGE else None)


def _matching(author: User, wanted: Wanted) -> EntryQuerySet:
    found = Entry.objects.visible_to(author).not_deleted().defer("stems")
    if wanted.query.strip():
        # A query without a letter finds nothing.
        words = sought(wanted.query)
        found = found.with_words(words) if words else found.none()
    if wanted.prompt:
        found = found.filter(step_key=wanted.prompt)
    shared = Share.objects.visible_to(author).open().filter(author=author).exclude(entry=None).values("entry")
    if wanted.show == "shared":
        found = found.filter(pk__in=shared)
    if wanted.show == "private":
        found = found.exclude(pk__in=shared)
    if wanted.show == "letters":
        found = found.exclude(returns_on=None)
    return found


def letters_due(author: User, today: date) -> list[Entry]:
    """Letters to herself that have come back and that she has not looked back on yet. One query; none, and
    no letters, while her journal is closed.
    """
    if author.sealed_at:
        return []
    due = Entry.objects.visible_to(author).not_deleted().filter(returns_on__lte=today, later=None)
    return list(due.order_by("returns_on", "pk"))


def prompt_of(entry: Entry, language: str) -> ReflectionPage | None:
    """The prompt that an entry was written by, in a language, also when it was taken out of the course. One query."""
    if entry.step_key is None:
        return None
    return ReflectionPage.objects.filter(translation_key=entry.step_key, locale__language_code=language).first()


@dataclass(frozen=True)
class Readers:
    """Who would read what is shared: how many besides the author, and the trainers; and the role she has."""

    number: int
    trainers: tuple[User, ...]
    own_role: str

    @property
    def names(self) -> str:
        return ", ".join(trainer.name for trainer in self.trainers)

    @property
    def numbers(self) -> str:
        """As the form sends them back, so that nobody reads whom its author was not shown."""
        return ",".join(str(trainer.pk) for trainer in self.trainers)


def readers_of(cohort: Cohort, author: User) -> Readers:
    """Who a text is shared with, to be seen before it is. One query."""
    memberships = cohort.memberships.current().select_related("user").order_by("user__name", "pk")
    others = [membership for membership in memberships if membership.user_id != author.pk]
    own = next((membership.get_role_display() for membership in memberships if membership.user_id == author.pk), "")
    trainers = tuple(membership.user for membership in others if membership.is_trainer)
    return Readers(len(others), trainers, str(own))


@dataclass(frozen=True)
class DialogueLine:
    """Something shared with trainers, in a list; the share's `latest` is when something was said last."""

    share: Share
    is_own: bool


def dialogues(user: User) -> list[DialogueLine]:
    """What somebody shared with trainers or trainers had shared with them, latest words first. One query."""
    shares = Share.objects.visible_to(user).filter(audience=Share.Audience.TRAINERS)
    latest = shares.select_related("author", "cohort").annotate(latest=Max("remarks__said_at", default=None))
    ordered = sorted(latest, key=lambda share: share.latest or share.shared_at, reverse=True)
    return [DialogueLine(share, share.author_id == user.pk) for share in ordered]


@dataclass(frozen=True)
class Newcomer:
    """A trainer who will read what somebody shared in a cohort, unless she says no: how many texts, and from when."""

    reader: ShareReader
    cohort: Cohort
    number: int


def shares_of(author: User) -> list[Share]:
    """What others can read of an author now, the latest first, each with its readers. Two queries."""
    own = Share.objects.visible_to(author).filter(author=author).open().with_is_open().with_readers()
    return list(own.select_related("cohort", "entry", "post").order_by("-shared_at", "-pk"))


def newcomers(shares: Iterable[Share]) -> list[Newcomer]:
    """The trainers who wait to read shares that have their readers. No query."""
    waiting: dict[tuple[int, int], list[tuple[Any, ShareReader]]] = {}
    for share in shares:
        for reader in getattr(share, "readers_now"):  # noqa: B009
            if not reader.reads_now:
                waiting.setdefault((reader.person_id, share.cohort_id), []).append((share, reader))
    return [Newcomer(found[0][1], found[0][0].cohort, len(found)) for found in waiting.values()]


def remarks_left_by(author: User) -> list[Remark]:
    """What somebody said in dialogues that she reads no longer. One query."""
    left = Remark.objects.filter(author=author, withdrawn_at=None).exclude(share__in=Share.objects.visible_to(author))
    return list(left.exclude(source="").select_related("share__cohort").order_by("-said_at", "-pk"))


def chosen_text(entry: Entry, places: Sequence[int]) -> str:
    """The paragraphs of an entry at these places, in the order of the text."""
    return "\n\n".join(part for place, part in enumerate(paragraphs(entry.text)) if place in places)
