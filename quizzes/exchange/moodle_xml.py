"""Moodle XML, as Moodle's question bank exports it."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

from quizzes.exchange.found import (
    Found,
    FoundPicture,
    FoundQuestion,
    ImportNote,
    Unreadable,
    choices,
    common,
    pairs,
    plain,
)

# Kinds that hold no question.
_SKIPPED = ("category", "description")


def read(data: bytes) -> Found:
    """Every question of a file. A place is the number of a question, counted from 1.

    A file that declares a document type is refused whole: entities could make a small file endless.
    """
    found = Found()
    if re.search(rb"<!\s*(DOCTYPE|ENTITY)", data.replace(b"\x00", b""), re.IGNORECASE):
        found.unreadable.append(ImportNote(0, "doctype"))
        return found
    try:
        root = ElementTree.fromstring(data)  # noqa: S314
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        found.unreadable.append(ImportNote(getattr(error, "position", (0,))[0], "broken_xml", str(error)[:80]))
        return found
    nodes = [node for node in root.iter("question") if node.get("type") not in _SKIPPED]
    for place, node in enumerate(nodes, start=1):
        try:
            _read_question(found, place, node)
        except Unreadable as problem:
            found.unreadable.append(ImportNote(place, problem.code, problem.detail))
    return found


def _read_question(found: Found, place: int, node: ElementTree.Element) -> None:
    kind = node.get("type", "")
    if kind not in _READERS:
        raise Unreadable("unknown_kind", kind)
    name, value, codes = _READERS[kind](node)
    text, shown = plain(_text(node.find("questiontext")))
    picture = _picture(node, shown)
    if len(shown) > bool(picture) or len(node.findall(".//file")) > bool(picture):
        codes.append("picture")
    explanation, _shown = plain(_text(node.find("generalfeedback")))
    found.questions.append(FoundQuestion(place, name, common(text, explanation) | value, picture))
    found.notes.extend(ImportNote(place, code) for code in codes)


def _picture(node: ElementTree.Element, shown: list[tuple[str, str]]) -> FoundPicture | None:
    """The first picture of the question's text that the file holds as data; its own words then stand beside it."""
    files = {file.get("name", ""): file for file in node.findall("questiontext/file")}
    for address, alt in shown:
        name = unquote(address.removeprefix("@@PLUGINFILE@@/"))
        file = files.get(name)
        if file is not None and file.get("encoding") == "base64" and file.text:
            return FoundPicture(name.rsplit("/", 1)[-1], "".join(file.text.split()), alt)
    return None


def _text(node: ElementTree.Element | None) -> str:
    return (node.findtext("text") or "") if node is not None else ""


def _words(node: ElementTree.Element | None) -> str:
    return plain(_text(node))[0]


def _share(answer: ElementTree.Element) -> float:
    try:
        return float((answer.get("fraction") or "0").replace(",", "."))
    except ValueError:
        return 0.0


def _multichoice(node: ElementTree.Element) -> tuple[str, dict[str, Any], list[str]]:
    answers = node.findall("answer")
    several = (node.findtext("single") or "true").strip().lower() in ("false", "0")
    options = [
        {
            "text": _words(answer),
            "right": _share(answer) > 0 if several else _share(answer) == 100,
            "why": _words(answer.find("feedback")),
        }
        for answer in answers
    ]
    partial = not several and any(0 < _share(answer) < 100 for answer in answers)
    return *choices(options, several), ["weights"] if partial else []


def _truefalse(node: ElementTree.Element) -> tuple[str, dict[str, Any], list[str]]:
    by_truth = {_text(answer).strip().lower(): answer for answer in node.findall("answer")}
    if set(by_truth) != {"true", "false"}:
        raise Unreadable("unknown_truth")
    value = {
        "answer": _share(by_truth["true"]) > _share(by_truth["false"]),
        "why_true": _words(by_truth["true"].find("feedback")),
        "why_false": _words(by_truth["false"].find("feedback")),
    }
    return "true_false", value, []


def _shortanswer(node: ElementTree.Element) -> tuple[str, dict[str, Any], list[str]]:
    answers = node.findall("answer")
    accepted = [_words(answer) for answer in answers if _share(answer) == 100]
    if not any(accepted):
        raise Unreadable("no_right")
    codes = ["weights"] if any(0 < _share(answer) < 100 for answer in answers) else []
    return "short_text", {"accepted": accepted}, codes + (["wildcard"] if any("*" in one for one in accepted) else [])


def _matching(node: ElementTree.Element) -> tuple[str, dict[str, Any], list[str]]:
    sides = [(_words(one), _words(one.find("answer"))) for one in node.findall("subquestion")]
    whole = [(left, right) for left, right in sides if left and right]
    return *pairs(whole), ["extra_match"] if len(whole) < len(sides) else []


def _ordering(node: ElementTree.Element) -> tuple[str, dict[str, Any], list[str]]:
    parts = [_words(answer) for answer in sorted(node.findall("answer"), key=_share)]
    if len(parts) < 3:
        raise Unreadable("few_parts")
    return "order", {"parts": parts}, []


_READERS: dict[str, Callable[[ElementTree.Element], tuple[str, dict[str, Any], list[str]]]] = {
    "multichoice": _multichoice,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "matching": _matching,
    "ordering": _ordering,
}
