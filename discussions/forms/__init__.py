"""The forms of a board."""

from discussions.forms.posts import ALWAYS_NAMED, ANSWER_IDS, UNKNOWN_BOX, DraftForm, EditForm, PostForm, ThreadForm
from discussions.forms.presses import FollowForm, MoveForm, ReasonForm, SplitForm

__all__ = [
    "ALWAYS_NAMED",
    "ANSWER_IDS",
    "UNKNOWN_BOX",
    "DraftForm",
    "EditForm",
    "FollowForm",
    "MoveForm",
    "PostForm",
    "ReasonForm",
    "SplitForm",
    "ThreadForm",
]
