"""A thread as one person reads it: who speaks, what is new, what waits until she has written herself."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext

from accounts.models import User
from cohorts.models import Membership
from discussions.following import level_in_force
from discussions.models import Attachment, Draft, Following, Post, Reading, SavedPost, Thread
from discussions.paging import Head, Reader, ThreadPage, numbers_of_voices, page_of
from discussions.presses import SELDOM, Press
from discussions.queries.presses import presses_of
from discussions.quoting import quote


@dataclass(frozen=True)
class Voice:
    """Who speaks, as far as others may know it."""

    name: str
    short_name: str
    initials: str
    hue: str
    role: str = ""
    unit: str = ""


@dataclass(frozen=True)
class PostLine:
    """A post with who said it, what belongs to it, and the answers to it."""

    post: Post
    voice: Voice
    is_mine: bool
    is_new: bool
    is_shown: bool
    files: tuple[Attachment, ...] = ()
    replies: tuple["PostLine", ...] = ()
    # As addresses and ids on the page hold it, many times for each post.
    number: str = ""
    # The post that begins its row: an answer to it joins the same row.
    row: str = ""
    may: frozenset[Press] = frozenset()

    @property
    def may_more(self) -> bool:
        """Whether there is something that is seldom done with it."""
        return bool(self.may & SELDOM)


@dataclass(frozen=True)
class Conversation:
    """A page of a thread for one person. `held_back` counts the posts that she reads when she has written herself.

    `shown` are the posts on the page, `new` those of them that are new to her, and `new_elsewhere` those on others that
    she has not read. `saved` are those that she saved to read later.
    """

    thread: Thread
    lines: list[PostLine]
    is_trainer: bool = False
    held_back: int = 0
    new: tuple[int, ...] = ()
    saved: frozenset[int] = frozenset()
    new_elsewhere: tuple[int, ...] = ()
    shown: tuple[int, ...] = ()
    page: int = 1
    pages: int = 1
    level: str = "mine"
    chosen_level: str = ""
    drafts: dict[str, Draft] = field(default_factory=dict)
    may_turn: bool = False
    has_splits: bool = False

    def quote_of(self, pk: int) -> tuple[int, str] | None:
        """The row in which a post is answered, and its words as a quote; none where it cannot be quoted."""
        for line in (one for first in self.lines for one in (first, *first.replies)):
            if line.post.pk == pk and "quote" in line.may:
                name = "" if self.thread.is_anonymous else line.voice.name
                return int(line.row), quote(line.post.source, name)
        return None

    @property
    def last(self) -> PostLine | None:
        """The last post on the page that may be saved for later, and the thread with it."""
        lines = [one for first in self.lines for one in (first, *first.replies) if "later" in one.may]
        return max(lines, key=lambda line: line.post.pk, default=None)

    @property
    def first_new(self) -> int | None:
        return self.new[0] if self.new else None


@dataclass(frozen=True)
class _Overview:
    """A thread without its texts, who reads it since when, and what she chose to hear of: there, and on the board;
    whether there are threads that its posts could move to, and any that were split off it.
    """

    heads: list[Head]
    reader: Reader
    reads_from: datetime | None
    in_thread: str
    on_board: str
    has_other_threads: bool
    has_splits: bool


def conversation(thread: Thread, user: User, *, page: int = 0, at: int = 0) -> Conversation:
    """A page of a thread, posts in order and answers under what they answer, as one person reads it.

    The page that is wanted, or that of the post `at`, or where something is new, or the last. However long the thread,
    only the posts of that page are read whole. Four queries, one for files if there are any, and one for who reads
    what is written since a moment.
    """
    overview = _overview(thread, user)
    part = page_of(
        _of_her_time(thread, overview), overview.reader, write_first=thread.is_write_first, wanted=page, at=at
    )
    lines = _lines(thread, user, overview, part)
    unread = {head.pk for head in overview.heads if overview.reader.finds_unread(head)}
    return Conversation(
        thread,
        _in_rows(part, lines),
        is_trainer=overview.reader.is_trainer,
        held_back=part.held_back,
        new=tuple(pk for pk in part.new if pk in lines),
        saved=frozenset(overview.reader.saved),
        new_elsewhere=tuple(pk for pk in part.new if pk not in lines and pk in unread),
        shown=tuple(lines),
        page=part.number,
        pages=part.pages,
        level=level_in_force(overview.in_thread, overview.on_board),
        chosen_level=overview.in_thread,
        drafts=drafts_of(user, thread.cohort_id),
        may_turn=_may_turn(thread, overview),
        has_splits=overview.has_splits or thread.split_from_id is not None,
    )


def _may_turn(thread: Thread, overview: _Overview) -> bool:
    """Whether the reader may make it a question or a conversation, as `turned_by` tells for many."""
    reader = overview.reader
    began = (head.is_opening and head.author_id == reader.pk and head.withdrawn_at is None for head in overview.heads)
    return thread.is_free and thread.kind in Thread.TURNING and (reader.is_trainer or any(began))


def drafts_of(user: User, cohort_id: int) -> dict[str, Draft]:
    """What a person has begun to write on a board, by the box it stands in. One query."""
    return {draft.box: draft for draft in Draft.objects.begun_by(user, cohort_id)}


def _overview(thread: Thread, user: User) -> _Overview:
    """Two queries. The first begins at the thread, so that it tells of the reader also where nobody has written."""
    place = Membership.objects.current().filter(cohort=thread.cohort_id, user=user)
    chosen = Following.objects.filter(user=user, cohort=thread.cohort_id)
    # Each is the same for all posts: the database looks them up once.
    of_reader = {
        "role": Subquery(place.values("role")),
        "joined_at": Subquery(place.values("joined_at")),
        "reads_from": Subquery(place.values("reads_from")),
        "up_to": Subquery(Reading.objects.filter(user=user, thread=thread).values("up_to")),
        "in_thread": Subquery(chosen.filter(thread=thread).values("level")),
        "on_board": Subquery(chosen.filter(thread=None).values("level")),
        "has_others": Exists(Thread.objects.exchanging_posts_with(thread)),
        "has_splits": Exists(Thread.objects.filter(split_from=thread)),
    }
    posts = Thread.objects.filter(pk=thread.pk).order_by("posts__posted_at", "posts__pk")
    of_post = [f"posts__{name}" for name in Head._fields]
    rows = list(posts.annotate(**of_reader).values_list(*of_post, *of_reader))
    # No row: the thread itself has gone since.
    role, joined_at, reads_from, up_to, in_thread, on_board, has_others, has_splits = (
        rows[0][len(of_post) :] if rows else [None] * len(of_reader)
    )
    return _Overview(
        [Head(*row[: len(of_post)]) for row in rows if row[0]],
        Reader(user.pk, role == Membership.Role.TRAINER, joined_at, up_to or 0, _saved(thread, user)),
        reads_from,
        in_thread or "",
        on_board or "",
        bool(has_others),
        bool(has_splits),
    )


def _saved(thread: Thread, user: User) -> frozenset[int]:
    """The posts of a thread that a person has saved to read later. One query."""
    return frozenset(SavedPost.objects.filter(user=user, post__thread=thread).values_list("post_id", flat=True))


def _of_her_time(thread: Thread, overview: _Overview) -> list[Head]:
    """The posts that are not older than what the reader may read. One query, or none."""
    if overview.reads_from is None:
        return overview.heads
    open_to_her = set(thread.posts.begun_since(overview.reads_from).values_list("pk", flat=True))
    return [head for head in overview.heads if head.pk in open_to_her]


def _lines(thread: Thread, user: User, overview: _Overview, part: ThreadPage) -> dict[int, PostLine]:
    """The posts of a page, by number; without those that have gone since it was looked which there are."""
    found = _whole(thread, overview.reader).in_bulk(part.posts)
    posts = [found[pk] for pk in part.posts if pk in found]
    numbers, files = numbers_of_voices(overview.heads), _files(posts)
    withdrawn = {head.pk for head in overview.heads if head.withdrawn_at}
    here = {"is_trainer": overview.reader.is_trainer, "has_other_threads": overview.has_other_threads}
    return {
        post.pk: PostLine(
            post,
            voice=_voice(post, numbers, overview.reader),
            is_mine=post.author_id == overview.reader.pk,
            is_new=post.pk in part.new,
            is_shown=_is_shown(post, overview.reader),
            files=tuple(files[post.pk]),
            number=str(post.pk),
            row=str(post.parent_id or post.pk),
            may=presses_of(post, user, in_withdrawn_row=post.parent_id in withdrawn, **here),
        )
        for post in posts
    }


def _in_rows(part: ThreadPage, lines: dict[int, PostLine]) -> list[PostLine]:
    """The posts of a page, each with the answers to it."""
    return [
        replace(lines[first], replies=tuple(lines[pk] for pk in answers if pk in lines))
        for first, *answers in part.rows
        if first in lines
    ]


def _whole(thread: Thread, reader: Reader) -> Any:
    """The posts of a thread with all that is shown of them: the `role` of the author, `helped_count`, whether it
    `helped_me`, and whether it `has_files`.
    """
    places = Membership.objects.filter(cohort=thread.cohort_id, user=OuterRef("author"))
    marks = Post.helped.through.objects.filter(post=OuterRef("pk"), user=reader.pk)
    return (
        thread.posts.select_related("author")
        .defer("stems")
        .annotate(
            role=Subquery(places.values("role")),
            helped_count=Count("helped", filter=Q(withdrawn_at=None)),
            helped_me=Exists(marks),
            has_files=Exists(Attachment.objects.filter(post=OuterRef("pk"))),
        )
    )


def _is_shown(post: Post, reader: Reader) -> bool:
    """Whether the reader is shown the text. What is hidden is still there for its author and the trainers."""
    is_open_to_her = post.hidden_at is None or reader.is_trainer or post.author_id == reader.pk
    return post.withdrawn_at is None and is_open_to_her


def _voice(post: Any, numbers: dict[int, int], reader: Reader) -> Voice:
    """Who speaks in a post. Without names, people have numbers."""
    if post.is_nameless:
        number = str(numbers[post.author_id])
        name = gettext("Participant %(number)s") % {"number": number}
        shown = gettext("%(voice)s (you)") % {"voice": name} if post.author_id == reader.pk else name
        return Voice(shown, name, number, number[-1])
    author, role = post.author, str(Membership.Role(post.role).label) if post.role else ""
    return Voice(
        author.get_full_name(), author.get_short_name(), author.initials, str(author.pk)[-1], role, author.unit
    )


def _files(posts: list[Any]) -> dict[int, list[Attachment]]:
    """The files of posts, without what they hold. One query, or none."""
    found: dict[int, list[Attachment]] = defaultdict(list)
    standing = [post.pk for post in posts if post.has_files and post.withdrawn_at is None]
    for file in Attachment.objects.filter(post__in=standing).defer("content") if standing else ():
        found[file.post_id].append(file)
    return found
