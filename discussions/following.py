"""What each hears of a post: what concerns her most, and only what she wants to hear of. Pure."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["all", "mine", "none"]
Kind = Literal["announcement", "mention", "answer", "reply", "thread", "post"]
LEVELS: tuple[Level, ...] = ("all", "mine", "none")


def level_in_force(in_thread: str, on_board: str) -> Level:
    """What holds for a thread: what was chosen there, else for the board, else what concerns her. Empty: not chosen."""
    for level in LEVELS:
        if level == (in_thread or on_board):
            return level
    return "mine"


@dataclass(frozen=True)
class Concern:
    """What a post is to one person, and how much she wants to hear of where it stands."""

    level: Level = "mine"
    is_announcement: bool = False
    calls_her: bool = False
    answers_what_she_asked: bool = False
    answers_her: bool = False
    opens_a_thread: bool = False


def kind_of_notice(concern: Concern) -> Kind | None:
    """As what she is told of it, or None. An announcement reaches everybody, whatever they chose."""
    if concern.is_announcement:
        return "announcement"
    if concern.level == "none":
        return None
    if concern.calls_her:
        return "mention"
    if concern.answers_what_she_asked:
        return "answer"
    if concern.answers_her:
        return "reply"
    if concern.level == "all":
        return "thread" if concern.opens_a_thread else "post"
    return None
