"""The nouns of a board: threads, what is said in them, how far each has read, and what trainers look after."""

from discussions.models.moderation import NameOpening, Report
from discussions.models.posts import BEGUN_AT, Attachment, Draft, Post, PostQuerySet, PostVersion, SavedPost
from discussions.models.prompts import DiscussionPage
from discussions.models.reading import Following, Reading
from discussions.models.threads import ASKING, Thread, ThreadQuerySet

__all__ = [
    "ASKING",
    "BEGUN_AT",
    "Attachment",
    "DiscussionPage",
    "Draft",
    "Following",
    "NameOpening",
    "Post",
    "PostQuerySet",
    "PostVersion",
    "Reading",
    "Report",
    "SavedPost",
    "Thread",
    "ThreadQuerySet",
]
