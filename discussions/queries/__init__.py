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
    search,
)
from discussions.queries.conversations import Conversation, PostLine, Voice, conversation, drafts_of
from discussions.queries.digests import board_sections
from discussions.queries.titles import prompt_manner, prompt_page, prompt_titles, title_of

__all__ = [
    "EXCERPT",
    "LONGEST_QUERY",
    "MOST_HITS",
    "Board",
    "Conversation",
    "Hit",
    "PostLine",
    "ThreadLine",
    "Voice",
    "board_of",
    "board_sections",
    "conversation",
    "drafts_of",
    "latest_threads",
    "prompt_manner",
    "prompt_page",
    "prompt_titles",
    "search",
    "title_of",
]
