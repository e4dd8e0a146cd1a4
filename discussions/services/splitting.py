"""The verb of splitting posts off into a thread of their own."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from content import text
from discussions.models import Following, Post, Reading, Thread
from discussions.services.locking import Gone, locked_threads
from notices import services as notices
from notices.events import EventKey


@transaction.atomic
def split(*, thread: Thread, posts: Collection[int], title: str, submission_id: UUID) -> Thread:
    """Make a new thread of posts of another, with the answers to them, and return it. Safe to repeat with the same
    submission.

    What opens a thread stays, and so does a thread without names whole, as nothing moves out of it. An answer that
    leaves what it answers stands on its own. Who has read a post has read it there, and who follows the old thread
    follows the new one. Raises Gone when none of the posts is there any more.
    """
    old = locked_threads().filter(pk=thread.pk).first()
    if done := Thread.objects.filter(split_submission=submission_id).first():
        return done
    if old is None or old.is_anonymous:
        raise Gone
    chosen = old.posts.filter(pk__in=posts, is_opening=False, withdrawn_at=None)
    first = chosen.order_by("posted_at", "pk").first()
    if first is None:
        raise Gone
    new = Thread.objects.create(
        cohort=old.cohort,
        title=text.normalise(title),
        is_write_first=old.is_write_first,
        # Whoever reads what was begun since a moment reads no more than before.
        started_at=old.started_at if old.is_free else first.posted_at,
        split_from=old,
        split_submission=submission_id,
    )
    numbers = list(chosen.values_list("pk", flat=True))
    moved = list(old.posts.filter(Q(pk__in=numbers) | Q(parent__in=numbers)).values_list("pk", flat=True))
    Post.objects.filter(pk__in=moved).exclude(parent__in=moved).update(parent=None)
    Post.objects.filter(pk__in=moved).update(thread=new)
    _take_along(old, new)
    if new.is_write_first:
        notices.tell_anew(keys=[EventKey.POST.of(pk) for pk in moved], subject=new.title)
    return new


def _take_along(old: Thread, new: Thread) -> None:
    """How far each has read, since posts keep their numbers, and what each wants to hear of."""
    marks = Reading.objects.filter(thread=old).values_list("user_id", "up_to")
    Reading.objects.bulk_create(Reading(user_id=user, thread=new, up_to=up_to) for user, up_to in marks)
    facts = Following.objects.filter(thread=old).values_list("user_id", "level", "is_chosen")
    Following.objects.bulk_create(
        Following(user_id=user, cohort_id=new.cohort_id, thread=new, level=level, is_chosen=is_chosen)
        for user, level, is_chosen in facts
    )
