"""Where posts of a thread went, and where those of a thread came from."""

from dataclasses import dataclass

from accounts.models import User
from discussions.models import Thread
from discussions.queries.moderation import board_titles


@dataclass(frozen=True)
class Split:
    """A thread that shares its posts' past with another."""

    thread: Thread
    title: str


@dataclass(frozen=True)
class Splits:
    """As far as the reader may see those threads."""

    came_from: Split | None = None
    went_to: tuple[Split, ...] = ()


def splits_of(thread: Thread, user: User, language: str) -> Splits:
    """What was split off a thread, and what it was split off from. Two queries at most."""
    visible = Thread.objects.visible_to(user)
    around = visible.filter(split_from=thread) | visible.filter(pk=thread.split_from_id or 0)
    found = list(around.order_by("pk"))
    titles = board_titles(found, language)
    splits = [Split(one, titles[one.pk]) for one in found]
    came_from = next((one for one in splits if one.thread.pk == thread.split_from_id), None)
    return Splits(came_from, tuple(one for one in splits if one.thread.split_from_id == thread.pk))
