"""Reads of the board."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext

from accounts.models import User
from cohorts.models import Cohort, Membership
from content.text import excerpt, folded
from courses.models import Step
from discussions.models import DiscussionPage, Post, Thread

MOST_HITS = 50
EXCERPT = 200


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
    last_at: datetime
    opening: str


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


def latest_threads(cohort: Cohort, language: str, limit: int, after: int | None = None) -> list[ThreadLine]:
    """The threads of a cohort in which something was said, latest first, with how each begins. Two queries.

    `after` is the number of a thread: only those that follow it in this order are given, at the price of one query.
    Each figure is looked up for the threads that are shown, so that a board of many posts costs no more.
    """
    said = cohort.threads.with_latest().filter(last_at__isnull=False)
    if after and (marker := said.filter(pk=after).first()):
        said = said.filter(Q(last_at__lt=marker.last_at) | Q(last_at=marker.last_at, pk__lt=marker.pk))
    threads = list(said.with_summary().order_by("-last_at", "-pk")[:limit])
    titles = prompt_titles([thread.step_key for thread in threads if thread.step_key], language)
    return [
        ThreadLine(
            thread,
            title_of(thread, titles),
            thread.post_count,
            thread.last_at,
            excerpt(thread.opening or ""),
        )
        for thread in threads
    ]


@dataclass(frozen=True)
class Hit:
    """A post in which something was found."""

    post: Post
    title: str
    excerpt: str


def search(cohort: Cohort, user: User, query: str, language: str) -> list[Hit]:
    """The newest posts of a board that hold every word of a query; none for an empty one. Two queries."""
    words = folded(query).split()
    if not words:
        return []
    found = Post.objects.visible_to(user).filter(thread__cohort=cohort).with_words(query)
    posts = list(found.select_related("thread", "author").order_by("-posted_at", "-pk")[:MOST_HITS])
    titles = prompt_titles([post.thread.step_key for post in posts if post.thread.step_key], language)
    return [Hit(post, title_of(post.thread, titles), _around(post.source, words[0])) for post in posts]


def _around(source: str, word: str) -> str:
    """An excerpt that begins a little before where a word was found."""
    line = " ".join(source.split())
    place = folded(line).find(word)
    start = line.rfind(" ", 0, place - 60) + 1 if place > 80 else 0
    return ("… " if start else "") + excerpt(line[start:], EXCERPT)


def title_of(thread: Thread, titles: Mapping[UUID, str] = MappingProxyType({})) -> str:
    """What a thread is called: by the titles of course prompts, or by its own. No query."""
    if thread.step_key:
        return titles.get(thread.step_key, "") or gettext("A prompt that is no longer in the course")
    return thread.title or gettext("A text that was taken back")


def prompt_titles(step_keys: list[UUID], language: str) -> dict[UUID, str]:
    """Titles of course prompts in a language. One query."""
    pages = Step.objects.filter(translation_key__in=step_keys, locale__language_code=language)
    return dict(pages.values_list("translation_key", "title"))


def prompt_page(thread: Thread, language: str) -> Step | None:
    """The step that a thread belongs to, in a language. One query; two when it is of another kind than talk."""
    if thread.step_key is None:
        return None
    here = {"translation_key": thread.step_key, "locale__language_code": language, "live": True}
    return DiscussionPage.objects.filter(**here).first() or Step.objects.filter(**here).first()


def unanswered_by(user: User, thread: Thread, lines: list[PostLine]) -> list[PostLine]:
    """Posts of colleagues in a thread that a person has not answered yet."""
    return [
        line
        for line in lines
        if line.post.author_id != user.pk and all(reply.post.author_id != user.pk for reply in line.replies)
    ]
