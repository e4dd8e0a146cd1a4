"""What kinds share in which options are chosen from a list."""

import random
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from quizzes.kinds.base import Explained, Kind, Parts, QuestionBlock, say_the_same
from quizzes.questions import Option, Question


class OptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=300, label=gettext_lazy("Option"))
    right = blocks.BooleanBlock(required=False, label=gettext_lazy("Right"))
    why = blocks.TextBlock(rows=2, required=False, default="", label=gettext_lazy("Why it is right, or why it tempts"))


class ChoiceBlock(QuestionBlock):
    options = blocks.ListBlock(OptionBlock(), min_num=2, max_num=8, label=gettext_lazy("Options"))

    def problem_with(self, value: Any) -> Any:
        if say_the_same([option["text"] for option in value["options"]]):
            return _("Two options say the same.")
        return self.problem_with_rights(sum(bool(option["right"]) for option in value["options"]))

    def problem_with_rights(self, number: int) -> Any:
        raise NotImplementedError


class ChoiceKind(Kind):
    """Options of which some are right."""

    template = "quizzes/kinds/choice.html"
    allows_several = False

    def parts(self, value: Any, chance: random.Random) -> Parts:
        return Parts(
            tuple(
                Option(str(item.id), item.value["text"], bool(item.value["right"]), item.value["why"])
                for item in value["options"].bound_blocks
            )
        )

    def form(self, question: Question, given: Any) -> dict[str, Any]:
        chosen = given or []
        options = [(option, option.id in chosen) for option in question.shown_options]
        return {"options": options, "several": self.allows_several}

    def given(self, question: Question, form: MultiValueDict) -> list[str]:
        return sorted(set(form.getlist("option")))

    def is_answer(self, question: Question, given: Any) -> bool:
        known = {option.id for option in question.options}
        return bool(given) and known.issuperset(given) and (self.allows_several or len(given) == 1)

    def explain(self, question: Question, answer: Any) -> list[Explained]:
        return [self._line(option, option.id in answer) for option in question.shown_options]

    def _line(self, option: Option, chosen: bool) -> Explained:
        if option.right:
            verdict = _("Your answer · right") if chosen else _("Right answer")
            return Explained("right", verdict, option.text, option.why)
        if chosen:
            return Explained("wrong", _("Your answer · not right"), option.text, option.why)
        return Explained("neutral", _("Not chosen"), option.text)

    def slip(self, question: Question, answer: Any) -> str:
        return ", ".join(option.text for option in question.options if option.id in answer)
