"""A statement to agree with or not."""

import random
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes.kinds.base import Parts, QuestionBlock
from quizzes.kinds.choice import ChoiceKind
from quizzes.marking import one_right
from quizzes.questions import Option, Question


class TrueFalseBlock(QuestionBlock):
    answer = blocks.BooleanBlock(required=False, label=_("The statement is true"))
    why_true = blocks.TextBlock(rows=2, required=False, default="", label=_("Feedback to somebody who answers true"))
    why_false = blocks.TextBlock(rows=2, required=False, default="", label=_("Feedback to somebody who answers false"))

    class Meta:
        label = _("True or false")
        icon = "adjust"
        description = _("A statement to agree with or not")
        preview_value = {
            "text": "En grupp som tänker högt får fler idéer än lika många som tänker var för sig.",
            "explanation": "Bara en kan tala åt gången. Börja med att skriva tyst.",
            "source": "Diehl & Stroebe 1987",
            "level": "understand",
            "answer": False,
        }

    def problem_with(self, value: Any) -> None:
        return None


class TrueFalse(ChoiceKind):
    name = "true_false"
    block = TrueFalseBlock

    def parts(self, value: Any, chance: random.Random) -> Parts:
        return Parts(
            (
                Option("true", str(_("True")), bool(value["answer"]), value["why_true"]),
                Option("false", str(_("False")), not value["answer"], value["why_false"]),
            )
        )

    def order(self, question: Question, shuffle: bool, chance: random.Random) -> list[str]:
        return ["true", "false"]

    def mark(self, question: Question, answer: Any) -> float:
        return one_right(question, answer)
