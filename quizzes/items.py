"""What the answers say about the questions: the item analysis. Pure: plain rows in, plain lines out.

Only each coach's first answer to a question counts, since later tries have seen the feedback. Discrimination is the
difference in mean mark between the half that did better on the other questions and the half that did worse, from -1
to 1 (after the upper and lower groups of Kelley 1939, taken as halves since cohorts are small).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Hint = Literal["", "too_few", "misleads", "no_difference", "sure_and_wrong", "known"]

FEWEST = 5
FEWEST_TO_COMPARE = 8


@dataclass(frozen=True)
class GivenAnswer:
    """One answer as the analysis needs it; `slip` says in words what was answered where it was not right."""

    coach: int
    question: str
    version: str
    mark: float
    confidence: str
    slip: str


@dataclass(frozen=True)
class Item:
    """A version of a question: how many answered, how it went the first time, and what it may mean."""

    question: str
    version: str
    asked: int
    right: int
    slip: str
    slip_count: int
    sure_and_wrong: int
    discrimination: float | None
    hint: Hint

    @property
    def right_percent(self) -> int:
        return self.right * 100 // self.asked if self.asked else 0


def items(given: Iterable[GivenAnswer]) -> list[Item]:
    """The lines of the analysis, in the order in which the questions were first met. `given` is oldest first."""
    first: dict[tuple[int, str], GivenAnswer] = {}
    for one in given:
        first.setdefault((one.coach, one.question), one)
    by_item: dict[tuple[str, str], list[GivenAnswer]] = defaultdict(list)
    by_coach: dict[int, dict[str, float]] = defaultdict(dict)
    for one in first.values():
        by_item[one.question, one.version].append(one)
        by_coach[one.coach][one.question] = one.mark
    return [_item(question, version, rows, by_coach) for (question, version), rows in by_item.items()]


def _item(question: str, version: str, rows: Sequence[GivenAnswer], by_coach: dict[int, dict[str, float]]) -> Item:
    wrong = [row for row in rows if row.mark < 1]
    slips = Counter(row.slip for row in wrong if row.slip)
    slip, slip_count = next(iter(slips.most_common(1)), ("", 0))
    sure = sum(row.confidence == "sure" for row in wrong)
    right = len(rows) - len(wrong)
    discrimination = _discrimination(question, rows, by_coach)
    hint = _hint(len(rows), right, slip_count, sure, discrimination)
    return Item(question, version, len(rows), right, slip, slip_count, sure, discrimination, hint)


def _discrimination(question: str, rows: Sequence[GivenAnswer], by_coach: dict[int, dict[str, float]]) -> float | None:
    """None where fewer than FEWEST_TO_COMPARE have answered other questions too, or all did equally well there."""
    ranked = []
    for row in rows:
        others = [mark for other, mark in by_coach[row.coach].items() if other != question]
        if others:
            ranked.append((sum(others) / len(others), row.mark))
    if len(ranked) < FEWEST_TO_COMPARE or len({rest for rest, _mark in ranked}) == 1:
        return None
    ranked.sort(key=lambda pair: pair[0])
    half = len(ranked) // 2
    low, high = ranked[:half], ranked[-half:]
    return sum(mark for _rest, mark in high) / half - sum(mark for _rest, mark in low) / half


def _hint(asked: int, right: int, slips: int, sure: int, discrimination: float | None) -> Hint:
    if asked < FEWEST:
        return "too_few"
    if sure * 5 >= asked:
        return "sure_and_wrong"
    if right * 5 < asked * 2 and slips * 5 >= asked * 2:
        return "misleads"
    if discrimination is not None and discrimination < 0.1 and right * 10 < asked * 9:
        return "no_difference"
    return "known" if right * 20 >= asked * 19 else ""
