"""Pairs to find: for each part on one side, a labelled select with everything on the other."""

import random
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from quizzes.kinds.base import Explained, Kind, Parts, QuestionBlock, say_the_same
from quizzes.marking import paired
from quizzes.questions import Choice, Option, Question


class PairBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=200, label=gettext_lazy("This"))
    match = blocks.CharBlock(max_length=200, label=gettext_lazy("belongs with this"))
    why = blocks.TextBlock(rows=2, required=False, default="", label=gettext_lazy("Why they belong together"))


class MatchBlock(QuestionBlock):
    pairs = blocks.ListBlock(PairBlock(), min_num=2, max_num=8, label=gettext_lazy("Pairs"))

    class Meta:
        label = gettext_lazy("Match pairs")
        icon = "link"
        description = gettext_lazy("Parts of which each belongs with one other")
        preview_value = {
            "text": "Vilken bot hör till vilket hinder?",
            "explanation": "Varje hinder har sin egen bot.",
            "source": "",
            "level": "apply",
            "pairs": [
                {"text": "Talkön", "match": "Skriv tyst först", "why": ""},
                {"text": "Fixering", "match": "En trigger långt bortifrån", "why": ""},
            ],
        }

    def problem_with(self, value: Any) -> Any:
        for side in ("text", "match"):
            if say_the_same([pair[side] for pair in value["pairs"]]):
                return _("Two pairs share a part, so more than one answer would be right.")
        return None


class Match(Kind):
    name = "match"
    block = MatchBlock
    template = "quizzes/kinds/match.html"
    missing = gettext_lazy("Choose something for each part first.")

    def parts(self, value: Any, chance: random.Random) -> Parts:
        """Choices stand in an order of chance and are named by their place in it, which says nothing of their pair."""
        pairs = list(value["pairs"].bound_blocks)
        places = chance.sample(range(1, len(pairs) + 1), len(pairs))
        options = tuple(
            Option(str(pair.id), pair.value["text"], why=pair.value["why"], pair=str(place))
            for pair, place in zip(pairs, places, strict=True)
        )
        choices = [Choice(str(place), pair.value["match"]) for pair, place in zip(pairs, places, strict=True)]
        return Parts(options, tuple(sorted(choices, key=lambda choice: int(choice.id))))

    def form(self, question: Question, given: Any) -> dict[str, Any]:
        owners, chosen = _owners(question), given or {}
        return {
            "rows": [
                (option, [(choice, chosen.get(option.id) == owners.get(choice.id)) for choice in question.choices])
                for option in question.shown_options
            ]
        }

    def given(self, question: Question, form: MultiValueDict) -> dict[str, str]:
        """For each option the one whose choice was chosen, so that it means the same in every try."""
        owners = _owners(question)
        return {option.id: owners.get(form.get(f"pair-{option.id}", ""), "") for option in question.options}

    def is_answer(self, question: Question, given: Any) -> bool:
        return bool(given) and {option.id for option in question.options}.issuperset(given.values())

    def mark(self, question: Question, answer: Any) -> float:
        return paired(question, answer)

    def explain(self, question: Question, answer: Any) -> list[Explained]:
        match = _matches(question)
        return [self._line(option, match, answer.get(option.id, "")) for option in question.shown_options]

    def _line(self, option: Option, match: dict[str, str], given: str) -> Explained:
        pair = f"{option.text} – {match[option.id]}"
        if given == option.id:
            return Explained("right", _("Your answer · right"), pair, option.why)
        verdict = _("Belongs together · you chose “%(given)s”") % {"given": match.get(given, "–")}
        return Explained("wrong", verdict, pair, option.why)

    def slip(self, question: Question, answer: Any) -> str:
        match = _matches(question)
        wrong = [option for option in question.options if answer.get(option.id) != option.id]
        return "; ".join(f"{option.text} – {match.get(answer.get(option.id, ''), '–')}" for option in wrong)


def _owners(question: Question) -> dict[str, str]:
    """The option that each choice belongs to, by their ids."""
    return {option.pair: option.id for option in question.options}


def _matches(question: Question) -> dict[str, str]:
    """The words that belong with each option."""
    owners = _owners(question)
    return {owners[choice.id]: choice.text for choice in question.choices}
