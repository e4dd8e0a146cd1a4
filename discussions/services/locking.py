"""What a verb is about, held for its transaction: always the thread before the post, so that no two verbs lock up.

`may_go` is for verbs that may delete the thread: they hold back everybody else's rows that point at it as well. The
others let those through, or a reader's mark and a verb could wait for each other.
"""

from django.db.models import QuerySet

from discussions.models import Post, Thread


class Gone(Exception):
    """The post or the thread is no longer there, or no longer where it was: somebody took it back or moved it in the
    same moment.
    """


def locked_threads(*, may_go: bool = False) -> QuerySet[Thread]:
    """Threads with their cohorts; those that are read from here are held, in one order."""
    threads = Thread.objects.select_for_update(of=("self",), no_key=not may_go)
    return threads.select_related("cohort").order_by("pk")


def locked_thread(pk: int) -> Thread:
    """A thread with its cohort. Raises Gone."""
    found = locked_threads().filter(pk=pk).first()
    if found is None:
        raise Gone
    return found


def locked_post(post: Post, *, may_go: bool = False) -> Post:
    """A post with its author, thread and cohort; its thread is held with it. Raises Gone."""
    thread = locked_threads(may_go=may_go).filter(posts=post.pk).first()
    held = Post.objects.select_for_update(of=("self",)).select_related("author", "thread__cohort")
    found = held.filter(pk=post.pk).first()
    if thread is None or found is None:
        raise Gone
    return found
