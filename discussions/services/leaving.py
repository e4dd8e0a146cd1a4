"""Verbs of endings: the posts of somebody whose account is erased, and boards of cohorts that ended long ago."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import User
from cohorts.dates import months_after
from cohorts.models import Cohort
from discussions.models import Post, Report, Thread
from discussions.services.posts import withdraw_post
from notices import services as notices
from notices.models import Notice


@transaction.atomic
def forget_author(*, person: User) -> None:
    """Leave of a person's posts what she wants to stay: nothing but their places, or the texts without her files.

    Titles of threads that she started go with the texts. Answers of others stay where they are. Safe to repeat.
    """
    if not person.erasure_keeps_texts:
        Thread.objects.filter(posts__author=person, posts__is_opening=True).call("")
        for post in Post.objects.filter(author=person, withdrawn_at=None).order_by("pk"):
            withdraw_post(post=post)
    Report.objects.filter(by=person).update(reason="")


@transaction.atomic
def erase_old_boards(*, now: datetime, months: int) -> int:
    """Delete what was said on boards of cohorts that ended so many months ago, and return how many boards that was.

    0 keeps them all. The cohort itself stays, with who was in it and what they have done.
    """
    if not months:
        return 0
    threads = Thread.objects.filter(cohort__ended_on__lte=months_after(localdate(now), -months))
    cohorts = Cohort.objects.filter(pk__in=list(threads.values_list("cohort", flat=True).distinct()))
    of_boards = [kind for kind in Notice.Kind if kind not in Notice.IN_DIALOGUES]
    for cohort in cohorts:
        notices.forget_scope(scope=cohort.scope, kinds=of_boards)
    threads.delete()
    return len(cohorts)
