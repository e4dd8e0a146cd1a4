"""Questions in a table: a line for each, with a heading.

Columns: kind, question, right, wrong, explanation, source, level. Several answers in a cell stand between `|`; a pair
is `this = that`. Only kind, question and right are needed.
"""

import csv
from io import StringIO
from typing import Any

from quizzes.exchange.found import Found, FoundQuestion, ImportNote, Unreadable, choices, common, pairs

NEEDED = ("kind", "question", "right")
LEVELS = ("know", "understand", "apply")
_TRUTH = {"true": True, "sant": True, "t": True, "false": False, "falskt": False, "f": False}


def read(text: str) -> Found:
    """Every question of a table. A place is a line."""
    found = Found()
    reader = csv.DictReader(StringIO(text), dialect=_dialect(text), restkey="more", restval="")
    reader.fieldnames = [(name or "").strip().casefold() for name in reader.fieldnames or []]
    if not set(NEEDED) <= set(reader.fieldnames):
        found.unreadable.append(ImportNote(1, "no_header", ", ".join(NEEDED)))
        return found
    for row in reader:
        try:
            _read_row(found, reader.line_num, {name: str(cell).strip() for name, cell in row.items()})
        except Unreadable as problem:
            found.unreadable.append(ImportNote(reader.line_num, problem.code, problem.detail))
    return found


def _dialect(text: str) -> type[csv.Dialect]:
    first = text.split("\n", 1)[0]

    class Found(csv.excel):
        delimiter = max(",;\t", key=first.count)

    return Found


def _read_row(found: Found, line: int, row: dict[str, str]) -> None:
    if not any(row.values()):
        return
    kind, value = _answers(row)
    level = row.get("level", "").casefold()
    question = common(row["question"], row.get("explanation", "")) | {"source": row.get("source", "")}
    question["level"] = level if level in LEVELS else "understand"
    found.questions.append(FoundQuestion(line, kind, question | value))


def _answers(row: dict[str, str]) -> tuple[str, dict[str, Any]]:
    kind, right = row["kind"].casefold(), _split(row["right"])
    if not row["question"] or not right:
        raise Unreadable("no_answer")
    if kind in ("single", "multiple"):
        options = [{"text": text, "right": True, "why": ""} for text in right]
        options += [{"text": text, "right": False, "why": ""} for text in _split(row.get("wrong", ""))]
        return choices(options, several=kind == "multiple")
    if kind == "true_false":
        if right[0].casefold() not in _TRUTH:
            raise Unreadable("unknown_truth", right[0][:40])
        return kind, {"answer": _TRUTH[right[0].casefold()], "why_true": "", "why_false": ""}
    if kind == "order":
        if len(right) < 3:
            raise Unreadable("few_parts")
        return kind, {"parts": right}
    if kind == "match":
        sides = [part.partition("=") for part in right]
        if not all(sign and left.strip() and other.strip() for left, sign, other in sides):
            raise Unreadable("broken_pair")
        return pairs([(left.strip(), other.strip()) for left, _sign, other in sides])
    if kind == "short_text":
        return kind, {"accepted": right}
    raise Unreadable("unknown_kind", kind[:40])


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]
