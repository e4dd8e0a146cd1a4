"""Verbs of the board."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cohorts.models import Cohort, Membership
from content import text
from discussions.models import DiscussionPage, Post, Thread
from discussions.naming import names_called
from notices import services as notices
from notices.models import Notice
from progress import services as progress


def thread_of_prompt(*, cohort_id: int, step_key: UUID) -> Thread:
    """The cohort's own thread by a course prompt, opened when it is not there."""
    thread, _created = Thread.objects.get_or_create(cohort_id=cohort_id, step_key=step_key)
    return thread


class Gone(Exception):
    """What somebody wanted to answer was taken back in the same moment."""


def open_thread(
    *, cohort: Cohort, author: User, title: str, source: str, submission_id: UUID, is_announcement: bool = False
) -> Post:
    """Start a free thread with its first post, and return the post. Safe to repeat with the same submission.

    Everybody in the cohort is told of an announcement, at once.
    """
    try:
        with transaction.atomic():
            thread = Thread.objects.create(cohort=cohort, title=text.normalise(title))
            post = _write(thread, author, source, None, submission_id)
            _tell(post, None, is_announcement)
    except IntegrityError:
        return Post.objects.get(author=author, submission_id=submission_id)
    return post


def say(*, thread: Thread, author: User, source: str, submission_id: UUID, parent: Post | None = None) -> Post:
    """Post in a thread, or answer a post of it, and return the post. Safe to repeat with the same submission.

    An answer to an answer joins the same row of answers. The step is done when the author has said something of
    her own and answered as many colleagues as the prompt asks for. Raises Gone.
    """
    if parent and parent.parent_id:
        parent = parent.parent
    try:
        with transaction.atomic():
            post = _write(thread, author, source, parent, submission_id)
            _note_progress(thread, author)
            _tell(post, parent)
    except IntegrityError:
        said = Post.objects.filter(author=author, submission_id=submission_id).first()
        if said is None:
            raise Gone from None
        return said
    return post


@transaction.atomic
def edit(*, post: Post, source: str) -> Post:
    """Say it otherwise; the earlier text is kept for the author. The same text again changes nothing. Raises Gone."""
    found = Post.objects.select_for_update().filter(pk=post.pk, withdrawn_at=None).first()
    if found is None:
        raise Gone
    earlier = found.source
    found.write(source)
    if found.source != earlier:
        found.versions.create(source=earlier)
        found.edited_at = timezone.now()
        found.save(update_fields=["source", "html", "folded", "rules_version", "edited_at"])
        notices.tell_anew(key=_event(found), subject=text.excerpt(found.source))
    return found


@transaction.atomic
def withdraw(*, post: Post) -> None:
    """Take a post back: it disappears, and a free thread that holds nothing else with it. Safe to repeat.

    Where others have answered, their answers stay, and in its place stands that it was taken back.
    """
    # Locked, so that an answer of this moment is either seen here or finds its post gone.
    found = Post.objects.select_for_update(of=("self",)).select_related("thread").filter(pk=post.pk).first()
    if found is None:
        return
    notices.take_back(key=_event(found))
    thread = Thread.objects.select_for_update().get(pk=found.thread_id)
    if found.replies.exists():
        found.versions.all().delete()
        found.write("")
        found.withdrawn_at = timezone.now()
        found.save(update_fields=["source", "html", "folded", "rules_version", "withdrawn_at"])
    else:
        found.delete()
    if thread.step_key is None and not thread.posts.filter(withdrawn_at=None, parent=None).exists():
        if thread.posts.exists():
            thread.title = ""
            thread.save(update_fields=["title"])
        else:
            thread.delete()


def _write(thread: Thread, author: User, source: str, parent: Post | None, submission_id: UUID) -> Post:
    post = Post(thread=thread, author=author, parent=parent, submission_id=submission_id)
    post.write(source)
    post.save(force_insert=True)
    return post


def _note_progress(thread: Thread, author: User) -> None:
    if thread.step_key is None:
        return
    page = DiscussionPage.objects.filter(translation_key=thread.step_key).only("replies_asked").first()
    own = list(thread.posts.filter(author=author).values_list("parent_id", "parent__author_id"))
    said = any(parent_id is None for parent_id, _author in own)
    answered = sum(1 for parent_id, to in own if parent_id and to != author.pk)
    if page and said and answered >= page.replies_asked:
        progress.record(coach=author, step_key=thread.step_key)


def _event(post: Post) -> str:
    return f"post:{post.pk}"


def _tell(post: Post, parent: Post | None, is_announcement: bool = False) -> None:
    """Tell the people that a post concerns, each of one thing: what concerns her most."""
    members = _others(post)
    called = names_called(post.source, {pk: user.name for pk, user in members.items()})
    asker = _asker(post)
    people: dict[str, set[int]] = {
        Notice.Kind.MENTION: called,
        Notice.Kind.ANNOUNCEMENT: set(members) if is_announcement else set(),
        Notice.Kind.ANSWER: {asker} if asker in members else set(),
        Notice.Kind.REPLY: {parent.author_id} if parent and parent.author_id in members else set(),
    }
    told: set[int] = set()
    for kind, concerned in people.items():
        _notify(post, kind, [members[pk] for pk in sorted(concerned - told)])
        told |= concerned


def _notify(post: Post, kind: str, people: list[User]) -> None:
    if people:
        notices.tell_many(
            recipients=people,
            actor=post.author,
            kind=kind,
            key=_event(post),
            subject=text.excerpt(post.source),
            place=post.thread.cohort.name,
            path=reverse("post", args=[post.pk]),
        )


def _others(post: Post) -> dict[int, User]:
    """Everybody who is in the cohort now but the author, by number. One query."""
    places = Membership.objects.filter(cohort_id=post.thread.cohort_id, left_at=None).exclude(user=post.author_id)
    return {place.user_id: place.user for place in places.select_related("user")}


def _asker(post: Post) -> int | None:
    """Who opened the free thread that a post stands in. One query, or none."""
    if post.thread.step_key:
        return None
    return post.thread.posts.filter(withdrawn_at=None).values_list("author_id", flat=True).first()
