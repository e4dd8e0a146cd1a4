"""What of a thread one person reads: which posts, on which page, and what is new to her. Pure.

All of it follows from the heads of the posts: what they say plays no part.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

ROWS_ON_A_PAGE = 50


class Head(NamedTuple):
    """What stands around a post: where it belongs, whose it is, and whether it still stands."""

    pk: int
    parent_id: int | None
    author_id: int
    posted_at: datetime
    withdrawn_at: datetime | None = None
    hidden_at: datetime | None = None
    is_opening: bool = False
    is_nameless: bool = False

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None and self.hidden_at is None


@dataclass(frozen=True)
class Reader:
    """Who reads, since when she is in the cohort, up to which post she has read, and which she has saved for later. Out
    of it, nothing is unread.
    """

    pk: int
    is_trainer: bool = False
    joined_at: datetime | None = None
    up_to: int = 0
    saved: Collection[int] = ()

    def finds_new(self, head: Head) -> bool:
        """Whether she has not read it, or has saved it to read again."""
        return self.finds_unread(head) or (head.stands and head.pk in self.saved)

    def finds_unread(self, head: Head) -> bool:
        is_later = self.joined_at is not None and head.posted_at >= self.joined_at and head.pk > self.up_to
        return is_later and head.stands and head.author_id != self.pk


@dataclass(frozen=True)
class ThreadPage:
    """A page of a thread. Each row holds the numbers of a post and of the answers to it.

    `new` are all posts that are new to the reader, on this page or another; `held_back` counts those that she reads
    when she has written herself.
    """

    number: int
    pages: int
    rows: list[list[int]]
    new: list[int]
    held_back: int = 0

    @property
    def posts(self) -> list[int]:
        return [pk for row in self.rows for pk in row]


def page_of(
    heads: Sequence[Head], reader: Reader, *, write_first: bool = False, wanted: int = 0, at: int = 0
) -> ThreadPage:
    """The page of a thread that somebody is shown. The heads come in the order in which the posts were written."""
    open_to_her = readable(heads, reader) if write_first else heads
    new = [head.pk for head in open_to_her if reader.finds_new(head)]
    rows = in_rows(open_to_her)
    number = page_shown(rows, wanted=wanted, at=at, new=new)
    shown = rows[(number - 1) * ROWS_ON_A_PAGE : number * ROWS_ON_A_PAGE]
    held_back = sum(head.stands for head in heads) - sum(head.stands for head in open_to_her)
    return ThreadPage(number, pages(len(rows)), shown, new, held_back)


def readable(heads: Sequence[Head], reader: Reader) -> Sequence[Head]:
    """Where each writes first: all for trainers and for those who have written, else what opens the thread."""
    has_written = any(head.author_id == reader.pk and head.withdrawn_at is None for head in heads)
    return heads if reader.is_trainer or has_written else [head for head in heads if head.is_opening]


def in_rows(heads: Iterable[Head]) -> list[list[int]]:
    """Each post with the answers to it behind it."""
    rows: dict[int, list[int]] = {}
    for head in heads:
        if head.parent_id is None:
            rows[head.pk] = [head.pk]
        elif head.parent_id in rows:
            rows[head.parent_id].append(head.pk)
    return list(rows.values())


def pages(rows: int) -> int:
    """How many pages a thread has; an empty one has one."""
    return max(1, -(-rows // ROWS_ON_A_PAGE))


def page_shown(rows: Sequence[Collection[int]], *, wanted: int = 0, at: int = 0, new: Collection[int] = ()) -> int:
    """The number of the page that is shown, from 1. Each row holds the numbers of a post and of the answers to it.

    The page that is wanted, if there is one; else that of the post `at`, of the first new post, or the last.
    """
    if 1 <= wanted <= pages(len(rows)):
        return wanted
    places = {pk: row for row, posts in enumerate(rows) for pk in posts}
    first_new = min((places[pk] for pk in new if pk in places), default=len(rows) - 1)
    return max(0, places.get(at, first_new)) // ROWS_ON_A_PAGE + 1


def numbers_of_voices(heads: Iterable[Head]) -> dict[int, int]:
    """The number of each who speaks without a name, by author: they count in the order in which they first spoke."""
    authors = dict.fromkeys(head.author_id for head in heads if head.is_nameless)
    return {author: number for number, author in enumerate(authors, start=1)}
