"""Questions as an attempt keeps them. Pure: plain data that goes into JSON and comes back equal."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Option:
    """One part of a question: something to choose, to put in order, to pair, or a text that is accepted.

    `why` says why it is right, or why it tempts; `pair` is the id of the choice that belongs to it.
    """

    id: str
    text: str
    right: bool = False
    why: str = ""
    pair: str = ""


@dataclass(frozen=True)
class Choice:
    """Something to pair an option with."""

    id: str
    text: str


@dataclass(frozen=True)
class Question:
    """A question with everything that its feedback needs. `kind` names its class in `quizzes.kinds`.

    `options` stand in the order of the author, which for some kinds is the answer; `shown` is the order in which an
    attempt shows their ids. `case` is a longer text of HTML that the author wrote, `picture` an image with its size.
    `lesson` is the key of a lesson that helps. `version` is another one whenever an author has changed the question in
    any language.
    """

    id: str
    kind: str
    text: str
    explanation: str
    source: str
    level: str
    options: tuple[Option, ...]
    choices: tuple[Choice, ...] = ()
    shown: tuple[str, ...] = ()
    case: str = ""
    picture: dict[str, Any] | None = None
    version: str = ""
    lesson: str = ""

    @property
    def right_ids(self) -> frozenset[str]:
        return frozenset(option.id for option in self.options if option.right)

    @property
    def shown_options(self) -> tuple[Option, ...]:
        """The options in the order of the attempt; in the author's where none was made."""
        by_id = {option.id: option for option in self.options}
        if set(self.shown) != set(by_id):
            return self.options
        return tuple(by_id[one] for one in self.shown)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> "Question":
        parts = {
            "options": tuple(Option(**option) for option in row["options"]),
            "choices": tuple(Choice(**choice) for choice in row.get("choices", ())),
            "shown": tuple(row.get("shown", ())),
        }
        return cls(**{**row, **parts})
