"""What a file from another system held: questions as the editor's blocks take them, and what could not be read."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

# A code for each reason; the page that shows them has their words.
UNREADABLE = (
    "not_text", "too_big", "doctype", "broken_xml", "no_questions", "no_answer", "open_brace", "essay", "numerical",
    "several_right", "no_right", "few_options", "same_options", "few_parts", "unknown_kind", "broken_pair",
    "no_header", "unknown_truth",
)  # fmt: skip
NOTES = ("weights", "picture", "wildcard", "extra_match")

_BREAKS = {"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"}


class Unreadable(Exception):
    """A question cannot be read; `code` says why, `detail` what was met."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


@dataclass(frozen=True)
class ImportNote:
    """Something about a place in a file: a line, or the number of a question where a file has no lines to speak of."""

    place: int
    code: str
    detail: str = ""


@dataclass(frozen=True)
class FoundPicture:
    """A picture that a file held as data, in base64, with what is said of it in words."""

    name: str
    data: str
    alt: str = ""


@dataclass(frozen=True)
class FoundQuestion:
    """A question that can be made: its kind, the values of the kind's block, and its picture."""

    place: int
    kind: str
    value: dict[str, Any]
    picture: FoundPicture | None = None


@dataclass
class Found:
    """Everything in a file: what can be made, what cannot be read, and what is left out of what can."""

    questions: list[FoundQuestion] = field(default_factory=list)
    unreadable: list[ImportNote] = field(default_factory=list)
    notes: list[ImportNote] = field(default_factory=list)


def common(text: str, explanation: str = "") -> dict[str, Any]:
    return {"text": text, "explanation": explanation, "source": "", "level": "understand"}


def choices(options: list[dict[str, Any]], several: bool) -> tuple[str, dict[str, Any]]:
    """A choice with so many right options that its kind allows. Raises Unreadable."""
    texts = [" ".join(option["text"].split()).casefold() for option in options]
    rights = sum(option["right"] for option in options)
    if len(options) < 2:
        raise Unreadable("few_options")
    if len(set(texts)) < len(texts):
        raise Unreadable("same_options")
    if rights == 0:
        raise Unreadable("no_right")
    if rights > 1 and not several:
        raise Unreadable("several_right")
    return "multiple" if several else "single", {"options": options}


def pairs(found: list[tuple[str, str]]) -> tuple[str, dict[str, Any]]:
    if len(found) < 2:
        raise Unreadable("few_parts")
    return "match", {"pairs": [{"text": left, "match": right, "why": ""} for left, right in found]}


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.pictures: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self.parts.append("\n")
        if tag == "img":
            told = dict(attrs)
            self.pictures.append((told.get("src") or "", told.get("alt") or ""))
            self.parts.append(told.get("alt") or "")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def plain(html: str) -> tuple[str, list[tuple[str, str]]]:
    """The words of some HTML, with the alternative texts of its pictures, and each picture's address and words."""
    parser = _Plain()
    parser.feed(html)
    parser.close()
    lines = [" ".join(line.split()) for line in "".join(parser.parts).splitlines()]
    return re.sub(r"\n{2,}", "\n", "\n".join(lines)).strip(), parser.pictures
