"""Verbs of writing: start a thread, post, answer, take it back, and mark what helped."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.db.models import Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.limits import TooOften, spend
from accounts.models import User
from cohorts.models import Cohort, Gathering, Membership
from content import text
from courses.services import complete_step
from discussions.boxes import NEW_THREAD
from discussions.files import Checked
from discussions.models import Attachment, DiscussionPage, Draft, Post, Thread
from discussions.queries.titles import prompt_manner
from discussions.services.locking import Gone, locked_post, locked_thread
from discussions.services.reading import take_part
from discussions.services.reporting import settle
from discussions.services.room import Full, take_room
from discussions.services.telling import levels_at, tell_of_post
from notices import services as notices
from notices.events import EventKey

# What keeps a text that has not been posted from being posted.
REFUSALS = (TooOften, Full)


class Closed(Exception):
    """Nobody posts there any more: the thread is locked, or its cohort has ended."""


class Named(Exception):
    """Somebody was told that no name is shown, and the thread shows names."""


def thread_of_prompt(*, cohort_id: int, step_key: UUID) -> Thread:
    """The cohort's own thread by a course prompt, opened as the prompt wants it when it is not there."""
    here = {"cohort_id": cohort_id, "step_key": step_key}
    thread = Thread.objects.filter(**here).first()
    return thread or Thread.objects.get_or_create(**here, defaults=prompt_manner(step_key, cohort_id))[0]


def thread_of_gathering(*, gathering: Gathering) -> Thread:
    """The conversation that belongs to a gathering, begun when it is not there."""
    found = {"cohort_id": gathering.cohort_id, "title": gathering.title}
    return Thread.objects.get_or_create(gathering=gathering, defaults=found)[0]


def name_thread_anew(*, gathering: Gathering, **signal: Any) -> None:
    """Call the conversation of a gathering as that is called now."""
    Thread.objects.filter(gathering=gathering).call(gathering.title)


def open_thread(
    *,
    cohort: Cohort,
    author: User,
    title: str,
    source: str,
    submission_id: UUID,
    kind: str = Thread.Kind.TALK,
    is_anonymous: bool = False,
    is_write_first: bool = False,
    files: Sequence[Checked] = (),
) -> Post:
    """Start a free thread with its first post, and return the post. Safe to repeat with the same submission.

    Everybody in the cohort is told of an announcement, at once. Whether names are shown is settled by this for good.
    Raises Closed, Gone when the cohort was deleted meanwhile, TooOften, Full when there is no room for the files, and
    Named for a thread without names where names are always shown.
    """
    if cohort.ended_on:
        raise Closed
    _refuse_nameless(cohort, author, submission_id, is_anonymous)
    manner: dict[str, Any] = {"kind": kind, "is_anonymous": is_anonymous, "is_write_first": is_write_first}
    try:
        spend(user=author, action="post")
        with transaction.atomic():
            take_room(author=author, cohort_id=cohort.pk, files=files)
            thread = Thread.objects.create(cohort=cohort, title=text.normalise(title), **manner)
            post = _write(thread, author, source, submission_id, files=files, is_opening=True)
            _follow_up(post, None, NEW_THREAD)
    except (IntegrityError, *REFUSALS) as refused:
        said = _said_or_raise(author, submission_id, refused)
        if _is_the_same(said, source, files, None) and _is_begun_alike(said.thread, title, manner):
            return said
        if isinstance(refused, REFUSALS):
            raise
        facts: dict[str, Any] = {"title": title, "source": source, "files": files, **manner}
        return open_thread(cohort=cohort, author=author, submission_id=_next_number(submission_id, facts), **facts)
    return post


def create_post(
    *,
    thread: Thread,
    author: User,
    source: str,
    submission_id: UUID,
    parent: Post | None = None,
    files: Sequence[Checked] = (),
    expects_no_name: bool = False,
) -> Post:
    """Post in a thread, or answer a post of it, and return the post. Safe to repeat with the same submission; another
    text under the same number, as after a press on the browser's Back, is a post of its own.

    An answer to an answer joins the same row of answers. The step is done when the author has said something of
    her own and answered as many colleagues as the prompt asks for. Raises Gone, Closed, TooOften, Full when
    there is no room for the files, and Named where she was told that no name is shown and one would be.
    """
    if parent and parent.parent_id:
        parent = parent.parent
    try:
        spend(user=author, action="post")
        with transaction.atomic():
            take_room(author=author, cohort_id=thread.cohort_id, files=files)
            thread = _open_for_writing(thread, parent)
            if expects_no_name and not thread.is_anonymous:
                raise Named
            post = _write(thread, author, source, submission_id, parent=parent, files=files)
            _note_progress(thread, author)
            _follow_up(post, parent, thread.box_below(parent.pk if parent else None))
    except (IntegrityError, *REFUSALS) as refused:
        said = _said_or_raise(author, submission_id, refused)
        if _is_the_same(said, source, files, parent):
            return said
        if isinstance(refused, REFUSALS):
            raise
        facts: dict[str, Any] = {"source": source, "files": files, "parent": parent}
        return create_post(thread=thread, author=author, submission_id=_next_number(submission_id, facts), **facts)
    return post


def _refuse_nameless(cohort: Cohort, author: User, submission_id: UUID, is_anonymous: bool) -> None:
    """Raise Named for a thread without names where names are always shown, unless it is one that there is."""
    if is_anonymous and not cohort.takes_nameless:
        said = post_of_submission(author=author, submission_id=submission_id)
        if said is None or not said.thread.is_anonymous:
            raise Named


def post_of_submission(*, author: User, submission_id: UUID) -> Post | None:
    """What somebody has posted under a number, if anything."""
    return Post.objects.filter(author=author, submission_id=submission_id).select_related("thread").first()


def _said_or_raise(author: User, submission_id: UUID, refused: Exception) -> Post:
    """What a refused submission has posted already. Raises TooOften or Full when it was that, and Gone when what
    it points at is no longer there.
    """
    said = post_of_submission(author=author, submission_id=submission_id)
    if said is None:
        raise refused if isinstance(refused, REFUSALS) else Gone from None
    return said


def first_text(*, post: Post) -> str:
    """What a post said when it was posted, whatever it was changed to since."""
    first = post.versions.order_by("replaced_at", "pk").values_list("source", flat=True).first()
    return post.source if first is None else first


def _is_the_same(post: Post, source: str, files: Sequence[Checked], parent: Post | None) -> bool:
    """Whether a post came of the same press: the same text and as many files in the same place."""
    is_there = post.parent_id == (parent.pk if parent else None) and post.attachments.count() == len(files)
    return is_there and first_text(post=post) == text.normalise(source)


def _is_begun_alike(thread: Thread, title: str, manner: dict[str, Any]) -> bool:
    return thread.title == text.normalise(title) and all(getattr(thread, name) == manner[name] for name in manner)


def _next_number(submission_id: UUID, facts: dict[str, Any]) -> UUID:
    """The number of another text under the same number: the same for the same text, so that a double click is one."""
    said = [value for value in facts.values() if isinstance(value, str | bool)]
    return uuid5(submission_id, repr([*said, len(facts["files"])]))


def _open_for_writing(thread: Thread, parent: Post | None) -> Thread:
    """The thread, for this transaction alone: its posts are numbered in the order in which they are there to read."""
    here = locked_thread(thread.pk)
    # What is answered may have been moved away since it was shown.
    if parent and not here.posts.filter(pk=parent.pk).exists():
        raise Gone
    if not here.takes_posts:
        raise Closed
    return here


@transaction.atomic
def mark_helped(*, post: Post, user: User, helped: bool) -> None:
    """Say that a post helped, or take that back. Nobody's own post helps her. Safe to repeat. Raises Gone, TooOften."""
    if post.author_id == user.pk:
        return
    spend(user=user, action="help")
    found = locked_post(post)
    if helped:
        found.helped.add(user)
    else:
        found.helped.remove(user)


@transaction.atomic
def withdraw_post(*, post: Post) -> None:
    """Take a post back: its text and files go for good. Safe to repeat.

    In a conversation with others a trace stays where it stood; else it disappears, and an empty free thread with it.
    """
    # An answer of this moment is either seen here or finds no post.
    try:
        found = locked_post(post, may_go=True)
    except Gone:
        return
    if found.withdrawn_at:
        return
    thread = found.thread
    notices.withdraw_notices(keys=[found.event])
    settle(post=found, by=None)
    # Without names, a trace stays in any case: the others are numbered by who spoke first.
    with_others = thread.posts.exclude(author=found.author_id).exists()
    if with_others or found.replies.exists() or thread.is_anonymous:
        found.versions.all().delete()
        found.attachments.all().delete()
        found.write("")
        found.withdrawn_at = timezone.now()
        found.save(update_fields=["source", "html", "stems", "rules_version", "withdrawn_at"])
    else:
        notices.withdraw_notices(keys=[EventKey.HIDDEN.of(found.pk)])
        found.delete()
    if thread.is_free and not thread.posts.filter(withdrawn_at=None, parent=None).exists():
        if thread.posts.exists():
            thread.title = ""
            thread.save(update_fields=["title", "stems"])
        else:
            thread.delete()


def _write(
    thread: Thread,
    author: User,
    source: str,
    submission_id: UUID,
    *,
    parent: Post | None = None,
    files: Sequence[Checked] = (),
    is_opening: bool = False,
) -> Post:
    post = Post(thread=thread, author=author, parent=parent, submission_id=submission_id, is_opening=is_opening)
    post.is_nameless = thread.is_anonymous and not _is_trainer(author, thread.cohort_id)
    post.write(source)
    post.save(force_insert=True)
    if post.is_nameless:
        if not all(file.may_be_nameless for file in files):
            raise Named
        files = [file.without_name(_("picture")) for file in files]
    Attachment.objects.bulk_create([Attachment(post=post, **file.facts) for file in files])
    return post


def _is_trainer(user: User, cohort_id: int) -> bool:
    return Membership.objects.trainers().filter(user=user, cohort_id=cohort_id).exists()


def _follow_up(post: Post, parent: Post | None, box: str) -> None:
    """What comes of a post: its draft is done with, its author follows the thread, and those it concerns are told."""
    Draft.objects.filter(user=post.author, cohort=post.thread.cohort_id, box=box).delete()
    levels = levels_at(post.thread)
    if (post.author_id, True) not in levels and levels.get((post.author_id, False)) != "none":
        take_part(user=post.author, thread=post.thread)
    tell_of_post(post=post, parent=parent, levels=levels)


def _note_progress(thread: Thread, author: User) -> None:
    if thread.step_key is None:
        return
    asked = DiscussionPage.objects.filter(translation_key=thread.step_key).values("replies_asked")[:1]
    posts = thread.posts.filter(author=author, withdrawn_at=None).annotate(asked=Subquery(asked))
    own = list(posts.values_list("parent_id", "parent__author_id", "asked"))
    said = any(parent_id is None for parent_id, _author, _asked in own)
    answered = sum(1 for parent_id, to, _asked in own if parent_id and to != author.pk)
    wanted = own[0][2] if own else None
    if wanted is not None and said and answered >= wanted:
        complete_step(coach=author, step_key=thread.step_key)
