"""Verbs of the board."""

from content.conflicts import EditConflict
from discussions.services.answering import Outcome, answer_by_mail
from discussions.services.changing import edit
from discussions.services.drafting import Posted, keep_draft, refuse_posted
from discussions.services.locking import Gone
from discussions.services.moderating import (
    hide,
    lock,
    move,
    open_name,
    pin,
    show_again,
    turn,
)
from discussions.services.posts import (
    Closed,
    Named,
    create_post,
    mark_helped,
    name_thread_anew,
    open_thread,
    thread_of_gathering,
    thread_of_prompt,
    withdraw_post,
)
from discussions.services.reading import follow_board, follow_thread, mark_board_read, note_read, save_for_later
from discussions.services.reporting import report, settle
from discussions.services.room import Full
from discussions.services.splitting import split

__all__ = [
    "Closed",
    "EditConflict",
    "Full",
    "Gone",
    "Named",
    "Outcome",
    "Posted",
    "answer_by_mail",
    "create_post",
    "edit",
    "follow_board",
    "follow_thread",
    "hide",
    "keep_draft",
    "lock",
    "mark_board_read",
    "mark_helped",
    "move",
    "name_thread_anew",
    "note_read",
    "open_name",
    "open_thread",
    "pin",
    "refuse_posted",
    "report",
    "save_for_later",
    "settle",
    "show_again",
    "split",
    "thread_of_gathering",
    "thread_of_prompt",
    "turn",
    "withdraw_post",
]
