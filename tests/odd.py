"""Hostile and odd texts out of published lists (tests/data), in full or one of each kind."""

import json
import re
import unicodedata
from pathlib import Path

from tests import long

DATA = Path(__file__).parent / "data"
ESCAPE = re.compile(r"(\\x[0-9a-f]{2})+")


def naughty_strings() -> list[str]:
    return json.loads((DATA / "naughty_strings.json").read_text())


def hostile_html() -> list[str]:
    return json.loads((DATA / "xss_bleach.json").read_text())


def kind(text: str) -> frozenset[str]:
    """What makes a text odd: its classes of signs; in markup, elements and attributes; in a number, how it begins."""
    if not text.isascii() or not text.isprintable():
        classes = {unicodedata.category(sign) for sign in text if not (sign.isascii() and sign.isprintable())}
        return frozenset(one if one[0] in "CZ" else one[0] for one in classes)
    plain = ESCAPE.sub("?", text.lower())
    if "<" in plain:
        return frozenset(re.findall(r"<\W*\w+|\w+=|javascript|style", plain))
    if re.fullmatch(r"[\d.,' +/$e#-]+", plain):
        return frozenset(("number", re.sub(r"\d", "9", plain)[0]))
    return frozenset(re.sub(r"\w", "a", plain))


def some(texts: list[str]) -> list[str]:
    """The first of each kind in the order of the list; all of them with `-m long`."""
    first: dict[frozenset[str], str] = {}
    for text in texts:
        first.setdefault(kind(text), text)
    return texts if long.asked else list(first.values())
