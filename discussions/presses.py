"""What one person may do with a post. Pure: pages offer what is taken, and refuse nothing that they offered."""

from dataclasses import dataclass
from typing import Literal

Press = Literal["answer", "quote", "edit", "withdraw", "help", "report", "hide", "show", "move", "open_name", "later"]
# What most want of a post stands below it; these come when asked for.
SELDOM: frozenset[Press] = frozenset({"later", "report", "hide", "show", "move", "open_name"})


@dataclass(frozen=True)
class Standing:
    """How a post stands to a person who may read it. Its thread takes posts, or is locked or over."""

    is_mine: bool = False
    is_trainer: bool = False
    is_withdrawn: bool = False
    is_hidden: bool = False
    is_answer: bool = False
    in_withdrawn_row: bool = False
    is_nameless: bool = False
    in_nameless_thread: bool = False
    takes_posts: bool = True
    has_other_threads: bool = True


def presses_on(post: Standing) -> frozenset[Press]:
    """What may be done. Nothing with what was taken back; what is locked can still be taken back, and looked after."""
    if post.is_withdrawn:
        return frozenset()
    moves = post.is_trainer and not post.is_answer and not post.in_nameless_thread
    allowed: dict[Press, bool] = {
        "answer": post.takes_posts,
        # What is hidden would be there to read again.
        "quote": post.takes_posts and not post.is_hidden and not post.in_withdrawn_row,
        "edit": post.is_mine and post.takes_posts,
        "withdraw": post.is_mine,
        "later": not post.is_hidden,
        "help": not post.is_mine and not post.is_hidden,
        "report": not post.is_mine and not post.is_hidden,
        "hide": post.is_trainer and not post.is_hidden,
        "show": post.is_trainer and post.is_hidden,
        "move": moves and post.has_other_threads,
        "open_name": post.is_trainer and post.is_nameless,
    }
    return frozenset(press for press, is_allowed in allowed.items() if is_allowed)
