"""Rows of the matrix as HTML. A template expression for each of 40,000 cells would cost more than the whole page."""

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from desk.queries import Row


def matrix_rows(rows: tuple[Row, ...]) -> SafeString:
    """The rows of a matrix. A cell holds the word of its state; the style sheet shows it as a shape."""
    words = {"done": _("done"), "open": _("to do"), "optional": _("optional")}
    cells = {state: format_html('<td class="is-{}">{}</td>', state, word) for state, word in words.items()}
    return format_html_join("", "{}", ((_row(row, cells),) for row in rows))


def _row(row: Row, cells: dict[str, SafeString]) -> SafeString:
    person, progress = row.membership.user, row.progress
    return format_html(
        '<tr><th scope="row"><b dir="auto">{}</b> <small>{} <span dir="auto">{}</span></small></th>'
        "<td>{}</td><td>{}</td>{}</tr>",
        person.name,
        row.membership.get_role_display(),
        person.unit,
        _("%(done)s of %(required)s") % {"done": progress.done, "required": progress.required},
        date_format(localtime(row.last_done_at), "SHORT_DATE_FORMAT") if row.last_done_at else "–",
        SafeString("".join([cells[state] for state in row.states])),
    )
