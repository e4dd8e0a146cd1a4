"""What trainers look after on a board."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from cohorts.models import Cohort
from content.text import excerpt
from discussions.models import NameOpening, Post, Report, Thread
from discussions.queries.titles import author_of, prompt_titles, title_of

# More than these nobody chooses among.
MOST_TO_SPLIT = 500


@dataclass(frozen=True)
class Reported:
    """A post that waits for a trainer to look at it, with what people said of it."""

    post: Post
    author: str
    excerpt: str
    reasons: tuple[str, ...]


def reported(cohort: Cohort) -> list[Reported]:
    """The posts of a board that were reported and wait, the oldest first. Two queries. Never who reported them."""
    waiting = Report.objects.filter(settled_at=None)
    posts = (
        Post.objects.filter(thread__cohort=cohort, withdrawn_at=None, reports__in=waiting)
        .distinct()
        .select_related("author", "thread")
        .prefetch_related(Prefetch("reports", queryset=waiting))
        .order_by("pk")
    )
    return [
        Reported(
            post, author_of(post), excerpt(post.source), tuple(one.reason for one in post.reports.all() if one.reason)
        )
        for post in posts
    ]


def openings_of(cohort: Cohort) -> list[NameOpening]:
    """Which names were opened on a board, by whom and why; never the names themselves. One query."""
    return list(NameOpening.objects.filter(post__thread__cohort=cohort).select_related("by", "post"))


def to_split(thread: Thread) -> list[tuple[int, str]]:
    """The posts of a thread that may go to one of their own, by number, with who wrote what; the newest 500. One
    query.
    """
    posts = thread.posts.filter(is_opening=False, withdrawn_at=None).select_related("author")
    newest = list(posts.defer("html", "stems").order_by("-posted_at", "-pk")[:MOST_TO_SPLIT])
    return [(post.pk, f"{author_of(post)}: {excerpt(post.source)}") for post in reversed(newest)]


def board_titles(threads: Iterable[Thread], language: str) -> dict[int, str]:
    """What threads are called, by number. Two queries."""
    found = list(threads)
    titles = prompt_titles([thread.step_key for thread in found if thread.step_key], language)
    return {thread.pk: title_of(thread, titles) for thread in found}
