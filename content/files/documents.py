"""Documents, known by what they hold: each kind has a test of its own, and what has none is not taken."""

import io
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

from content.files import opening
from content.files.unfit import Unfit

# An office file of fifty megabytes holds pictures, which do not unpack into more; this is room for all that is real.
MOST_UNPACKED = 300_000_000
MOST_PARTS = 10_000
# What names the parts of an office file is short in any of them.
MOST_NAMING = 1_000_000
_OFFICE = "application/vnd.openxmlformats-officedocument.{}.main+xml"
_OPEN = "application/vnd.oasis.opendocument."
# A page for a browser, whatever it is called.
_PAGE = re.compile(r"\s*(<!--.*?-->\s*)*<(!doctype|html|head|body|script|iframe|object|embed|svg|\?xml)\b", re.I | re.S)
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def check_document(name: str, content: bytes) -> None:
    """Nothing, when a file is what the ending of its name says; else Unfit."""
    test = _TESTS.get(PurePath(name).suffix.lower())
    if test is None:
        raise Unfit("unknown")
    test(content)


def check_pdf(content: bytes) -> None:
    """Nothing, when this PDF opens within seconds and has pages, or asks for a password; else Unfit."""
    if not content.startswith(b"%PDF-"):
        raise Unfit("unknown")
    # A process of its own: whatever the file does to its reader, this one goes on.
    read = subprocess.run([sys.executable, "-I", opening.__file__], input=content, capture_output=True)  # noqa: S603
    if read.returncode:
        raise Unfit("broken")


def _text(content: bytes) -> None:
    """A text that people wrote: letters in one of the usual codes, and no page for a browser."""
    text = _decoded(content)
    if _NO_TEXT.search(text) or _PAGE.match(text):
        raise Unfit("unknown")


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            raise Unfit("broken") from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # As spreadsheets save it on Windows. Every byte means something there.
        return content.decode("latin-1")


def _office(kind: str) -> Callable[[bytes], None]:
    main = _OFFICE.format(kind).encode()

    def check(content: bytes) -> None:
        if main not in _part(content, "[Content_Types].xml"):
            raise Unfit("unknown")

    return check


def _open_document(kind: str) -> Callable[[bytes], None]:
    def check(content: bytes) -> None:
        if _part(content, "mimetype").strip() != (_OPEN + kind).encode():
            raise Unfit("unknown")

    return check


def _part(content: bytes, name: str) -> bytes:
    """A small part of an office file, of which nothing else is unpacked."""
    try:
        with ZipFile(io.BytesIO(content)) as parts:
            listed = parts.infolist()
            if len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > MOST_UNPACKED:
                raise Unfit("too_big")
            with parts.open(name) as part:
                return part.read(MOST_NAMING)
    except Unfit:
        raise
    except KeyError:
        raise Unfit("unknown") from None
    except BadZipFile:
        raise Unfit("unknown" if not content.startswith(b"PK") else "broken") from None
    except Exception:
        # As with pictures: a library stumbles over broken files in many ways.
        raise Unfit("broken") from None


_TESTS: dict[str, Callable[[bytes], None]] = {
    ".csv": _text,
    ".md": _text,
    ".txt": _text,
    ".pdf": check_pdf,
    ".docx": _office("wordprocessingml.document"),
    ".xlsx": _office("spreadsheetml.sheet"),
    ".pptx": _office("presentationml.presentation"),
    ".odt": _open_document("text"),
    ".ods": _open_document("spreadsheet"),
    ".odp": _open_document("presentation"),
}
