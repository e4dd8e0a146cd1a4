"""What people see and do on a board."""

from discussions.views.boards import (
    board,
    follow_board,
    mark_read,
    names,
    new_thread,
    open_board,
    own_board,
    search_board,
)
from discussions.views.drafts import draft
from discussions.views.gatherings import gathering, open_gathering
from discussions.views.marks import arrange, file, follow_thread, helped, later, turn
from discussions.views.moderation import (
    board_reports,
    hide_post,
    move_post,
    open_name,
    report_post,
    reports,
    settle,
    show_post,
)
from discussions.views.own import edit_post, withdraw_post
from discussions.views.splitting import split_thread
from discussions.views.threads import discussion, post, thread

__all__ = [
    "arrange",
    "board",
    "board_reports",
    "discussion",
    "draft",
    "edit_post",
    "file",
    "follow_board",
    "follow_thread",
    "gathering",
    "helped",
    "hide_post",
    "later",
    "mark_read",
    "move_post",
    "names",
    "new_thread",
    "open_board",
    "open_gathering",
    "open_name",
    "own_board",
    "post",
    "report_post",
    "reports",
    "search_board",
    "settle",
    "show_post",
    "split_thread",
    "thread",
    "turn",
    "withdraw_post",
]
