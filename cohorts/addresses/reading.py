"""A whole text: a table with a heading, or lines of any kind."""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO

from cohorts.addresses.columns import column, language_of, role_of
from cohorts.addresses.guests import MOST, Guest, Unclear, Understood, name_of, one_line
from cohorts.addresses.lines import people_of

MOST_COLUMNS = 50
# Signs that nobody sees, and that come along when something is copied.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
# What spreadsheets write first to say how cells are held apart.
_SEPARATOR = re.compile(r"\s*\"?sep=(.)\"?\s*\Z", re.I)


def understand(text: str) -> Understood:
    """The people of a text: every address in it, each once, with the name around it, or the rows of a table."""
    lines = unicodedata.normalize("NFC", text.translate(_UNSEEN)).splitlines()
    found = list(_table(lines) or _loose(lines))
    guests: dict[str, Guest] = {}
    for one in found:
        if isinstance(one, Guest):
            guests.setdefault(one.email.lower(), one)
    unclear = [one for one in found if isinstance(one, Unclear)]
    people = tuple(guests.values())
    return Understood(people[:MOST], tuple(unclear), people[MOST:])


def _loose(lines: Sequence[str]) -> Iterator[Guest | Unclear]:
    for number, line in enumerate(lines, start=1):
        if line.strip() and not _SEPARATOR.match(line):
            yield from people_of(number, line)


def _table(lines: Sequence[str]) -> list[Guest | Unclear] | None:
    """The rows of a table, when the first line is a heading that names a column of addresses."""
    skipped, sign = 0, ""
    for line in lines:
        said = _SEPARATOR.match(line)
        if line.strip() and not said:
            break
        skipped, sign = skipped + 1, said[1] if said else sign
    else:
        return None
    sign = sign or max(";\t,|", key=line.count)
    columns = [column(cell) for cell in line.split(sign)[:MOST_COLUMNS]]
    if "@" in line or "email" not in columns:
        return None
    return _rows(lines[skipped:], skipped, sign, columns)


def _rows(lines: Sequence[str], skipped: int, sign: str, columns: Sequence[str]) -> list[Guest | Unclear]:
    rows: list[Guest | Unclear] = []
    reader = csv.reader(StringIO("\n".join(lines)), delimiter=sign)
    try:
        next(reader)
        for row in reader:
            if any(cell.strip() for cell in row):
                rows += _row(skipped + reader.line_num, row, columns)
    except csv.Error:
        # What follows a broken cell cannot be told apart.
        rows.append(Unclear(skipped + reader.line_num, one_line("".join(lines[reader.line_num - 1 :]), 80)))
    return rows


def _row(line: int, row: Sequence[str], columns: Sequence[str]) -> list[Guest | Unclear]:
    """The one of a row, by its first cell that holds an address."""
    cells: dict[str, list[str]] = {}
    for name, cell in zip(columns, row, strict=False):
        cells.setdefault(name, []).append(cell.strip())
    read = [one for cell in cells["email"] for one in people_of(line, cell) if isinstance(one, Guest)]
    if not read:
        return [Unclear(line, one_line(" ".join(row), 80))]
    found, said = read[0], _first(cells, "role")
    name = name_of(_first(cells, "name")) or one_line(f"{_first(cells, 'first')} {_first(cells, 'last')}")
    role = role_of(said)
    return [
        Guest(
            found.email,
            name or found.name,
            role or "coach",
            one_line(_first(cells, "unit")),
            language_of(_first(cells, "language")),
            "" if role else one_line(said, 40),
        )
    ]


def _first(cells: Mapping[str, Sequence[str]], name: str) -> str:
    return next((cell for cell in cells.get(name, ()) if cell), "")
