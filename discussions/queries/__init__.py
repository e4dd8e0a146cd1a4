"""Reads of the board."""

from discussions.queries.boards import Board, ThreadLine, board_of, latest_threads, news_in
from discussions.queries.conversations import Conversation, PostLine, Voice, conversation, drafts_of
from discussions.queries.digests import board_sections
from discussions.queries.mail import Refusal, about_post, answered_post, shows_no_name
from discussions.queries.presses import presses_of
from discussions.queries.room import Room, room_of, room_on, used_by
from discussions.queries.saved import saved_at
from discussions.queries.searching import find_posts
from discussions.queries.splits import Splits, splits_of
from discussions.queries.titles import asks_in, prompt_manner, prompt_page, prompt_titles, title_of

__all__ = [
    "Board",
    "Conversation",
    "PostLine",
    "Refusal",
    "Room",
    "Splits",
    "ThreadLine",
    "Voice",
    "about_post",
    "answered_post",
    "asks_in",
    "board_of",
    "board_sections",
    "conversation",
    "drafts_of",
    "find_posts",
    "latest_threads",
    "news_in",
    "presses_of",
    "prompt_manner",
    "prompt_page",
    "prompt_titles",
    "room_of",
    "room_on",
    "saved_at",
    "shows_no_name",
    "splits_of",
    "title_of",
    "used_by",
]
