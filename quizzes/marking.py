"""How answers are marked. Pure and total: whatever was chosen gives a mark between 0 and 1.

One right, true or false, short text: 1 or 0.
Several right: right choices less wrong choices, over the number of right ones, never below 0. So choosing everything
earns nothing, and half of the right ones without a wrong one earns half.
In order: the share of the parts that stand in their right place.
Pairs: the share of the pairs that are right.
"""

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence

from quizzes.questions import Question

# Signs that people put at the end of an answer, or leave out, without meaning anything by it.
_EDGES = " .,;:!?\"'”’“‘»«()"


def one_right(question: Question, chosen: Collection[str]) -> float:
    """1 for the right option alone, else 0."""
    right = question.right_ids
    return 1.0 if right and frozenset(chosen) == right else 0.0


def several_right(question: Question, chosen: Collection[str]) -> float:
    """Right choices less wrong ones, over the right ones. Ids that the question does not have count as wrong."""
    choice, right = frozenset(chosen), question.right_ids
    return max(0, len(choice & right) - len(choice - right)) / len(right) if right else 0.0


def in_order(question: Question, chosen: Sequence[str]) -> float:
    """The share of the options that stand where the author put them."""
    wanted = [option.id for option in question.options]
    hits = sum(one == other for one, other in zip(wanted, chosen, strict=False))
    return hits / len(wanted) if wanted else 0.0


def paired(question: Question, chosen: Mapping[str, str]) -> float:
    """The share of the options that got their own choice; `chosen` names a choice by the option it belongs to."""
    hits = sum(chosen.get(option.id) == option.id for option in question.options)
    return hits / len(question.options) if question.options else 0.0


def written(question: Question, text: str) -> float:
    """1 when a text is one of those that are accepted, forgivingly compared, else 0."""
    return 1.0 if plain(text) and plain(text) in {plain(option.text) for option in question.options} else 0.0


def plain(text: str) -> str:
    """What is compared of a short text: no case, no accents, single spaces, no punctuation at its edges."""
    # Twice, since a letter may come apart into capitals and a small letter into an accent.
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(bare.split()).strip(_EDGES)


def score(marks: Iterable[float], questions: int) -> int:
    """Whole per cent of all questions, rounded down; unanswered ones count as 0."""
    if questions == 0:
        return 0
    # A third three times is a whole: rounding before the floor keeps binary fractions from costing a per cent.
    return min(100, int(round(sum(marks) * 100 / questions, 6)))
