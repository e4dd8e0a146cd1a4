"""Rows of the matrix as HTML. A template expression for each of 40,000 cells would cost more than the whole page."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cohorts.models import Membership
from desk.exports import Cell
from desk.items import ItemTable
from desk.queries import Row

ROW = (
    '<tr><th scope="row"><b dir="auto">{}</b> <small>{} <span dir="auto">{}</span></small></th>'
    "<td>{}</td><td>{}</td>{}</tr>"
)


def matrix_rows(rows: tuple[Row, ...]) -> SafeString:
    """The rows of a matrix. A cell holds the word of its state; the style sheet shows it as a shape."""
    words = {"done": _("done"), "open": _("to do"), "optional": _("optional"), "untold": _("not shown")}
    cells = {state: format_html('<td class="is-{}">{}</td>', state, word) for state, word in words.items()}
    roles = {value: str(label) for value, label in Membership.Role.choices}
    return format_html_join("", ROW, (_columns(row, cells, roles) for row in rows))


def _columns(row: Row, cells: dict[str, SafeString], roles: dict[str, str]) -> tuple[object, ...]:
    return (
        row.name,
        roles[row.role],
        f"· {row.unit}" if row.unit else "",
        _("%(done)s of %(required)s") % {"done": row.progress.done, "required": row.progress.required},
        date_format(row.last_done_on, "SHORT_DATE_FORMAT") if row.last_done_on else "–",
        SafeString("".join([cells[state] for state in row.states])),
    )


HINTS = {
    "": "",
    "too_few": gettext_lazy("Too few answers to say anything yet."),
    "misleads": gettext_lazy("Worth a look: one wrong answer draws most people."),
    "no_difference": gettext_lazy("Worth a look: those who did well elsewhere did no better here."),
    "sure_and_wrong": gettext_lazy("Many were sure and wrong: worth talking about in the cohort."),
    "known": gettext_lazy("Nearly everyone knows this."),
}


def item_cells(table: ItemTable) -> Iterator[list[Cell]]:
    """The item table as rows of a file, with a heading."""
    yield [
        _("Question"),
        _("Wording"),
        _("Answered"),
        _("Right the first time"),
        _("Most given wrong answer"),
        _("Times"),
        _("Sure and wrong"),
        _("Discrimination"),
        _("Hint"),
    ]
    for row in table.rows:
        item = row.item
        yield [
            row.question.text,
            _("today’s") if row.is_current else _("earlier"),
            item.asked,
            item.right,
            item.slip,
            item.slip_count,
            item.sure_and_wrong,
            None if item.discrimination is None else round(item.discrimination, 2),
            str(HINTS[item.hint]),
        ]
