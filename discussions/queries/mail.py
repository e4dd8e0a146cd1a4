"""What a mail about a post says of it, and what somebody answers by mail."""

from enum import StrEnum

from django.urls import reverse

from accounts.models import User
from cohorts.queries import shut_to
from discussions.models import Post, Thread
from discussions.queries.titles import prompt_page, title_of
from discussions.reply_addresses import reply_address, takes_answers
from notices.lines import About, Whole


class Refusal(StrEnum):
    """Why an answer by mail is not posted."""

    LATE = "late"
    LEFT = "left"
    GONE = "gone"
    HIDDEN = "hidden"
    CLOSED = "closed"
    WAITS = "waits"
    FIRST = "first"
    EMPTY = "empty"
    TOO_LONG = "too long"
    TOO_BIG = "too big"
    NAMED = "named"
    TOO_OFTEN = "too often"


def about_post(user: User, pk: int, *, is_whole: bool) -> About:
    """A post as it is now for somebody who gets a mail of it, with all of its text if it `is_whole`; gone where she
    reads it no longer. One query, one for its files, and one where each writes first.
    """
    posts = Post.objects.shown().in_the_time_of(user.pk).filter(thread__in=Thread.objects.visible_to(user))
    post = posts.select_related("thread__cohort").filter(pk=pk).first()
    if post is None:
        return About(is_gone=True)
    # Where each writes first, most of it is read, and answered, by those who have written.
    is_open = post.is_opening or not post.thread.is_write_first
    is_answered = post.thread.takes_posts and (is_open or Post.objects.readable_by(user.pk).filter(pk=pk).exists())
    numbers = {"person": user.pk, "thread": post.thread_id, "post": post.pk}
    return About(
        whole=_whole(post) if is_whole and is_open else None,
        is_answered=is_answered,
        reply_to=reply_address(**numbers) if is_answered and takes_answers() else "",
        is_nameless=shows_no_name(user, post.thread),
    )


def shows_no_name(user: User, thread: Thread) -> bool:
    """Whether what somebody writes in a thread shows no name. One query where that is so for most."""
    return thread.is_anonymous and not Thread.objects.led_by(user).filter(pk=thread.pk).exists()


def answered_post(user: User, thread_id: int, pk: int, language: str) -> Post | Refusal:
    """The post that somebody answers by mail, with its thread and cohort, or why she cannot. Three queries, and two for
    a step of a course.
    """
    thread = Thread.objects.visible_to(user).select_related("cohort").filter(pk=thread_id).first()
    if thread is None:
        return Refusal.LEFT if Thread.objects.filter(pk=thread_id).exists() else Refusal.GONE
    post = thread.posts.in_the_time_of(user.pk).filter(pk=pk, withdrawn_at=None).select_related("parent").first()
    if post is None:
        return Refusal.GONE
    if post.hidden_at:
        return Refusal.HIDDEN
    if not thread.takes_posts:
        return Refusal.CLOSED
    page = prompt_page(thread, language)
    if page and shut_to(user, thread.cohort_id, page):
        return Refusal.WAITS
    if not Post.objects.readable_by(user.pk).filter(pk=pk).exists():
        return Refusal.FIRST
    post.thread = thread
    return post


def _whole(post: Post) -> Whole:
    slug = post.thread.cohort.slug
    files = tuple(
        (name, reverse("discussions:file", args=[slug, number]))
        for number, name in post.attachments.values_list("pk", "name")
    )
    return Whole(title_of(post.thread), post.source, post.body, files)
