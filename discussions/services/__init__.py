"""Verbs of the board."""

from discussions.services.drafting import Newer, Posted, keep_draft, refuse_posted
from discussions.services.locking import Gone
from discussions.services.moderating import (
    hide,
    lock,
    move,
    open_name,
    pin,
    show_again,
)
from discussions.services.posts import (
    Changed,
    Closed,
    Named,
    edit,
    mark_helped,
    open_thread,
    say,
    thread_of_prompt,
    withdraw,
)
from discussions.services.reading import follow_board, follow_thread, mark_board_read, note_read
from discussions.services.reporting import report, settle

__all__ = [
    "Changed",
    "Closed",
    "Gone",
    "Named",
    "Newer",
    "Posted",
    "edit",
    "follow_board",
    "follow_thread",
    "hide",
    "keep_draft",
    "lock",
    "mark_board_read",
    "mark_helped",
    "move",
    "note_read",
    "open_name",
    "open_thread",
    "pin",
    "refuse_posted",
    "report",
    "say",
    "settle",
    "show_again",
    "thread_of_prompt",
    "withdraw",
]
