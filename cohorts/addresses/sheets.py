"""Files that hold a list of people: a table as text, or a sheet of a spreadsheet."""

import csv
from io import BytesIO, StringIO
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from cohorts.addresses.reading import MOST_COLUMNS

# A list of people is small, and so is what it unpacks into.
MOST_UNPACKED = 20_000_000
MOST_ROWS = 2_000


class UnreadableSheet(Exception):
    """The file is neither a table nor a text."""


def text_of_sheet(content: bytes) -> str:
    """The text of a file as `understand` reads it: a text in any usual code as it is, the first sheet of a workbook
    (XLSX) as a table with tabs. Raises UnreadableSheet.
    """
    if content.startswith(b"PK"):
        return _of_workbook(content)
    return _decoded(content)


def _decoded(content: bytes) -> str:
    code = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(code)
    except UnicodeDecodeError:
        # As spreadsheets save it on Windows.
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise UnreadableSheet
    return text


def _of_workbook(content: bytes) -> str:
    try:
        with ZipFile(BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise UnreadableSheet
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = list(sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True))
    except (BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, TypeError, AttributeError, SyntaxError):
        # What openpyxl raises for a file that is cut off or something else.
        raise UnreadableSheet from None
    text = StringIO()
    table = csv.writer(text, delimiter="\t", lineterminator="\n")
    table.writerows([" ".join(str(cell).split()) if cell is not None else "" for cell in row] for row in rows)
    return text.getvalue()
