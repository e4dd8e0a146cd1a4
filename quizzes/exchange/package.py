"""Questions out to the training package (docs/training-package.md): a fence for each, to put into a quiz's file."""

from typing import Any

import yaml

from quizzes.exchange.found import plain

_ORDER = ("options", "parts", "pairs", "accepted", "answer", "why_true", "why_false")


def write(questions: list[tuple[str, str, dict[str, Any]]]) -> str:
    """Questions, each an id, a kind and its block's values, as fences.

    A situation becomes plain words. A picture and a lesson are named in comments, since a package has its own names
    for its files and lessons.
    """
    return "\n\n".join(_fence(*question) for question in questions) + "\n"


def _fence(name: str, kind: str, value: dict[str, Any]) -> str:
    head = {"id": name, "level": value.get("level", "understand"), "source": value.get("source", "")}
    if value.get("case"):
        head["case"] = plain(str(value["case"]))[0]
    head["explanation"] = value.get("explanation", "")
    head |= {part: value[part] for part in _ORDER if part in value}
    dumped = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=float("inf"))
    notes = [f"# {part}: {_line(value[part])}\n" for part in ("picture", "lesson") if value.get(part)]
    return f"::: {kind}\n{dumped}{''.join(notes)}---\n {_line(value['text'])}\n:::"


def _line(text: Any) -> str:
    return " ".join(str(text).split())
