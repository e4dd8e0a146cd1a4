"""What differs between two texts. Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal


@dataclass(frozen=True)
class Piece:
    """Part of a comparison: words that both texts hold, or only one of them."""

    state: Literal["same", "gone", "new"]
    text: str


def compare(old: str, new: str) -> list[Piece]:
    """The way from one text to another, word by word. The same and gone pieces make up `old`, same and new `new`."""
    before, after = _words(old), _words(new)
    pieces = []
    for what, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
        if what == "equal":
            pieces.append(Piece("same", "".join(before[i:j])))
            continue
        pieces += [Piece("gone", "".join(before[i:j]))] if j > i else []
        pieces += [Piece("new", "".join(after[k:m]))] if m > k else []
    return pieces


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)
