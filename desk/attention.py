"""What a trainer sees on a Monday: who has gone quiet, who waits for an answer, what is asked and reported."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from cohorts.models import Cohort, Membership
from content.text import excerpt
from discussions.models import ASKING, Post, Report, Thread

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
    return Attention(
        quiet=tuple(quiet_in(cohort, now)),
        unanswered=_asked(_openings(cohort).filter(~_answered(), posted_at__lt=now - WAITING).order_by("posted_at")),
        asks=_asked(_openings(cohort).filter(thread__kind=Thread.Kind.ASK).order_by("-posted_at")),
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
    return Post.objects.shown().filter(is_opening=True, thread__cohort=cohort, thread__kind__in=ASKING)


def _answered() -> Exists:
    """Whether somebody else has said something in the thread."""
    others = Post.objects.shown().filter(thread=OuterRef("thread")).exclude(author=OuterRef("author"))
    return Exists(others)


def _asked(openings: "QuerySet[Post]") -> tuple[Asked, ...]:
    return tuple(
        Asked(post, post.thread.title, excerpt(post.source)) for post in openings.select_related("thread")[:MOST]
    )
