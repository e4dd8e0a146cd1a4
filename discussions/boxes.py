"""The boxes of a board in which somebody may be writing, by the name that a draft is kept under. Pure."""

import re
from uuid import UUID

NEW_THREAD = "new"
_BOX = re.compile(r"new|(?:thread|post|gathering):[1-9][0-9]{0,17}|prompt:[0-9a-f-]{36}")


def box_of(thread: int | None, step_key: UUID | None, parent: int | None = None, gathering: int | None = None) -> str:
    """The box below a thread, or below the post that is answered. A prompt and a gathering have one before their thread
    is there.
    """
    if parent:
        return f"post:{parent}"
    if gathering:
        return f"gathering:{gathering}"
    return f"prompt:{step_key}" if step_key else f"thread:{thread}"


def is_box(name: str) -> bool:
    return _BOX.fullmatch(name) is not None
