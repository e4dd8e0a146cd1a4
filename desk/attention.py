"""What a trainer sees on a Monday: who has gone quiet, who waits for an answer, what is asked and reported."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from cohorts.models import Cohort, Membership
from content.text import QUESTION_MARKS, excerpt
from discussions.models import ASKING, Post, Report, Thread
from discussions.queries import asks_in

QUIET, WAITING = timedelta(days=7), timedelta(hours=48)
MOST = 10


@dataclass(frozen=True)
class Asked:
    """A thread in which something is asked, with what opens it; without a name where none is shown."""

    post: Post
    title: str
    opening: str


@dataclass(frozen=True)
class Attention:
    """What a cohort shows at a moment. Each list holds the first ten; `quiet` all, since all may be written to."""

    quiet: tuple[Membership, ...]
    unanswered: tuple[Asked, ...]
    asks: tuple[Asked, ...]
    reports: int


def attention_of(cohort: Cohort, now: datetime) -> Attention:
    """What in a cohort asks for its trainer. Four queries."""
    asks = _openings(cohort).filter(thread__kind=Thread.Kind.ASK).order_by("-posted_at")[:MOST]
    return Attention(
        quiet=tuple(quiet_in(cohort, now)),
        unanswered=_asked(_waiting(cohort, now)),
        asks=_asked(asks),
        reports=Report.objects.waiting().filter(post__thread__cohort=cohort).values("post").distinct().count(),
    )


def quiet_in(cohort: Cohort, now: datetime) -> "QuerySet[Membership]":
    """Those who learn here and have not been seen for seven days, the longest away first."""
    since = now - QUIET
    away = Q(user__seen_on__lt=localdate(now) - QUIET) | Q(user__seen_on=None)
    here = cohort.memberships.learners().filter(user__is_active=True)
    memberships = here.filter(away, joined_at__lt=since)
    return memberships.select_related("user").order_by("user__seen_on", "user__name")


def _openings(cohort: Cohort) -> "QuerySet[Post]":
    openings = Post.objects.shown().filter(is_opening=True, thread__cohort=cohort)
    return openings.select_related("thread")


def _waiting(cohort: Cohort, now: datetime) -> Iterator[Any]:
    """What nobody else has answered for two days, the longest first: what was begun to ask something, conversations in
    which something is asked, and those in which nobody has said anything more. A trainer who tells something waits for
    nothing. One query.
    """
    said = Post.objects.shown().filter(thread=OuterRef("thread"))
    by_trainer = Membership.objects.trainers().filter(cohort=cohort, user=OuterRef("author"))
    marks = Q()
    for mark in QUESTION_MARKS:
        marks |= Q(source__contains=mark) | Q(thread__title__contains=mark)
    openings = _openings(cohort).filter(~Exists(said.exclude(author=OuterRef("author"))), posted_at__lt=now - WAITING)
    openings = openings.annotate(is_let_be=Exists(said.exclude(pk=OuterRef("pk"))) | Exists(by_trainer))
    kinds = Q(thread__kind__in=ASKING) | Q(thread__kind=Thread.Kind.TALK) & (marks | Q(is_let_be=False))
    found = openings.filter(kinds).order_by("posted_at", "pk")
    return (post for post in found if post.thread.kind in ASKING or not post.is_let_be or asks_in(post))


def _asked(openings: Iterable[Post]) -> tuple[Asked, ...]:
    return tuple(Asked(post, post.thread.title, excerpt(post.source)) for post in islice(openings, MOST))
