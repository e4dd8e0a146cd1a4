"""Reads of the board."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max

from accounts.models import User
from cohorts.models import Cohort, Membership
from content.text import excerpt
from courses.models import Step
from discussions.models import DiscussionPage, Post, Thread


@dataclass(frozen=True)
class PostLine:
    """A post with who said it in which role, and the answers to it."""

    post: Post
    role: str
    replies: tuple["PostLine", ...] = ()


@dataclass(frozen=True)
class ThreadLine:
    """A thread in the list of a board."""

    thread: Thread
    title: str
    posts: int
    last_at: datetime | None
    opening: str = ""


def post_lines(thread: Thread) -> list[PostLine]:
    """The posts of a thread in order, answers under what they answer. Two queries."""
    posts = list(thread.posts.select_related("author"))
    role_labels = dict(Membership.Role.choices)
    roles = {
        user_id: str(role_labels[role])
        for user_id, role in Membership.objects.filter(cohort_id=thread.cohort_id).values_list("user_id", "role")
    }
    answers: dict[int, list[PostLine]] = defaultdict(list)
    for post in posts:
        if post.parent_id:
            answers[post.parent_id].append(PostLine(post, roles.get(post.author_id, "")))
    return [
        PostLine(post, roles.get(post.author_id, ""), tuple(answers[post.pk])) for post in posts if not post.parent_id
    ]


def board(cohort: Cohort, language: str) -> list[ThreadLine]:
    """The threads of a cohort in which something was said, latest first, with how each begins. Three queries."""
    lines = latest_threads(cohort, language, limit=50)
    openings = _opening_texts([line.thread for line in lines])
    return [replace(line, opening=openings.get(line.thread.pk, "")) for line in lines]


def latest_threads(cohort: Cohort, language: str, limit: int) -> list[ThreadLine]:
    """The threads of a cohort in which something was said last. Two queries."""
    threads = list(
        cohort.threads.annotate(post_count=Count("posts"), last_at=Max("posts__posted_at"))
        .filter(post_count__gt=0)
        .order_by("-last_at", "-pk")[:limit]
    )
    titles = prompt_titles([thread.step_key for thread in threads if thread.step_key], language)
    return [
        ThreadLine(
            thread,
            titles.get(thread.step_key, "") if thread.step_key else thread.title,
            thread.post_count,
            thread.last_at,
        )
        for thread in threads
    ]


def prompt_titles(step_keys: list[UUID], language: str) -> dict[UUID, str]:
    """Titles of course prompts in a language. One query."""
    pages = Step.objects.filter(translation_key__in=step_keys, locale__language_code=language)
    return dict(pages.values_list("translation_key", "title"))


def prompt_page(thread: Thread, language: str) -> DiscussionPage | None:
    """The course prompt that a thread belongs to, in a language. One query."""
    if thread.step_key is None:
        return None
    return DiscussionPage.objects.filter(
        translation_key=thread.step_key, locale__language_code=language, live=True
    ).first()


def unanswered_by(user: User, thread: Thread, lines: list[PostLine]) -> list[PostLine]:
    """Posts of colleagues in a thread that a person has not answered yet."""
    return [
        line
        for line in lines
        if line.post.author_id != user.pk and all(reply.post.author_id != user.pk for reply in line.replies)
    ]


def _opening_texts(threads: list[Thread]) -> dict[int, str]:
    first: dict[int, str] = {}
    posts = Post.objects.filter(thread__in=threads, parent=None).order_by("thread_id", "posted_at", "pk")
    for thread_id, source in posts.values_list("thread_id", "source"):
        first.setdefault(thread_id, excerpt(source))
    return first
