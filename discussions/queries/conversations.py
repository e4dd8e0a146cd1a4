"""A thread as one person reads it: who speaks, what is new, what waits until she has written herself."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext

from accounts.models import User
from cohorts.models import Membership
from discussions.following import level_in_force
from discussions.models import Attachment, Draft, Following, Post, Reading, Thread
from discussions.paging import ROWS_ON_A_PAGE, page_shown, pages


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


@dataclass(frozen=True)
class Conversation:
    """A page of a thread for one person. `held_back` counts the posts that she reads when she has written herself.

    `shown` are the posts on the page, `new` those of them that are new to her, and `new_elsewhere` those on others.
    """

    thread: Thread
    lines: list[PostLine]
    is_trainer: bool = False
    held_back: int = 0
    new: tuple[int, ...] = ()
    new_elsewhere: tuple[int, ...] = ()
    shown: tuple[int, ...] = ()
    page: int = 1
    pages: int = 1
    level: str = "mine"
    chosen_level: str = ""
    drafts: dict[str, Draft] = field(default_factory=dict)

    @property
    def first_new(self) -> int | None:
        return self.new[0] if self.new else None


@dataclass(frozen=True)
class _Reader:
    user: User
    is_trainer: bool
    joined_at: datetime | None
    up_to: int
    chosen: str
    on_board: str

    @classmethod
    def of(cls, user: User, membership: Any, up_to: int) -> "_Reader":
        """By her place in the cohort, as `_with_levels` gives it, if she has one."""
        here = membership if membership and membership.is_current else None
        is_trainer = here is not None and here.is_trainer
        levels = (membership.chosen or "", membership.on_board or "") if membership else ("", "")
        return cls(user, is_trainer, here.joined_at if here else None, up_to, *levels)

    def finds_new(self, post: Post) -> bool:
        return (
            post.author_id != self.user.pk
            and post.pk > self.up_to
            and post.withdrawn_at is None
            and post.hidden_at is None
            and self.joined_at is not None
            and post.posted_at >= self.joined_at
        )


def conversation(thread: Thread, user: User, *, page: int = 0, at: int = 0) -> Conversation:
    """A page of a thread, posts in order and answers under what they answer, as one person reads it.

    The page that is wanted, or that of the post `at`, or where something is new, or the last. Four queries, and one
    for files if there are any.
    """
    posts: list[Any] = list(_with_marks(thread, user))
    people = {user.pk, *(post.author_id for post in posts)}
    memberships: dict[int, Any] = {
        membership.user_id: membership for membership in _with_levels(thread, user).filter(user__in=people)
    }
    reader = _Reader.of(user, memberships.get(user.pk), (posts[0].up_to if posts else None) or 0)
    readable = _readable(posts, thread, reader)
    new = [post.pk for post in readable if reader.finds_new(post)]
    rows = _in_rows(readable)
    number = page_shown([[post.pk for post in row] for row in rows], wanted=page, at=at, new=new)
    rows_shown = rows[(number - 1) * ROWS_ON_A_PAGE : number * ROWS_ON_A_PAGE]
    shown = [post for row in rows_shown for post in row]
    voices, files = _voices(posts, memberships, user), _files(shown)
    lines = {post.pk: _line(post, voices[post.pk], tuple(files[post.pk]), reader) for post in shown}
    keys = {post.pk for post in readable}
    return Conversation(
        thread,
        [replace(lines[row[0].pk], replies=tuple(lines[post.pk] for post in row[1:])) for row in rows_shown],
        is_trainer=reader.is_trainer,
        held_back=sum(1 for post in posts if post.pk not in keys and not post.withdrawn_at and not post.hidden_at),
        new=tuple(pk for pk in new if pk in lines),
        new_elsewhere=tuple(pk for pk in new if pk not in lines),
        shown=tuple(lines),
        page=number,
        pages=pages(len(rows)),
        level=level_in_force(reader.chosen, reader.on_board),
        chosen_level=reader.chosen,
        drafts=drafts_of(user, thread.cohort_id),
    )


def _line(post: Post, voice: Voice, files: tuple[Attachment, ...], reader: _Reader) -> PostLine:
    is_mine = post.author_id == reader.user.pk
    is_shown = post.withdrawn_at is None and (not post.hidden_at or reader.is_trainer or is_mine)
    return PostLine(post, voice, is_mine, reader.finds_new(post), is_shown, files)


def drafts_of(user: User, cohort_id: int) -> dict[str, Draft]:
    """What a person has begun to write on a board, by the box it stands in. One query."""
    return {draft.place: draft for draft in Draft.objects.begun_by(user, cohort_id)}


def _with_marks(thread: Thread, user: User) -> "QuerySet[Post]":
    """Each with `helped_count`, whether it `helped_me`, and `up_to`, how far the thread is read."""
    read = Reading.objects.filter(user=user, thread=thread).values("up_to")
    mine = Post.helped.through.objects.filter(post=OuterRef("pk"), user=user)
    files = Attachment.objects.filter(post=OuterRef("pk"))
    return thread.posts.select_related("author").annotate(
        helped_count=Count("helped", filter=Q(withdrawn_at=None)),
        helped_me=Exists(mine),
        has_files=Exists(files),
        up_to=Subquery(read),
    )


def _with_levels(thread: Thread, user: User) -> "QuerySet[Membership]":
    """The places in a thread's cohort, each with what the reader chose to hear of: `chosen` for the thread, `on_board`
    for the board; None where she has not chosen.
    """
    hers = Following.objects.filter(user=user, cohort=thread.cohort_id)
    return Membership.objects.filter(cohort=thread.cohort_id).annotate(
        chosen=Subquery(hers.filter(thread=thread).values("level")),
        on_board=Subquery(hers.filter(thread=None).values("level")),
    )


def _readable(posts: list[Post], thread: Thread, reader: _Reader) -> list[Post]:
    wrote = any(post.author_id == reader.user.pk and post.withdrawn_at is None for post in posts)
    if not thread.is_write_first or reader.is_trainer or wrote:
        return posts
    return [post for post in posts if post.is_opening]


def _in_rows(posts: Iterable[Post]) -> list[list[Post]]:
    """Each post with the answers to it behind it."""
    rows: dict[int, list[Post]] = {}
    for post in posts:
        if post.parent_id is None:
            rows[post.pk] = [post]
        elif post.parent_id in rows:
            rows[post.parent_id].append(post)
    return list(rows.values())


def _voices(posts: list[Post], memberships: dict[int, Membership], user: User) -> dict[int, Voice]:
    """Who speaks in each post. Without names, people are numbered in the order in which they first spoke."""
    numbers: dict[int, int] = {}
    voices = {}
    for post in posts:
        if post.is_nameless:
            number = numbers.setdefault(post.author_id, len(numbers) + 1)
            name = gettext("Participant %(number)s") % {"number": number}
            own = gettext("%(voice)s (you)") % {"voice": name} if post.author_id == user.pk else name
            voices[post.pk] = Voice(own, name, str(number), str(number)[-1])
        else:
            author, membership = post.author, memberships.get(post.author_id)
            role = str(membership.get_role_display()) if membership else ""
            hue = str(author.pk)[-1]
            voices[post.pk] = Voice(
                author.get_full_name(), author.get_short_name(), author.initials, hue, role, author.unit
            )
    return voices


def _files(posts: list[Any]) -> dict[int, list[Attachment]]:
    """The files of posts, without what they hold. One query, or none."""
    found: dict[int, list[Attachment]] = defaultdict(list)
    standing = [post.pk for post in posts if post.has_files and post.withdrawn_at is None]
    for file in Attachment.objects.filter(post__in=standing).defer("content") if standing else ():
        found[file.post_id].append(file)
    return found
