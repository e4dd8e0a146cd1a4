"""Two who change the same thing at once, most often one person in two windows."""

from typing import Any


class EditConflict(Exception):
    """Something else was saved since what is sent now was begun. `current` is the row as it stands."""

    def __init__(self, current: Any) -> None:
        super().__init__("It has changed since it was read.")
        self.current = current
