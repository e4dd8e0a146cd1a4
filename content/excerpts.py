"""What is shown of a text in which words were found: a part of it around them, and which words they are. Pure."""

import re
from collections.abc import Iterator, Sequence

from content.stems import WORD, Sought, fits
from content.text import excerpt

LENGTH = 200
# Characters of the text before the first word that was found.
BEFORE = 60


def marked(text: str, wanted: Sequence[Sought]) -> tuple[tuple[str, bool], ...]:
    """A text in parts, each with whether it is a word that is looked for."""
    parts: list[tuple[str, bool]] = []
    end = 0
    for place in _found(text, wanted):
        parts += [(text[end : place.start()], False), (place.group(), True)]
        end = place.end()
    return tuple(part for part in (*parts, (text[end:], False)) if part[0])


def around(text: str, wanted: Sequence[Sought]) -> tuple[tuple[str, bool], ...]:
    """A part of a text, as one line without Markdown signs, that begins a little before the first word found."""
    line = excerpt(text, len(text))
    first = next(_found(line, wanted), None)
    place = first.start() if first else 0
    start = line.rfind(" ", 0, place - BEFORE) + 1 if place > BEFORE + 20 else 0
    shown = ("… " if start else "") + excerpt(line[start : start + LENGTH * 2], LENGTH)
    return marked(shown, wanted)


def _found(text: str, wanted: Sequence[Sought]) -> Iterator[re.Match[str]]:
    known: dict[str, bool] = {}
    for place in WORD.finditer(text):
        word = place.group()
        if word not in known:
            known[word] = fits(word, wanted)
        if known[word]:
            yield place
