"""Questions as an attempt keeps them. Pure: plain data that goes into JSON and comes back equal."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Option:
    """One thing to choose; `why` says why it is right, or why it tempts."""

    id: str
    text: str
    right: bool
    why: str


@dataclass(frozen=True)
class Question:
    """A question with everything that its feedback needs. `kind` is `single`, `multiple` or `true_false`."""

    id: str
    kind: str
    text: str
    explanation: str
    source: str
    level: str
    options: tuple[Option, ...]

    @property
    def allows_several(self) -> bool:
        return self.kind == "multiple"

    @property
    def right_ids(self) -> frozenset[str]:
        return frozenset(option.id for option in self.options if option.right)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> "Question":
        options = tuple(Option(**option) for option in row["options"])
        return cls(**{**row, "options": options})
