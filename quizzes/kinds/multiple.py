"""Several options may be right."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from quizzes.kinds.choice import ChoiceBlock, ChoiceKind
from quizzes.marking import several_right
from quizzes.questions import Question


class MultipleBlock(ChoiceBlock):
    class Meta:
        label = _("Several right answers")
        icon = "tasks"
        description = _("Several options, two or more of them right")
        preview_value = {
            "text": "Vilka två hör ihop med trygghet?",
            "explanation": "Trygghet och höga krav går ihop.",
            "source": "Edmondson 1999",
            "level": "understand",
            "options": [
                {"text": "Att man vågar fråga", "right": True, "why": ""},
                {"text": "Att man kan säga emot", "right": True, "why": ""},
                {"text": "Att kraven är låga", "right": False, "why": ""},
            ],
        }

    def problem_with_rights(self, number: int) -> Any:
        return None if number >= 1 else _("Mark at least one option as right.")


class Multiple(ChoiceKind):
    name = "multiple"
    block = MultipleBlock
    allows_several = True
    hint = _("Several answers are right.")

    def mark(self, question: Question, answer: Any) -> float:
        return several_right(question, answer)
