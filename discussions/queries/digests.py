"""What a digest tells of boards: what is new in the threads that its reader has not asked to hear nothing of."""

from django.db.models.functions import Left
from django.urls import reverse
from django.utils.translation import ngettext, override

from accounts.models import User
from cohorts.models import Membership
from cohorts.queries import memberships_of
from content.text import excerpt
from discussions.following import level_in_force
from discussions.models import Following, Post
from discussions.queries.titles import author_of, prompt_titles, title_of
from notices.lines import Line, Said, Section
from notices.models import Notice
from notices.queries import OF_BOARDS, Window

MOST_THREADS = 10
# Posts of a thread, the first that are new.
MOST_POSTS = 3
WORDS = 120
# Enough for these words, so that a busy board is not read whole.
BEGINNING = 500


def board_sections(user: User, window: Window) -> list[Section]:
    """For each board of a person, the threads with posts of a window that she may read and has not: who wrote, as far
    as names are shown, and a few words of each.

    What she has a notice of is left out, since that has its own way to her. One query, and up to four for each board.
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
    threads = list(by_thread.values())
    keys = [posts[0].thread.step_key for posts in threads[:MOST_THREADS] if posts[0].thread.step_key]
    titles = prompt_titles(keys, language)
    lines = [_line(list(reversed(posts)), title_of(posts[0].thread, titles)) for posts in threads[:MOST_THREADS]]
    if more := len(threads) - len(lines):
        what = ngettext("%(number)s more thread", "%(number)s more threads", more) % {"number": more}
        lines.append(Line(what, path=reverse("discussions:board", args=[membership.cohort.slug])))
    number = sum(map(len, threads))
    about = ngettext("%(number)s new post", "%(number)s new posts", number) % {"number": number}
    return Section(membership.cohort.name, tuple(lines), about)


def _line(posts: list[Post], title: str) -> Line:
    """A thread with its new posts, the oldest of which is led to: what came after it follows there."""
    more = len(posts) - MOST_POSTS
    return Line(
        title,
        path=reverse("post", args=[posts[0].pk]),
        said=tuple(Said(author_of(post), _words(post)) for post in posts[:MOST_POSTS]),
        more=ngettext("and %(number)s more post", "and %(number)s more posts", more) % {"number": more}
        if more > 0
        else "",
    )


def _words(post: Post) -> str:
    # Of a text without a space as much is left as of any other.
    return excerpt(vars(post)["beginning"], WORDS - 1)


def unheard(membership: Membership, window: Window) -> list[Post]:
    """The posts of a window that are new to the holder of a place, the newest first, each with its `beginning`; up to
    three queries.

    Left out are those of which a notice tells her, and threads of which she wants to hear nothing.
    """
    followings = Following.objects.filter(user=membership.user_id, cohort=membership.cohort_id)
    levels: dict[int | None, str] = dict(followings.values_list("thread_id", "level"))
    new = Post.objects.new_at(membership).filter(posted_at__gte=window.since, posted_at__lt=window.until)
    new = new.defer("source", "html", "stems").annotate(beginning=Left("source", BEGINNING))
    posts = list(new.select_related("thread", "author").order_by("-posted_at", "-pk"))
    wanted = [post for post in posts if level_in_force(levels.get(post.thread_id, ""), levels.get(None, "")) != "none"]
    told = Notice.objects.filter(recipient=membership.user_id).exclude(kind__in=OF_BOARDS)
    told = told.filter(key__in=[post.event for post in wanted])
    keys = set(told.values_list("key", flat=True)) if wanted else set()
    return [post for post in wanted if post.event not in keys]
