"""Reads of the board."""

from discussions.queries.boards import (
    EXCERPT,
    LONGEST_QUERY,
    MOST_HITS,
    Board,
    Hit,
    ThreadLine,
    board_of,
    latest_threads,
    news_in,
    search,
)
from discussions.queries.conversations import Conversation, PostLine, Voice, conversation, drafts_of
from discussions.queries.digests import board_sections
from discussions.queries.presses import presses_of
from discussions.queries.room import Room, room_of, room_on, used_by
from discussions.queries.saved import saved_at
from discussions.queries.splits import Splits, splits_of
from discussions.queries.titles import asks_in, prompt_manner, prompt_page, prompt_titles, title_of

__all__ = [
    "EXCERPT",
    "LONGEST_QUERY",
    "MOST_HITS",
    "Board",
    "Conversation",
    "Hit",
    "PostLine",
    "Room",
    "Splits",
    "ThreadLine",
    "Voice",
    "asks_in",
    "board_of",
    "board_sections",
    "conversation",
    "drafts_of",
    "latest_threads",
    "news_in",
    "presses_of",
    "prompt_manner",
    "prompt_page",
    "prompt_titles",
    "room_of",
    "room_on",
    "saved_at",
    "search",
    "splits_of",
    "title_of",
    "used_by",
]
