"""A word or a few to write, forgivingly compared with those that are accepted."""

import random
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from content.text import normalise
from quizzes.kinds.base import Explained, Kind, Parts, QuestionBlock
from quizzes.marking import plain, written
from quizzes.questions import Option, Question

LONGEST = 200


class ShortTextBlock(QuestionBlock):
    accepted = blocks.ListBlock(
        blocks.CharBlock(max_length=LONGEST, label=gettext_lazy("Accepted answer")),
        min_num=1,
        max_num=20,
        label=gettext_lazy("Accepted answers, the best one first"),
        help_text=gettext_lazy("Capitals, accents, spaces and a full stop make no difference."),
    )

    class Meta:
        label = gettext_lazy("Short text")
        icon = "pilcrow"
        description = gettext_lazy("A word or a few that the coach writes")
        preview_value = {
            "text": "Hur många idéer ger en hel omgång 6-3-5 som mest?",
            "explanation": "6 personer × 3 idéer × 6 rader.",
            "source": "Rohrbach 1968",
            "level": "understand",
            "accepted": ["108", "hundraåtta"],
        }

    def problem_with(self, value: Any) -> Any:
        if any(not plain(text) for text in value["accepted"]):
            return _("An accepted answer has neither letters nor digits.")
        return None


class ShortText(Kind):
    name = "short_text"
    block = ShortTextBlock
    template = "quizzes/kinds/short_text.html"
    missing = gettext_lazy("Write an answer first, of at most 200 characters.")
    hint = gettext_lazy("A word or a few. Capitals and accents make no difference.")

    def parts(self, value: Any, chance: random.Random) -> Parts:
        return Parts(tuple(Option(str(item.id), item.value, right=True) for item in value["accepted"].bound_blocks))

    def form(self, question: Question, given: Any) -> dict[str, Any]:
        return {"text": given[0] if given else ""}

    def given(self, question: Question, form: MultiValueDict) -> list[str]:
        text = normalise(form.get("text", ""))
        return [text] if text else []

    def is_answer(self, question: Question, given: Any) -> bool:
        return len(given) == 1 and len(given[0]) <= LONGEST

    def mark(self, question: Question, answer: Any) -> float:
        return written(question, answer[0]) if answer else 0.0

    def explain(self, question: Question, answer: Any) -> list[Explained]:
        text = answer[0] if answer else "–"
        if self.mark(question, answer) == 1:
            return [Explained("right", _("Your answer · right"), text)]
        return [
            Explained("wrong", _("Your answer · not right"), text),
            Explained("right", _("Right answer"), question.options[0].text if question.options else ""),
        ]

    def slip(self, question: Question, answer: Any) -> str:
        return answer[0] if answer else ""
