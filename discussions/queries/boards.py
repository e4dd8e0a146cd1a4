"""Reads of a board as a whole: its threads, what is new on it, and what was said with certain words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, JSONObject, Left

from accounts.models import User
from accounts.numbers import row_number
from cohorts.models import Membership
from content.text import excerpt
from discussions.models import Post, PostQuerySet, Thread
from discussions.queries.titles import prompt_titles, title_of

MOST_COUNTED = 51
# Enough for an excerpt, so that a list does not carry whole posts.
WORDS_LENGTH = 500


@dataclass(frozen=True)
class ThreadLine:
    """A thread in the list of a board, with how many posts it has and how many of them are new to the reader.

    Both are counted up to 51, which stands for more than 50. `words` begin the newest post that she may read, which is
    `by` somebody, and `begun_by` tells who began the thread, where that is somebody else's post; all are empty where
    there is nothing to show.
    """

    thread: Thread
    title: str
    posts: int
    new: int
    last_at: datetime
    words: str = ""
    by: str = ""
    begun_by: str = ""

    @property
    def key(self) -> str:
        """Where the list goes on after this thread, in the order that it has now."""
        return f"{int(self.thread.is_pinned)}{int(self.new > 0)}-{self.thread.pk}"


@dataclass(frozen=True)
class Board:
    """Threads of a board, and in how many there is something new, from the first of these on."""

    lines: list[ThreadLine]
    new: int


def latest_threads(membership: Membership, language: str, limit: int, after: str = "") -> list[ThreadLine]:
    """The threads of a board, as `board_of` gives them."""
    return board_of(membership, language, limit, after).lines


def board_of(membership: Membership, language: str, limit: int, after: str = "") -> Board:
    """The threads of a board in which something was said, as the holder of a place sees them. Two queries at most.

    Those that are pinned first, then those with something new, then by the latest post. `after` is the key of a line:
    only those that follow it in this order are given, at the price of one query. Each figure is looked up for the
    threads that are shown, so that a board of many posts costs no more.
    """
    said = _ordered(membership)
    if marker := _marker(said, after):
        pinned, new, thread = marker
        rest = Q(last_at__lt=thread.last_at) | Q(last_at=thread.last_at, pk__lt=thread.pk)
        same = Q(is_pinned=pinned) & (Q(has_new__lt=new) | Q(has_new=new) & rest)
        said = said.filter(same | Q(is_pinned__lt=pinned))
    in_all = Window(Sum("has_new"))
    threads: list[Any] = list(_with_figures(said.annotate(new_in_all=in_all), membership)[:limit])
    titles = prompt_titles([thread.step_key for thread in threads if thread.step_key], language)
    lines = [_line(thread, title_of(thread, titles)) for thread in threads]
    return Board(lines, threads[0].new_in_all if threads else 0)


def _line(thread: Any, title: str) -> ThreadLine:
    newest, opening = thread.newest or {}, thread.opening or {}
    return ThreadLine(
        thread,
        title,
        thread.post_count,
        thread.new_count,
        thread.last_at,
        words=excerpt(newest.get("words", "")),
        by=_shown_name(newest),
        begun_by="" if opening.get("pk") == newest.get("pk") else _shown_name(opening),
    )


def _shown_name(said: dict[str, Any]) -> str:
    """Who wrote what `_first_of` found, where that is shown."""
    if not said or said["is_nameless"]:
        return ""
    return User(name=said["name"], erased_at=said["erased_at"]).get_full_name()


def news_in(places: list[Membership]) -> dict[int, int]:
    """In how many threads there is something new to the holder of several places, by the numbers of their cohorts.

    One query for any number, none for a single one: what is new there is shown with its threads.
    """
    if len(places) < 2:
        return {}
    first, *others = (_news_at(place) for place in places)
    return dict(first.union(*others, all=True).order_by())


def _news_at(place: Membership) -> "QuerySet[Any, Any]":
    threads = Count("thread", distinct=True)
    return Post.objects.waiting_for(place).order_by().values_list("thread__cohort").annotate(number=threads)


def _threads(membership: Membership) -> "QuerySet[Any]":
    """The threads of a board: `up_to` is how far they are read, `is_open` whether all in them may be, and `has_new`.

    All is asked for along the threads, whose posts lie in an index: a post is looked at only if it is new.
    """
    mine = FilteredRelation("readings", condition=Q(readings__user=membership.user_id))
    own = Post.objects.filter(thread=OuterRef("pk"), author=membership.user_id, withdrawn_at=None)
    leads = membership.is_trainer
    is_open = Value(True) if leads else Case(When(is_write_first=False, then=Value(True)), default=Exists(own))
    threads = Thread.objects.begun_since(membership.reads_from).filter(cohort=membership.cohort_id)
    threads = threads.annotate(mine=mine)
    threads = threads.annotate(up_to=Coalesce("mine__up_to", 0), is_open=is_open)
    has_new = Case(When(Exists(_new(membership)) | Exists(_saved(membership)), then=1), default=0)
    return threads.annotate(has_new=has_new)


def _readable(posts: PostQuerySet) -> PostQuerySet:
    """The posts of a thread, or what opens it where all else waits for the reader's own post."""
    return posts.filter(Q(is_opening=True) | Q(ExpressionWrapper(OuterRef("is_open"), BooleanField())))


def _of_thread(membership: Membership) -> PostQuerySet:
    return Post.objects.shown().filter(thread=OuterRef("pk")).begun_since(membership.reads_from)


def _new(membership: Membership) -> PostQuerySet:
    return _readable(Post.objects.of_others(membership).filter(thread=OuterRef("pk"), pk__gt=OuterRef("up_to")))


def _saved(membership: Membership) -> PostQuerySet:
    """What she has saved to read later, without what is new in any case."""
    saved = _readable(_of_thread(membership).saved_by(membership.user_id))
    is_read = Q(pk__lte=OuterRef("up_to")) | Q(author=membership.user_id) | Q(posted_at__lt=membership.joined_at)
    return saved.filter(is_read)


def _ordered(membership: Membership) -> "QuerySet[Any]":
    latest = _of_thread(membership).order_by("-posted_at", "-pk").values("posted_at")[:1]
    return (
        _threads(membership)
        .annotate(last_at=Subquery(latest))
        .filter(last_at__isnull=False)
        .order_by("-is_pinned", "-has_new", "-last_at", "-pk")
    )


def _with_figures(threads: "QuerySet[Any]", membership: Membership) -> "QuerySet[Any]":
    """With `post_count`, `new_count`, `newest`, the last post that may be read, and `opening`, that with which somebody
    began the thread.
    """
    return threads.annotate(
        newest=_first_of(_readable(_of_thread(membership)).order_by("-posted_at", "-pk")),
        opening=_first_of(_of_thread(membership).filter(is_opening=True).order_by("pk")),
        post_count=_Counted(_of_thread(membership)),
        new_count=_Counted(_new(membership)) + _Counted(_saved(membership)),
    )


def _first_of(posts: PostQuerySet) -> Subquery:
    """Who wrote the first of some posts, and how it begins; all in one value, so that it is looked up once."""
    said = JSONObject(
        pk="pk",
        name="author__name",
        erased_at="author__erased_at",
        is_nameless="is_nameless",
        words=Left("source", WORDS_LENGTH),
    )
    return Subquery(posts.values(said=said)[:1])


class _Counted(Subquery):
    """How many rows a query has, counted up to 51: a long thread costs a list no more than a short one."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()

    def __init__(self, posts: PostQuerySet) -> None:
        super().__init__(posts.order_by().values("pk")[:MOST_COUNTED])


def _marker(threads: "QuerySet[Thread]", after: str) -> tuple[bool, int, Any] | None:
    """What a key says: whether the thread was pinned and had something new when the key was made, and the thread."""
    group, _dash, number = after.partition("-")
    pk = row_number(number)
    if pk is None or len(group) != 2 or set(group) - {"0", "1"}:
        return None
    thread = threads.filter(pk=pk).first()
    return (group[0] == "1", int(group[1]), thread) if thread else None
