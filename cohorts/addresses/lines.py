"""One line of a text: the addresses in it, and the names around them."""

import re
from collections.abc import Iterator, Sequence

from cohorts.addresses.columns import language_of, role_of
from cohorts.addresses.guests import Guest, Unclear, is_address, name_of, one_line

# What may be an address, with what people write about it; `is_address` decides. Bounded, so that a long text is read
# in one go.
_CANDIDATE = re.compile(r"([^\s<>()\[\]{},;:\"“”„«»|=@]{1,64}@[\w.-]{1,255})(?:\?\w{1,20}=[^\s<>)]{0,500})?")
# Marks of lists, and what mail programs write before addresses.
_BULLET = re.compile(r"^\s*(?:[-*•·–—▪◦‣]+|\d{1,3}[.)])\s*(?=\S)")
_LABEL = re.compile(
    r"\b(?:till|to|från|from|kopia|b?cc|svara till|reply-to|mailto|e-?post|(?:e-?)?mail|mejl|namn|name)\s*:",
    re.I,
)
_BETWEEN = re.compile(r"[<>()\[\]{}|]")
# What holds cells apart holds nothing apart in a name in quotes.
_QUOTED = re.compile(r'"[^"]*"')
_CELLS = re.compile(r"[;\t]")
_PARTICLES = frozenset(
    {"af", "al", "bin", "da", "de", "del", "den", "der", "di", "dos", "el", "la", "ten", "van", "von"}
)
_MOST_WORDS = 6


def people_of(number: int, line: str) -> Iterator[Guest | Unclear]:
    """Who is named in a line, and the parts of it that name nobody who can be written to."""
    line = _QUOTED.sub(lambda quoted: re.sub(r"[;\t]", " ", quoted[0]), _BULLET.sub("", line))
    found = [(match.span(), email) for match in _CANDIDATE.finditer(line) if (email := _trimmed(match[1]))]
    if not found:
        yield from _unclear(number, [line])
        return
    ends = [0, *(end for (_start, end), _email in found)]
    starts = [*(start for (start, _end), _email in found), len(line)]
    around = [line[end:start] for end, start in zip(ends, starts, strict=True)]
    if len(found) == 1:
        yield from _alone(number, found[0][1], *around)
    else:
        yield from _among_others(number, [email for _span, email in found], around)


def _trimmed(text: str) -> str:
    """An address without the signs that a sentence puts around it; empty when there is none."""
    bare = re.sub(r"^[^\w+]+|[^\w]+$", "", text)
    return bare if is_address(bare) else ""


def _alone(number: int, email: str, before: str, after: str) -> Iterator[Guest | Unclear]:
    """The one of a line: her name before or after the address, in cells or not; a role and a unit in cells."""
    cells = [*_cells(before), *_cells(after)]
    role = next((role for cell in cells if (role := role_of(cell))), "coach")
    language = next((language for cell in cells if (language := language_of(cell))), "")
    left = [cell for cell in cells if not role_of(cell) and not language_of(cell)]
    if _CELLS.search(before + after) and "<" not in before:
        name, *others = _joined(left, len([cell for cell in _cells(before) if cell in left])) or [""]
        yield Guest(email, name_of(name), role, one_line(others[0] if others else ""), language)
        return
    name, told = _name_before(before)
    if not name:
        name, told_after = _name_after(after)
    else:
        told_after = _parts(after)
    yield Guest(email, name, role, language=language)
    yield from _unclear(number, [*told, *(part for part in told_after if not role_of(part))])


def _joined(cells: list[str], before: int) -> list[str]:
    """Cells of which the first two are one name, where each is a word of it that stands before the address."""
    if before == 2 and all(len(cell.split()) == 1 for cell in cells[:2]):
        return [" ".join(cells[:2]), *cells[2:]]
    return cells


def _among_others(number: int, emails: Sequence[str], around: Sequence[str]) -> Iterator[Guest | Unclear]:
    """Several of a line: each by the name before her address, or after it where all names stand so."""
    if not _parts(around[0]) and all(_parts(text) for text in around[1:]):
        for email, text in zip(emails, around[1:], strict=True):
            name, told = _name_after(text)
            yield Guest(email, name)
            yield from _unclear(number, told)
        return
    for email, text in zip(emails, around[:-1], strict=True):
        name, told = _name_before(text)
        yield Guest(email, name)
        yield from _unclear(number, told)
    yield from _unclear(number, _parts(around[-1]))


def _name_before(text: str) -> tuple[str, list[str]]:
    """The name that a text before an address ends with, and the parts before that which belong to nobody."""
    cells = _cells(text)
    if not cells:
        return "", []
    *others, last = cells
    parts = _parts(last)
    is_marked = "<" in text
    if len(parts) == 2 and all(_is_name(part, is_marked) and len(part.split()) <= 3 for part in parts):
        return name_of(", ".join(parts)), others
    if parts and _is_name(parts[-1], is_marked):
        return name_of(parts[-1]), [*others, *parts[:-1]]
    # A sentence that leads to the address names nobody, and is nothing to look into.
    return "", [*others, *parts[:-1]]


def _name_after(text: str) -> tuple[str, list[str]]:
    """The name that follows an address at once, and the parts after that which belong to nobody."""
    first, *others = _parts(text) or [""]
    if _is_name(first, "(" in text):
        return name_of(first), others
    return "", others


def _is_name(text: str, is_marked: bool) -> bool:
    """Whether these words can be somebody's name: a few, without digits, and with capitals where nothing else tells
    a name from a sentence.
    """
    words = text.split()
    if not words or len(words) > _MOST_WORDS or any(sign.isdigit() or sign == "@" for sign in text):
        return False
    return is_marked or all(not word[0].islower() or word in _PARTICLES for word in words)


def _cells(text: str) -> list[str]:
    return [bare for cell in _CELLS.split(text) if (bare := _bare(cell))]


def _parts(text: str) -> list[str]:
    return [bare for part in re.split(r"[;,\t]", text) if (bare := _bare(part))]


def _bare(text: str) -> str:
    """Words without brackets, labels and what holds them apart; empty when no letter or digit is left."""
    words = one_line(_BETWEEN.sub(" ", _LABEL.sub(" ", text))).strip(" ,:'-–—•·*")
    return words if any(sign.isalnum() or sign == "@" for sign in words) else ""


def _unclear(number: int, parts: Sequence[str]) -> Iterator[Unclear]:
    for part in parts:
        if words := one_line(part, 80):
            yield Unclear(number, words)
