"""How answers are marked. Pure and total: any chosen ids give a mark between 0 and 1.

One right, true or false: 1 for the right option alone, else 0.
Several right: right choices less wrong choices, over the number of right ones, never below 0. So choosing
everything earns nothing, and half of the right ones without a wrong one earns half.
"""

from collections.abc import Collection, Iterable

from quizzes.questions import Question


def mark(question: Question, chosen: Collection[str]) -> float:
    """The mark of a choice of option ids, 0 to 1. Ids that the question does not have count as wrong."""
    choice, right = frozenset(chosen), question.right_ids
    if not right:
        return 0.0
    if not question.allows_several:
        return 1.0 if choice == right else 0.0
    return max(0, len(choice & right) - len(choice - right)) / len(right)


def score(marks: Iterable[float], questions: int) -> int:
    """Whole per cent of all questions, rounded down; unanswered ones count as 0."""
    if questions == 0:
        return 0
    # A third three times is a whole: rounding before the floor keeps binary fractions from costing a per cent.
    return int(round(sum(marks) * 100 / questions, 6))
