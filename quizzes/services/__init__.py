"""Verbs of a quiz."""

from quizzes.services.attempts import AttemptIsOver, answer, finish, open_attempt, start
from quizzes.services.importing import DraftChanged, Look, add_to_draft, look

__all__ = [
    "AttemptIsOver",
    "DraftChanged",
    "Look",
    "add_to_draft",
    "answer",
    "finish",
    "look",
    "open_attempt",
    "start",
]
