"""Verbs of moderation: hide with a reason, pin, lock, move, and find out a name where names are not shown."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from content import text
from discussions.models import NameOpening, Post, Reading, Thread
from discussions.services.locking import Gone, locked_post, locked_threads
from discussions.services.reporting import settle
from discussions.services.telling import tell_author
from notices import services as notices
from notices.events import EventKey
from notices.models import Notice


@transaction.atomic
def hide(*, post: Post, by: User, reason: str) -> Post:
    """Hide a post from everybody but its author and the trainers, say why, and tell the author. Safe to repeat.

    Reports of it are settled by this, and whoever was told of the post is told of it no longer. Raises Gone.
    """
    found = locked_post(post)
    is_new = found.hidden_at is None and found.withdrawn_at is None
    if is_new:
        found.hidden_at, found.hidden_because = timezone.now(), text.normalise(reason)
        found.save(update_fields=["hidden_at", "hidden_because"])
        _hide_title(found, True)
        notices.withdraw_notices(keys=[found.event])
        key = EventKey.HIDDEN.of(found.pk)
        tell_author(post=found, by=by, kind=Notice.Kind.HIDDEN, key=key, subject=found.hidden_because)
    settle(post=found, by=by)
    return found


@transaction.atomic
def show_again(*, post: Post) -> Post:
    """Show a hidden post again. Safe to repeat. Raises Gone."""
    found = locked_post(post)
    if found.hidden_at:
        found.hidden_at, found.hidden_because = None, ""
        found.save(update_fields=["hidden_at", "hidden_because"])
        _hide_title(found, False)
        notices.withdraw_notices(keys=[EventKey.HIDDEN.of(found.pk)])
    return found


def _hide_title(post: Post, is_hidden: bool) -> None:
    """What opens a thread has given it its title."""
    if post.is_opening:
        Thread.objects.filter(pk=post.thread_id).update(is_title_hidden=is_hidden)


def pin(*, thread: Thread, is_pinned: bool) -> None:
    """Keep a thread at the top of its board, or let it go down with time. Safe to repeat."""
    Thread.objects.filter(pk=thread.pk).update(is_pinned=is_pinned)


def turn(*, thread: Thread, kind: str) -> None:
    """Make a question of a conversation, or a conversation of a question. Other threads stay what they are. Safe to
    repeat.
    """
    Thread.objects.filter(pk=thread.pk, kind__in=Thread.TURNING).update(kind=kind)


def lock(*, thread: Thread, is_locked: bool) -> None:
    """Close a thread for new posts, or open it again. Safe to repeat."""
    Thread.objects.filter(pk=thread.pk).update(is_locked=is_locked)


@transaction.atomic
def move(*, post: Post, to: Thread) -> Post:
    """Move a post with the answers to it to another thread of the same board, and return it. Safe to repeat.

    A post that opens a thread takes the whole of it along, and the thread that is left empty goes. Nothing moves out
    of a thread without names or into one: it would show, or link, who wrote it. Nothing moves between threads where
    one writes first and others, or it could be read before. Raises Gone when the post or the thread is no longer there.
    """
    threads = locked_threads(may_go=True).in_bulk([post.thread_id, to.pk])
    found = Post.objects.select_for_update().filter(pk=post.pk).first()
    if found is None or found.thread_id not in threads or to.pk not in threads:
        raise Gone
    old, new = threads[found.thread_id], threads[to.pk]
    if found.parent_id or old.pk == new.pk or not old.exchanges_posts_with(new):
        return found
    moved = old.posts.all() if found.is_opening else old.posts.filter(pk=found.pk) | old.posts.filter(parent=found)
    _show_as_new(list(moved.order_by("pk").values_list("pk", flat=True)), old, new)
    moved.update(thread=new, is_opening=False)
    if not old.posts.exists() and old.is_free:
        old.delete()
    found.refresh_from_db()
    return found


def _show_as_new(posts: list[int], old: Thread, new: Thread) -> None:
    """Set back how far the new thread is read by those who have not read what comes into it: what is shown twice is
    better than what is never seen.
    """
    have_read = Reading.objects.filter(thread=old, up_to__gte=posts[-1]).values("user")
    Reading.objects.filter(thread=new, up_to__gte=posts[0]).exclude(user__in=have_read).update(up_to=posts[0] - 1)


@transaction.atomic
def open_name(*, post: Post, by: User, reason: str) -> NameOpening:
    """Look up who wrote a post without a name, and return what is kept of it. The author is told, with the reason.

    Safe to repeat: the first reason counts. Raises Gone.
    """
    post = locked_post(post)
    reason = text.normalise(reason)
    opening, is_new = NameOpening.objects.get_or_create(post=post, by=by, defaults={"reason": reason})
    if is_new:
        key = EventKey.NAME_OPENED.of(opening.pk)
        tell_author(post=post, by=by, kind=Notice.Kind.OPENED, key=key, subject=opening.reason)
    return opening
