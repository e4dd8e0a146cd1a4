"""Verbs of reading and following."""

from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import BigIntegerField, Case, F, Value, When
from django.db.models.functions import Greatest
from django.utils import timezone

from accounts.models import User
from cohorts.models import Cohort, Membership
from discussions.models import Following, Post, Reading, SavedPost, Thread
from discussions.services.locking import locked_post, locked_thread, locked_threads
from notices import services as notices
from notices.events import EventKey

# Whoever goes back to the page on which she saved a post has not read it again.
JUST_NOW = timedelta(minutes=1)


def note_read(
    *, user: User, thread: Thread, posts: Iterable[int], unread: Iterable[int] = (), saved: Collection[int] = ()
) -> None:
    """Note that a person has read posts of a thread, and the notices of them.

    `unread` are new posts on other pages of it: none of them counts as read, rather is one shown as new once more.
    `saved` are posts that she saved to read later: what of them is among the read ones is done with, unless it was
    saved just now. Safe to repeat, on any device: it
    never goes backwards.
    """
    read = sorted(posts)
    if not read:
        return
    up_to = min([read[-1], *(pk - 1 for pk in unread)])
    behind = Reading.objects.filter(user=user, thread=thread)
    # Each in a transaction of its own, and the thread is not held: who reads waits for nobody.
    if not behind.filter(up_to__lt=up_to).update(up_to=up_to):
        # The thread may have gone while it was being read.
        with suppress(IntegrityError), transaction.atomic():
            Reading.objects.bulk_create([Reading(user=user, thread=thread, up_to=up_to)], ignore_conflicts=True)
    if again := [pk for pk in read if pk in saved]:
        SavedPost.objects.filter(user=user, post__in=again, saved_at__lt=timezone.now() - JUST_NOW).delete()
    notices.mark_read_by_keys(person=user, keys=[EventKey.POST.of(pk) for pk in read])


@transaction.atomic
def save_for_later(*, user: User, post: Post, is_saved: bool) -> None:
    """Keep a post among what is new to a person until she reads it again, or take it off. Safe to repeat.

    Raises Gone.
    """
    if is_saved:
        saving = SavedPost(user=user, post=locked_post(post))
        SavedPost.objects.bulk_create([saving], ignore_conflicts=True)
    else:
        SavedPost.objects.filter(user=user, post=post).delete()


@transaction.atomic
def mark_board_read(*, membership: Membership) -> None:
    """Note that a person has read all that she may read on a board, and the notices of it; what she saved to read later
    stays saved. As many queries for any.
    """
    new = list(Post.objects.new_at(membership).values_list("thread_id", "pk"))
    ends: dict[int, int] = {}
    for thread_id, pk in new:
        ends[thread_id] = max(pk, ends.get(thread_id, 0))
    ends = {thread.pk: ends[thread.pk] for thread in locked_threads().filter(pk__in=ends)}
    begun = [Reading(user=membership.user, thread_id=thread_id, up_to=pk) for thread_id, pk in ends.items()]
    Reading.objects.bulk_create(begun, ignore_conflicts=True)
    # Only onwards: another window may have read further in the meantime.
    numbers = [When(thread=thread_id, then=Value(pk, BigIntegerField())) for thread_id, pk in ends.items()]
    read = Case(*numbers, default=F("up_to"))
    Reading.objects.filter(user=membership.user, thread__in=ends).update(up_to=Greatest(F("up_to"), read))
    notices.mark_read_by_keys(person=membership.user, keys=[EventKey.POST.of(pk) for _thread, pk in new])


@transaction.atomic
def follow_thread(*, user: User, thread: Thread, level: str) -> None:
    """Choose what to hear of in a thread; an empty level goes back to what holds for the board. Raises Gone."""
    thread = locked_thread(thread.pk)
    if level:
        facts = {"level": level, "cohort_id": thread.cohort_id, "is_chosen": True}
        Following.objects.update_or_create(user=user, thread=thread, defaults=facts)
    else:
        Following.objects.filter(user=user, thread=thread).delete()


@transaction.atomic
def follow_board(*, user: User, cohort: Cohort, level: str) -> int:
    """Choose what to hear of on a board, and return in how many threads something else was chosen, which stays.

    Who wants to hear nothing hears nothing of threads that she wrote in either.
    """
    Following.objects.update_or_create(user=user, cohort=cohort, thread=None, defaults={"level": level})
    in_threads = Following.objects.filter(user=user, cohort=cohort).exclude(thread=None)
    if level == Following.Level.NONE:
        in_threads.filter(is_chosen=False).delete()
    return in_threads.filter(is_chosen=True).exclude(level=level).count()


def take_part(*, user: User, thread: Thread) -> None:
    """Follow a thread because one has written in it, if one has not chosen otherwise."""
    facts = {"cohort_id": thread.cohort_id, "level": Following.Level.ALL, "is_chosen": False}
    following = Following(user=user, thread=thread, **facts)
    Following.objects.bulk_create([following], ignore_conflicts=True)
