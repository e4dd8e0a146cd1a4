"""Verbs of moderation: report, hide with a reason, pin, lock, move, and open a name where names are not shown."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from content import text
from discussions.models import NameOpening, Post, Report, Thread
from discussions.services.telling import tell_author, tell_trainers
from notices import services as notices
from notices.models import Notice


@transaction.atomic
def report(*, post: Post, by: User, reason: str) -> Report:
    """Ask the trainers to look at a post, and return the report. Each person once for a post; the first reason counts.

    What was settled and is reported by another comes up again.
    """
    found, is_new = Report.objects.get_or_create(post=post, by=by, defaults={"reason": text.normalise(reason)})
    if is_new:
        tell_trainers(post, by, f"report:{found.pk}")
    return found


@transaction.atomic
def settle(*, post: Post, by: User) -> None:
    """Note that a trainer has looked at what was reported. Safe to repeat: the first time counts."""
    waiting = Report.objects.filter(post=post, settled_at=None)
    keys = [f"report:{pk}" for pk in waiting.values_list("pk", flat=True)]
    waiting.update(settled_at=timezone.now(), settled_by=by)
    for key in keys:
        notices.take_back(key=key)


@transaction.atomic
def hide(*, post: Post, by: User, reason: str) -> Post:
    """Hide a post from everybody but its author and the trainers, say why, and tell the author. Safe to repeat.

    Reports of it are settled by this, and whoever was told of the post is told of it no longer.
    """
    found = Post.objects.select_for_update(of=("self",)).select_related("author", "thread__cohort").get(pk=post.pk)
    is_new = found.hidden_at is None and found.withdrawn_at is None
    if is_new:
        found.hidden_at, found.hidden_because = timezone.now(), text.normalise(reason)
        found.save(update_fields=["hidden_at", "hidden_because"])
        notices.take_back(key=found.event)
        tell_author(found, by, Notice.Kind.HIDDEN, f"hidden:{found.pk}", found.hidden_because)
    settle(post=found, by=by)
    return found


@transaction.atomic
def show_again(*, post: Post) -> Post:
    """Show a hidden post again. Safe to repeat."""
    found = Post.objects.select_for_update().get(pk=post.pk)
    if found.hidden_at:
        found.hidden_at, found.hidden_because = None, ""
        found.save(update_fields=["hidden_at", "hidden_because"])
        notices.take_back(key=f"hidden:{found.pk}")
    return found


def pin(*, thread: Thread, is_pinned: bool) -> None:
    """Keep a thread at the top of its board, or let it go down with time. Safe to repeat."""
    Thread.objects.filter(pk=thread.pk).update(is_pinned=is_pinned)


def lock(*, thread: Thread, is_locked: bool) -> None:
    """Close a thread for new posts, or open it again. Safe to repeat."""
    Thread.objects.filter(pk=thread.pk).update(is_locked=is_locked)


@transaction.atomic
def move(*, post: Post, to: Thread) -> Post:
    """Move a post with the answers to it to another thread of the same board, and return it. Safe to repeat.

    A post that opens a thread takes the whole of it along, and the thread that is left empty goes. Only between
    threads that show names in the same way, or somebody would be named, or nameless, without having chosen it.
    """
    threads = Thread.objects.select_for_update().filter(pk__in={post.thread_id, to.pk}).order_by("pk").in_bulk()
    found = Post.objects.select_for_update().get(pk=post.pk)
    old, new = threads[found.thread_id], threads[to.pk]
    if found.parent_id or old.pk == new.pk or old.cohort_id != new.cohort_id or old.is_anonymous != new.is_anonymous:
        return found
    moved = old.posts.all() if found.is_opening else old.posts.filter(pk=found.pk) | old.posts.filter(parent=found)
    moved.update(thread=new, is_opening=False)
    if not old.posts.exists() and old.step_key is None:
        old.delete()
    found.refresh_from_db()
    return found


@transaction.atomic
def open_name(*, post: Post, by: User, reason: str) -> NameOpening:
    """Look up who wrote a post without a name, and return what is kept of it. The author is told, with the reason.

    Safe to repeat: the first reason counts.
    """
    reason = text.normalise(reason)
    opening, is_new = NameOpening.objects.get_or_create(post=post, by=by, defaults={"reason": reason})
    if is_new:
        tell_author(post, by, Notice.Kind.OPENED, f"opened:{opening.pk}", opening.reason)
    return opening
