"""A thread as one person reads it: who speaks, what is new, what waits until she has written herself."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext

from accounts.models import User
from cohorts.models import Membership
from discussions.following import level_in_force
from discussions.models import Attachment, Draft, Following, Post, Reading, Thread


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
    """A thread for one person. `held_back` counts the posts that she reads when she has written herself."""

    thread: Thread
    lines: list[PostLine]
    is_trainer: bool = False
    held_back: int = 0
    new: tuple[int, ...] = ()
    shown: tuple[int, ...] = ()
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

    def finds_new(self, post: Post) -> bool:
        return (
            post.author_id != self.user.pk
            and post.pk > self.up_to
            and post.withdrawn_at is None
            and post.hidden_at is None
            and self.joined_at is not None
            and post.posted_at >= self.joined_at
        )


def conversation(thread: Thread, user: User) -> Conversation:
    """The posts of a thread in order, answers under what they answer, as one person reads them.

    Three queries, and one for files if there are any.
    """
    posts: list[Any] = list(_with_marks(thread, user))
    places: dict[int, Any] = {place.user_id: place for place in _with_levels(thread, user)}
    place = places.get(user.pk)
    here = place if place and place.left_at is None else None
    up_to = posts[0].up_to if posts else None
    is_trainer = here is not None and here.role == Membership.Role.TRAINER
    reader = _Reader(user, is_trainer, here.joined_at if here else None, up_to or 0)
    readable = _readable(posts, thread, reader)
    shown = {post.pk for post in readable}
    voices, files = _voices(posts, places, user), _files(readable)
    lines = _in_rows(
        PostLine(
            post,
            voices[post.pk],
            is_mine=post.author_id == user.pk,
            is_new=reader.finds_new(post),
            is_shown=post.withdrawn_at is None and (not post.hidden_at or is_trainer or post.author_id == user.pk),
            files=tuple(files[post.pk]),
        )
        for post in readable
    )
    chosen, on_board = (place.chosen or "", place.on_board or "") if place else ("", "")
    return Conversation(
        thread,
        lines,
        is_trainer=is_trainer,
        held_back=sum(1 for post in posts if post.pk not in shown and not post.withdrawn_at and not post.hidden_at),
        new=tuple(post.pk for post in readable if reader.finds_new(post)),
        shown=tuple(post.pk for post in readable),
        level=level_in_force(chosen, on_board),
        chosen_level=chosen,
        drafts=drafts_of(user, thread.cohort_id),
    )


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


def _in_rows(lines: Iterable[PostLine]) -> list[PostLine]:
    """Answers under what they answer."""
    answers: dict[int, list[PostLine]] = defaultdict(list)
    rows = []
    for line in lines:
        if line.post.parent_id:
            answers[line.post.parent_id].append(line)
        else:
            rows.append(line)
    return [_with_answers(line, answers[line.post.pk]) for line in rows]


def _with_answers(line: PostLine, answers: list[PostLine]) -> PostLine:
    return PostLine(line.post, line.voice, line.is_mine, line.is_new, line.is_shown, line.files, tuple(answers))


def _voices(posts: list[Post], places: dict[int, Membership], user: User) -> dict[int, Voice]:
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
            author, place = post.author, places.get(post.author_id)
            role = str(place.get_role_display()) if place else ""
            hue = str(author.pk)[-1]
            voices[post.pk] = Voice(author.name, author.get_short_name(), author.initials, hue, role, author.unit)
    return voices


def _files(posts: list[Any]) -> dict[int, list[Attachment]]:
    """The files of posts, without what they hold. One query, or none."""
    found: dict[int, list[Attachment]] = defaultdict(list)
    standing = [post.pk for post in posts if post.has_files and post.withdrawn_at is None]
    for file in Attachment.objects.filter(post__in=standing).defer("content") if standing else ():
        found[file.post_id].append(file)
    return found
