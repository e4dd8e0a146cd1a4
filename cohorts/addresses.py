"""Reads pasted addresses in whatever way people keep them. Pure: text in, people out, and what could not be read."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

MOST = 300
LONGEST_NAME = 150

LONGEST_ADDRESS = 254

# Such addresses as can be written to (RFC 5321, and domains with letters of any language). Nothing of it overlaps, so
# that a long text is read in one go.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[^\W_](?:(?:[^\W_]|-){0,61}[^\W_])?"
_ADDRESS = re.compile(rf"(?=.{{1,64}}@){_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+(?=\D){_LABEL}")
_NAMED = re.compile(r"(?P<name>[^<>]*)<\s*(?P<email>[^\s<>]+)\s*>")
_COLUMNS = {
    "email": ("e-post", "epost", "e-postadress", "mail", "mejl", "e-mail", "email", "address", "adress"),
    "name": ("namn", "name"),
    "role": ("roll", "role"),
    "unit": ("enhet", "unit", "förvaltning", "arbetsplats"),
}
_ROLES = {
    "inspirer": ("idéinspiratör", "ideinspiratör", "inspiratör", "idea inspirer", "inspirer"),
    "trainer": ("kursledare", "utbildare", "trainer"),
}


@dataclass(frozen=True)
class Guest:
    """Somebody to invite: `role` is coach, inspirer or trainer; name and unit may be empty."""

    email: str
    name: str = ""
    role: str = "coach"
    unit: str = ""


@dataclass(frozen=True)
class Unclear:
    """A part of a text that holds no address, with the number of its line."""

    line: int
    text: str


@dataclass(frozen=True)
class Understood:
    """What a text says: each person once, what could not be read, and who is too many for one time."""

    guests: tuple[Guest, ...]
    unclear: tuple[Unclear, ...]
    too_many: tuple[Guest, ...] = ()


def understand(text: str) -> Understood:
    """The people of a pasted text: addresses between commas, semicolons or lines, `Name <mail>`, or a table."""
    text = "\n".join(text.lstrip("\ufeff").splitlines())
    found = list(_table(text) or _loose(text))
    guests: dict[str, Guest] = {}
    for one in found:
        if isinstance(one, Guest):
            guests.setdefault(one.email.lower(), one)
    unclear = [one for one in found if isinstance(one, Unclear)]
    people = tuple(guests.values())
    return Understood(people[:MOST], tuple(unclear), people[MOST:])


def _table(text: str) -> list[Guest | Unclear] | None:
    """The rows of a table, when the first line is a heading that names a column of addresses."""
    first = text.lstrip().split("\n", 1)[0]
    sign = max(";\t,", key=first.count)
    columns = {_column(cell): place for place, cell in enumerate(first.split(sign))}
    if "@" in first or "email" not in columns:
        return None
    rows: list[Guest | Unclear] = []
    reader = csv.reader(StringIO(text.lstrip()), delimiter=sign)
    try:
        next(reader)
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append(_row(reader.line_num, row, columns))
    except csv.Error:
        # What follows a broken cell cannot be told apart.
        rows.append(Unclear(reader.line_num, _short("".join(text.splitlines()[reader.line_num - 1 :]))))
    return rows


def _row(line: int, row: list[str], columns: dict[str, int]) -> Guest | Unclear:
    cells = {name: row[place].strip() for name, place in columns.items() if name and place < len(row)}
    email = cells.get("email", "")
    if not _is_address(email):
        return Unclear(line, _short(" ".join(row)))
    return Guest(email, _name(cells.get("name", "")), _role(cells.get("role", "")), _name(cells.get("unit", "")))


def _column(heading: str) -> str:
    word = heading.strip(' "').casefold()
    return next((name for name, words in _COLUMNS.items() if word in words), "")


def _role(word: str) -> str:
    return next((role for role, words in _ROLES.items() if word.casefold() in words), "coach")


def _loose(text: str) -> Iterator[Guest | Unclear]:
    for number, line in enumerate(text.splitlines(), start=1):
        for part in _parts(line):
            if part.strip():
                yield _person(number, part.strip())


def _parts(line: str) -> list[str]:
    """A line cut at its commas outside quotes; or at semicolons, as mail programs do that write `Berg, Alva`."""
    if ";" in line:
        return line.split(";")
    parts = [""]
    for place, piece in enumerate(line.split('"')):
        if place % 2:
            parts[-1] += f'"{piece}"'
        else:
            first, *others = piece.split(",")
            parts[-1] += first
            parts += others
    return parts


def _person(line: int, part: str) -> Guest | Unclear:
    named = _NAMED.fullmatch(part)
    if named and _is_address(named["email"]):
        return Guest(named["email"], _name(named["name"]))
    bare = part.removeprefix("mailto:").strip("<>()[] \"'")
    return Guest(bare) if _is_address(bare) else Unclear(line, _short(part))


def _is_address(text: str) -> bool:
    return len(text) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None


def _name(text: str) -> str:
    """One line without quotes; `Berg, Alva` becomes `Alva Berg`."""
    words = " ".join("".join(sign if sign.isprintable() else " " for sign in text).replace('"', " ").split())
    last, comma, first = words.partition(", ")
    return (f"{first} {last}" if comma and "," not in first else words)[:LONGEST_NAME]


def _short(text: str) -> str:
    return " ".join(text.split())[:80]
