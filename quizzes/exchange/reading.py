"""From the bytes of a file to its questions, whatever format and encoding it came in."""

import re

from quizzes.exchange import gift, moodle_xml, table
from quizzes.exchange.found import Found, ImportNote

BIGGEST = 2_000_000


def read(data: bytes) -> Found:
    """The questions of a file in GIFT, Moodle XML or CSV; the format is told by what the file begins with."""
    if len(data) > BIGGEST:
        return Found(unreadable=[ImportNote(0, "too_big")])
    text = decode(data)
    if text is None:
        return Found(unreadable=[ImportNote(0, "not_text")])
    start = text.lstrip()[:2000]
    if re.match(r"<(\?xml|quiz|!)", start, re.IGNORECASE):
        found = moodle_xml.read(data)
    elif _is_table(start):
        found = table.read(text)
    else:
        found = gift.read(text)
    if not found.questions and not found.unreadable:
        found.unreadable.append(ImportNote(0, "no_questions"))
    return found


def decode(data: bytes) -> str | None:
    """The text of a file: UTF-8, UTF-16 with a mark, or what Windows used to write. None when it is no text."""
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\x00" in text else text
    return None


def _is_table(start: str) -> bool:
    first = re.split(r"[,;\t]", start.split("\n", 1)[0].strip().casefold())
    return set(table.NEEDED) <= {cell.strip(' "') for cell in first}
