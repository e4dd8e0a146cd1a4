"""Taking one's journal home: entries with their prompts as Markdown, JSON, a Word file, or a page to print."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.rich_text import get_text_for_indexing

from content.text import render as render_text
from journals.docx import write_docx
from journals.models import Entry, ReflectionPage

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Told:
    """An entry as it is taken home, with the prompt in the reader's language."""

    title: str
    prompt: str
    follow_ups: tuple[str, ...]
    written_on: date
    text: str

    @property
    def html(self) -> SafeString:
        return render_text(self.text)

    @property
    def day(self) -> str:
        return date_format(self.written_on, "DATE_FORMAT")


def told(entries: QuerySet[Entry], language: str) -> list[Told]:
    """Entries in the order they were written, each with its prompt. Two queries."""
    rows = list(entries.order_by("created_at", "pk"))
    keys = {entry.step_key for entry in rows if entry.step_key}
    found = ReflectionPage.objects.filter(translation_key__in=keys, locale__language_code=language)
    prompts = {page.translation_key: page for page in found}
    return [_told(entry, prompts.get(entry.step_key)) for entry in rows]


def _told(entry: Entry, page: ReflectionPage | None) -> Told:
    return Told(
        title=page.title if page else entry.name or _("An empty entry"),
        prompt=get_text_for_indexing(page.prompt) if page else "",
        follow_ups=tuple(str(question.value) for question in page.follow_ups) if page else (),
        written_on=localtime(entry.created_at).date(),
        text=entry.text,
    )


@dataclass(frozen=True)
class ExportFormat:
    """A form to take entries home in: what it is called, and how it is answered."""

    label: Promise
    response: Callable[[Sequence[Told], HttpRequest], HttpResponse]


def _markdown(entries: Sequence[Told], request: HttpRequest) -> HttpResponse:
    return _file("\n\n".join(_as_markdown(one) for one in entries) + "\n", "text/markdown; charset=utf-8", "md")


def _as_markdown(one: Told) -> str:
    asked = [one.prompt, *(f"- {question}" for question in one.follow_ups)] if one.prompt else []
    quoted = "\n".join(f"> {line}".rstrip() for part in asked for line in part.splitlines())
    return "\n\n".join(part for part in (f"# {one.title}", f"*{one.day}*", quoted, one.text) if part)


def _json(entries: Sequence[Told], request: HttpRequest) -> HttpResponse:
    rows: list[dict[str, Any]] = [
        {
            "title": one.title,
            "prompt": one.prompt,
            "follow_ups": list(one.follow_ups),
            "written_on": one.written_on.isoformat(),
            "text": one.text,
        }
        for one in entries
    ]
    return _file(json.dumps(rows, ensure_ascii=False, indent=2), "application/json", "json")


def _docx(entries: Sequence[Told], request: HttpRequest) -> HttpResponse:
    file = BytesIO()
    write_docx([(one.title, one.day, [one.prompt, *one.follow_ups], one.text) for one in entries], file)
    return _file(file.getvalue(), DOCX, "docx")


def _page(entries: Sequence[Told], request: HttpRequest) -> HttpResponse:
    return render(request, "journals/printed.html", {"entries": entries})


def _file(content: str | bytes, content_type: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    name = _("journal")
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response


FORMS = {
    "page": ExportFormat(gettext_lazy("A page to print"), _page),
    "docx": ExportFormat(gettext_lazy("Word (DOCX)"), _docx),
    "md": ExportFormat(gettext_lazy("Text with Markdown"), _markdown),
    "json": ExportFormat(gettext_lazy("JSON, for other programs"), _json),
}
