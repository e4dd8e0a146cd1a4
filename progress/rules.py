"""How progress is counted. Pure: plain data in, plain data out."""

from collections.abc import Collection, Hashable
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """A sum that a reader can check: `done` of `required` steps."""

    done: int
    required: int

    @property
    def left(self) -> int:
        return self.required - self.done

    @property
    def is_complete(self) -> bool:
        return self.left == 0

    @property
    def percent(self) -> int:
        """Whole per cent, rounded down, so that 100 means everything. Nothing required counts as complete."""
        return 100 if self.required == 0 else self.done * 100 // self.required


def progress_of(required: Collection[Hashable], done: Collection[Hashable]) -> Progress:
    """Count required keys that are done. Optional and unknown keys never count, for or against."""
    required_keys = frozenset(required)
    return Progress(done=len(required_keys.intersection(done)), required=len(required_keys))
