"""What was said on boards, found by its words, its author, the names of its files, and the title of its thread."""

from functools import reduce
from operator import and_
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from accounts.room import Asked, Found, Hit
from cohorts.finding import authors_called, names_known_to
from cohorts.models import Cohort, Membership
from content.excerpts import around, marked
from content.stems import Sought, sought
from courses.models import Step
from discussions.models import Attachment, Post, PostQuerySet, Thread
from discussions.queries.titles import author_of, title_of


def find_posts(asked: Asked, cohort: Cohort | None = None) -> Found:
    """Posts that hold every word, the newest first; on one board, or on all that a person may read. Two queries, one
    of which is shared with the search for people; none without a word.
    """
    words = sought(asked.query)
    if not words:
        return Found()
    posts = _holding(asked, words)
    if cohort:
        posts = posts.filter(thread__cohort=cohort)
    newest = ("-posted_at", "-pk")
    # What is shown of a post is asked for those that are shown, and not for all before them.
    numbers = posts.order_by(*newest).values("pk")[asked.start : asked.end]
    rows: QuerySet[Any] = (
        Post.objects.filter(pk__in=numbers).order_by(*newest).select_related("thread__cohort", "author")
    )
    prompt = _steps(asked.language).filter(translation_key=OuterRef("thread__step_key")).values("title")[:1]
    file = Attachment.objects.filter(post=OuterRef("pk"), stems__finds=words).values("name")[:1]
    rows = rows.defer("html", "stems", "thread__stems").annotate(prompt=Subquery(prompt), file=Subquery(file))
    return Found.of(rows, asked, lambda post: _hit(post, words, is_elsewhere=cohort is None))


def _hit(post: Any, words: tuple[Sought, ...], *, is_elsewhere: bool) -> Hit:
    return Hit(
        title=marked(title_of(post.thread, {post.thread.step_key: post.prompt or ""}), words),
        url=reverse("post", args=[post.pk]),
        text=around(post.source, words),
        file=marked(post.file or "", words),
        by=author_of(post),
        where=post.thread.cohort.name if is_elsewhere else "",
        at=post.posted_at,
    )


def _holding(asked: Asked, words: tuple[Sought, ...]) -> PostQuerySet:
    """The posts with all the words among those that a person may read."""
    names = asked.once(names_known_to)
    said = reduce(and_, (_said_or_by(word, authors_called(names, word)) for word in words))
    by_files = Attachment.objects.filter(stems__finds=words).order_by().values("post")
    besides = by_files.union(_first_of(asked, words), all=True)
    return Post.objects.visible_at(_places(asked)).filter(said | Q(pk__among=besides))


def _places(asked: Asked) -> list[Membership]:
    """The places with a board that the one who asks may see. No query."""
    mine = (name.place for name in asked.once(names_known_to) if name.place.user_id == asked.user.pk)
    return [place for place in mine if place.is_current]


def _said_or_by(word: Sought, authors: set[int]) -> Q:
    """A word stands in a post, or in the name of its author where that is shown."""
    said = Q(stems__finds=(word,))
    return said | Q(author__in=authors, is_nameless=False) if authors else said


def _first_of(asked: Asked, words: tuple[Sought, ...]) -> "QuerySet[Thread, Any]":
    """What a person can read first in the threads of her boards whose title holds all the words."""
    places = _places(asked)
    prompts = _steps(asked.language).filter(title_stems__finds=words)
    titled = Q(stems__finds=words, is_title_hidden=False) | Q(step_key__in=prompts.values("translation_key"))
    posts = Post.objects.shown()
    if any(place.reads_from for place in places):
        posts = posts.in_the_time_of(asked.user.pk)
    first = posts.filter(thread=OuterRef("pk")).order_by("posted_at", "pk").values("pk")[:1]
    threads = Thread.objects.filter(titled, cohort__in={place.cohort_id for place in places})
    return threads.annotate(first=Subquery(first)).filter(first__isnull=False).order_by().values("first")


def _steps(language: str) -> "QuerySet[Step]":
    return Step.objects.filter(locale__language_code=language).order_by()
