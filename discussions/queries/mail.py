"""What a mail about a post says of it."""

from django.urls import reverse

from accounts.models import User
from discussions.models import Post, Thread
from discussions.queries.titles import title_of
from notices.lines import About, Whole


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
    return About(
        whole=_whole(post) if is_whole and is_open else None,
        is_answered=post.thread.takes_posts and (is_open or Post.objects.readable_by(user.pk).filter(pk=pk).exists()),
    )


def _whole(post: Post) -> Whole:
    slug = post.thread.cohort.slug
    files = tuple(
        (name, reverse("discussions:file", args=[slug, number]))
        for number, name in post.attachments.values_list("pk", "name")
    )
    return Whole(title_of(post.thread), post.source, post.body, files)
