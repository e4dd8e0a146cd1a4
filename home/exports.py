"""A person's copy of all that is kept of her: one zip with a page to read, plain data for programs, and files."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.room import Contract, Holding
from courses.models import Step
from home.contracts import contracts

PAGE = "index.html"


@dataclass(frozen=True)
class Section:
    """The rows of one table as they are read: for each row its headings and what stands below them."""

    title: str
    rows: tuple[tuple[tuple[str, str], ...], ...]


def write_export(person: User, file: IO[bytes], language: str) -> None:
    """Write the zip into a file. The page is in the language of the moment; `language` names steps of courses."""
    sections: list[Section] = []
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for room, contract in contracts().items():
            taken = {holding: holding.taken_home(person) for holding in contract.holdings if holding.takes}
            names = _step_titles(taken.values(), language)
            sections += [_section(holding, rows, names) for holding, rows in taken.items() if rows]
            _write_data(archive, room, taken)
            _write_files(archive, room, contract, person)
        context = {"sections": sections, "person": person, "language": language}
        archive.writestr(PAGE, render_to_string("home/export.html", context))


def _write_data(archive: ZipFile, room: str, taken: Mapping[Holding, list[dict[str, Any]]]) -> None:
    data: dict[str, list[dict[str, Any]]] = {}
    for holding, rows in taken.items():
        data.setdefault(holding.table.split(".")[1].lower(), []).extend(rows)
    if any(data.values()):
        archive.writestr(f"data/{room}.json", json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))


def _write_files(archive: ZipFile, room: str, contract: Contract, person: User) -> None:
    for one in contract.files(person):
        # A name that somebody chose must lead nowhere else when the archive is unpacked.
        archive.writestr(f"files/{room}/{one.path.replace('/', '_').replace(chr(92), '_')}", one.content)


def _step_titles(taken: Iterable[list[dict[str, Any]]], language: str) -> dict[UUID, str]:
    """What the steps are called whose keys stand in rows. One query, or none."""
    keys = {value for rows in taken for row in rows for value in row.values() if isinstance(value, UUID)}
    if not keys:
        return {}
    steps = Step.objects.filter(translation_key__in=keys, locale__language_code=language)
    return dict(steps.values_list("translation_key", "title"))


def _section(holding: Holding, rows: list[dict[str, Any]], names: dict[UUID, str]) -> Section:
    return Section(str(holding.label), tuple(tuple(_readable(holding, row, names)) for row in rows))


def _readable(holding: Holding, row: Mapping[str, Any], names: dict[UUID, str]) -> Iterator[tuple[str, str]]:
    """A row in words. What only programs can read stands in the data alone."""
    for name, value in row.items():
        words = _words(holding, name, value, names)
        if words:
            yield holding.heading_of(name), words


def _words(holding: Holding, name: str, value: Any, names: dict[UUID, str]) -> str:
    if isinstance(value, UUID):
        return names.get(value, "")
    if isinstance(value, datetime):
        return date_format(localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None or isinstance(value, dict | list):
        return ""
    return str(dict(holding.fields_to(name)[-1].flatchoices).get(value, value))
