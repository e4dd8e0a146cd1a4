"""Verbs of the board."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cohorts.models import Cohort
from content import text
from discussions.models import DiscussionPage, Post, Thread
from notices import services as notices
from notices.models import Notice
from progress import services as progress


def thread_of_prompt(*, cohort_id: int, step_key: UUID) -> Thread:
    """The cohort's own thread by a course prompt, opened when it is not there."""
    thread, _created = Thread.objects.get_or_create(cohort_id=cohort_id, step_key=step_key)
    return thread


class Gone(Exception):
    """What somebody wanted to answer was taken back in the same moment."""


def open_thread(*, cohort: Cohort, author: User, title: str, source: str, submission_id: UUID) -> Post:
    """Start a free thread with its first post, and return the post. Safe to repeat with the same submission."""
    try:
        with transaction.atomic():
            thread = Thread.objects.create(cohort=cohort, title=text.normalise(title))
            return _write(thread, author, source, None, submission_id)
    except IntegrityError:
        return Post.objects.get(author=author, submission_id=submission_id)


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
    except IntegrityError:
        said = Post.objects.filter(author=author, submission_id=submission_id).first()
        if said is None:
            raise Gone from None
        return said
    if parent:
        _tell(post, parent)
    return post


@transaction.atomic
def withdraw(*, post: Post) -> None:
    """Take a post back: it disappears, and a free thread that holds nothing else with it. Safe to repeat.

    Where others have answered, their answers stay, and in its place stands that it was taken back.
    """
    # Locked, so that an answer of this moment is either seen here or finds its post gone.
    found = Post.objects.select_for_update(of=("self",)).select_related("thread").filter(pk=post.pk).first()
    if found is None:
        return
    thread = Thread.objects.select_for_update().get(pk=found.thread_id)
    if found.replies.exists():
        found.source, found.html, found.withdrawn_at = "", "", timezone.now()
        found.save(update_fields=["source", "html", "withdrawn_at"])
    else:
        found.delete()
    if thread.step_key is None and not thread.posts.filter(withdrawn_at=None, parent=None).exists():
        if thread.posts.exists():
            thread.title = ""
            thread.save(update_fields=["title"])
        else:
            thread.delete()


def _write(thread: Thread, author: User, source: str, parent: Post | None, submission_id: UUID) -> Post:
    source = text.normalise(source)
    return Post.objects.create(
        thread=thread,
        author=author,
        parent=parent,
        source=source,
        html=text.render(source),
        submission_id=submission_id,
    )


def _note_progress(thread: Thread, author: User) -> None:
    if thread.step_key is None:
        return
    page = DiscussionPage.objects.filter(translation_key=thread.step_key).only("replies_asked").first()
    own = list(thread.posts.filter(author=author).values_list("parent_id", "parent__author_id"))
    said = any(parent_id is None for parent_id, _author in own)
    answered = sum(1 for parent_id, to in own if parent_id and to != author.pk)
    if page and said and answered >= page.replies_asked:
        progress.record(coach=author, step_key=thread.step_key)


def _tell(post: Post, parent: Post) -> None:
    notices.tell(
        recipient=parent.author,
        actor=post.author,
        kind=Notice.Kind.REPLY,
        key=f"post:{post.pk}",
        subject=text.excerpt(post.source),
        path=reverse("post", args=[post.pk]),
    )
