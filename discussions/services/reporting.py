"""Verbs of reports: somebody asks the trainers to look at a post, and one of them has."""

from django.db import transaction
from django.utils import timezone

from accounts.limits import spend
from accounts.models import User
from content import text
from discussions.models import Post, Report
from discussions.services.locking import Gone, locked_post
from discussions.services.telling import tell_trainers
from notices import services as notices


@transaction.atomic
def report(*, post: Post, by: User, reason: str) -> Report:
    """Ask the trainers to look at a post, and return the report. Each person once for a post; the first reason counts.

    What was settled and is reported by another comes up again. Raises Gone and TooOften.
    """
    post = locked_post(post)
    if post.withdrawn_at:
        raise Gone
    # Two presses of one person wait for each other at the post.
    if found := Report.objects.filter(post=post, by=by).first():
        return found
    spend(user=by, action="report")
    found = Report.objects.create(post=post, by=by, reason=text.normalise(reason))
    tell_trainers(post=post, by=by, key=found.event)
    return found


@transaction.atomic
def settle(*, post: Post, by: User | None) -> None:
    """Note that a trainer has looked at what was reported, or that nobody need any more. Safe to repeat: the first
    time counts.
    """
    waiting = Report.objects.filter(post=post, settled_at=None)
    keys = waiting.events()
    waiting.update(settled_at=timezone.now(), settled_by=by)
    notices.withdraw_notices(keys=keys)
