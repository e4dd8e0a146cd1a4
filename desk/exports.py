"""Tables as files. A cell is always a text or a number: what a coach or a trainer wrote never becomes a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO

from django.http import HttpResponse
from openpyxl import Workbook

from content.text import fit_for_xml

Cell = str | int | float | None
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What makes a spreadsheet take a text for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(cell: Cell) -> Cell:
    """A cell as it may stand in a file: a text that looks like a formula begins with an apostrophe."""
    if not isinstance(cell, str):
        return cell
    text = fit_for_xml(cell)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def as_file(rows: Iterable[Sequence[Cell]], name: str, kind: str) -> HttpResponse:
    """A table for download, `kind` csv or xlsx."""
    safe = [[harmless(cell) for cell in row] for row in rows]
    response = _as_xlsx(safe) if kind == "xlsx" else _as_csv(safe)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _as_csv(rows: list[list[Cell]]) -> HttpResponse:
    # The mark at the start tells Excel that this is UTF-8.
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    csv.writer(response).writerows(rows)
    return response


def _as_xlsx(rows: list[list[Cell]]) -> HttpResponse:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    return HttpResponse(file.getvalue(), content_type=XLSX)
