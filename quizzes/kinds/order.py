"""Parts to put in order, by buttons that move one up or down; nothing has to be dragged."""

import random
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from quizzes.kinds.base import Explained, Kind, Parts, QuestionBlock, say_the_same
from quizzes.marking import in_order
from quizzes.questions import Option, Question


class OrderBlock(QuestionBlock):
    parts = blocks.ListBlock(
        blocks.CharBlock(max_length=300, label=gettext_lazy("Part")),
        min_num=3,
        max_num=8,
        label=gettext_lazy("Parts in the right order"),
        help_text=gettext_lazy("They are shown in another order."),
    )

    class Meta:
        label = gettext_lazy("Put in order")
        icon = "list-ol"
        description = gettext_lazy("Parts that the coach moves to their right place")
        preview_value = {
            "text": "I vilken ordning kommer faserna?",
            "explanation": "Först rätt problem, sedan rätt lösning.",
            "source": "Design Council 2005",
            "level": "understand",
            "parts": ["Utforska", "Ringa in", "Utveckla", "Leverera"],
        }

    def problem_with(self, value: Any) -> Any:
        return _("Two parts say the same.") if say_the_same(list(value["parts"])) else None


class Order(Kind):
    name = "order"
    block = OrderBlock
    template = "quizzes/kinds/order.html"
    hint = gettext_lazy("Move the parts up and down until they stand in the right order.")

    def parts(self, value: Any, chance: random.Random) -> Parts:
        return Parts(tuple(Option(str(item.id), item.value) for item in value["parts"].bound_blocks))

    def order(self, question: Question, shuffle: bool, chance: random.Random) -> list[str]:
        """Always another order than the right one."""
        right = [option.id for option in question.options]
        if len(right) < 2:
            return right
        while (shown := chance.sample(right, len(right))) == right:
            pass
        return shown

    def form(self, question: Question, given: Any) -> dict[str, Any]:
        by_id = {option.id: option for option in question.options}
        order = given if self.is_answer(question, given) else [option.id for option in question.shown_options]
        return {"parts": [by_id[one] for one in order]}

    def given(self, question: Question, form: MultiValueDict) -> list[str]:
        """The order of the form's parts, after the move that one of its buttons asks for (`id:up` or `id:down`)."""
        order = form.getlist("option")
        moved, _colon, way = form.get("move", "").rpartition(":")
        if moved in order and way in ("up", "down"):
            place = order.index(moved)
            order.insert(max(0, place - 1) if way == "up" else place + 1, order.pop(place))
        return order

    def is_answer(self, question: Question, given: Any) -> bool:
        return bool(given) and sorted(given) == sorted(option.id for option in question.options)

    def is_filled_in(self, question: Question, given: Any) -> bool:
        """The order that was met is no answer until its button is pressed."""
        return self.is_answer(question, given) and list(given) != [option.id for option in question.shown_options]

    def mark(self, question: Question, answer: Any) -> float:
        return in_order(question, answer)

    def explain(self, question: Question, answer: Any) -> list[Explained]:
        """The parts in their right order, each with the place that it was given."""
        places = {one: place for place, one in enumerate(answer, start=1)}
        return [
            Explained("right", _("Place %(place)s · right") % {"place": place}, option.text)
            if places.get(option.id) == place
            else Explained(
                "wrong",
                _("Place %(place)s · you put it at place %(given)s")
                % {"place": place, "given": places.get(option.id, "–")},
                option.text,
            )
            for place, option in enumerate(question.options, start=1)
        ]

    def slip(self, question: Question, answer: Any) -> str:
        texts = {option.id: option.text for option in question.options}
        return " → ".join(texts.get(one, "–") for one in answer)
