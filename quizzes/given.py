"""What somebody gave to a question, before it is saved."""

from dataclasses import dataclass
from typing import Any

from quizzes.kinds import KINDS
from quizzes.questions import Question


@dataclass(frozen=True)
class Given:
    """What a form held for a question, whole or not; `chosen` is what the question's kind reads."""

    question: Question
    chosen: Any
    confidence: str = ""

    @property
    def is_answer(self) -> bool:
        return KINDS[self.question.kind].is_answer(self.question, self.chosen)

    @property
    def is_filled_in(self) -> bool:
        """Whether somebody has answered, and not merely met the question."""
        return KINDS[self.question.kind].is_filled_in(self.question, self.chosen)
