"""One option is right."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from quizzes.kinds.choice import ChoiceBlock, ChoiceKind
from quizzes.marking import one_right
from quizzes.questions import Question


class SingleBlock(ChoiceBlock):
    class Meta:
        label = _("One right answer")
        icon = "radio-full"
        description = _("Several options, one of them right")
        preview_value = {
            "text": "Vad menas med psykologisk trygghet?",
            "explanation": "Trygghet och höga krav går ihop.",
            "source": "Edmondson 1999",
            "level": "understand",
            "options": [
                {"text": "Att man vågar ta risker med varandra", "right": True, "why": ""},
                {"text": "Att kraven är låga", "right": False, "why": ""},
            ],
        }

    def problem_with_rights(self, number: int) -> Any:
        return None if number == 1 else _("Mark exactly one option as right.")


class Single(ChoiceKind):
    name = "single"
    block = SingleBlock

    def mark(self, question: Question, answer: Any) -> float:
        return one_right(question, answer)
