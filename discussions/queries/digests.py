"""What a digest tells of boards: what is new in the threads that its reader has not asked to hear nothing of."""

from django.urls import reverse
from django.utils.translation import ngettext, override

from accounts.models import User
from cohorts.models import Membership
from cohorts.queries import memberships_of
from discussions.following import level_in_force
from discussions.models import Following, Post
from discussions.queries.titles import prompt_titles, title_of
from notices.lines import Line, Section
from notices.models import Notice
from notices.queries import Window

MOST_THREADS = 10


def board_sections(user: User, window: Window) -> list[Section]:
    """For each board of a person, the threads with posts of a window that she may read and has not; no names.

    What she has a notice of is left out, since that has its own way to her. One query, and up to five for each board.
    """
    with override(user.language):
        return [
            _section(membership, window, user.language)
            for membership in memberships_of(user)
            if not membership.cohort.ended_on
        ]


def _section(membership: Membership, window: Window, language: str) -> Section:
    by_thread: dict[int, list[Post]] = {}
    for post in unheard(membership, window):
        by_thread.setdefault(post.thread_id, []).append(post)
    shown = list(by_thread.values())[:MOST_THREADS]
    keys = [posts[0].thread.step_key for posts in shown if posts[0].thread.step_key]
    titles = prompt_titles(keys, language)
    number = sum(len(posts) for posts in by_thread.values())
    heading = ngettext("%(number)s new post in %(cohort)s", "%(number)s new posts in %(cohort)s", number)
    lines = tuple(
        Line(
            what=title_of(posts[0].thread, titles),
            where=ngettext("%(number)s new post", "%(number)s new posts", len(posts)) % {"number": len(posts)},
            path=reverse("post", args=[posts[-1].pk]),
        )
        for posts in shown
    )
    return Section(heading % {"number": number, "cohort": membership.cohort.name}, lines)


def unheard(membership: Membership, window: Window) -> list[Post]:
    """The posts of a window that are new to the holder of a place, the newest first; up to three queries.

    Left out are those of which a notice tells her, and threads of which she wants to hear nothing.
    """
    followings = Following.objects.filter(user=membership.user_id, cohort=membership.cohort_id)
    levels: dict[int | None, str] = dict(followings.values_list("thread_id", "level"))
    new = Post.objects.new_at(membership).filter(posted_at__gte=window.since, posted_at__lt=window.until)
    posts = list(new.select_related("thread").order_by("-posted_at", "-pk"))
    wanted = [post for post in posts if level_in_force(levels.get(post.thread_id, ""), levels.get(None, "")) != "none"]
    heard = Notice.objects.filter(recipient=membership.user_id, key__in=[post.event for post in wanted])
    keys = set(heard.values_list("key", flat=True)) if wanted else set()
    return [post for post in wanted if post.event not in keys]
