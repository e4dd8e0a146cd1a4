"""A column of stems, and the question which rows hold the words that somebody looks for."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import In
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import gettext_lazy as _

from content.stems import Sought, stems_of

# A piece of SQL with its parameters.
Said = tuple[str, list[Any]]
ROWS_AT_A_TIME = 500
# What PostgreSQL searches in is called as the stems that it is made of, and this.
VECTOR = "_vector"


_AS_ALWAYS = {"verbose_name": _("words to search for"), "blank": True, "default": "", "editable": False}


class StemsField(models.TextField):
    """The stems of other fields of its row, made anew whenever it is saved: `StemsField(of=["title"])`.

    What is not saved through the model, as `QuerySet.update`, says the stems beside what they are of.
    """

    def __init__(self, *args: Any, of: list[str] | None = None, **kwargs: Any) -> None:
        self.of = of or []
        for name, value in _AS_ALWAYS.items():
            kwargs.setdefault(name, value)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | ({"of": self.of} if self.of else {})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        stems = stems_of(*(getattr(model_instance, name) or "" for name in self.of))
        setattr(model_instance, self.attname, stems)
        return stems


@StemsField.register_lookup
class Finds(models.Lookup):
    """Whether a row holds every one of the words of `content.stems.sought`. Not asked without any."""

    lookup_name = "finds"
    prepare_rhs = False
    rhs: tuple[Sought, ...]

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Said:
        """In the vector beside the stems (see `vectors`). Words are letters and figures, so no sign means anything."""
        quoted = compiler.quote_name_unless_alias
        words = " & ".join(f"({' | '.join(_terms(word))})" for word in self.rhs)
        return f"{quoted(self.lhs.alias)}.{quoted(self.lhs.target.column + VECTOR)} @@ %s::tsquery", [words]

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Said:
        column, params = self.process_lhs(compiler, connection)
        parts = [_parts(word) for word in self.rhs]
        held = f"instr(' ' || {column} || ' ', %s)"
        words = [f"({' OR '.join([held] * len(word))})" for word in parts]
        return " AND ".join(words), [param for word in parts for part in word for param in (*params, part)]


@models.AutoField.register_lookup
@models.BigAutoField.register_lookup
class Among(In):
    """As `in`, with what it is among looked up once and before, so that the rows are found along their index also
    where that is one way of several.
    """

    lookup_name = "among"

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Said:
        column, params = self.process_lhs(compiler, connection)
        rows, of_rows = self.process_rhs(compiler, connection)
        return f"{column} = ANY(ARRAY{rows})", [*params, *of_rows]


def vectors(table: str, *columns: str) -> tuple[Any, Any]:
    """Functions for a migration's RunPython: what PostgreSQL needs beside each column of stems of a table, and its end.

    The stems as a vector, taken as they are, so that no parser of its own comes between; the database keeps it in step
    by itself. SQLite looks through the rows that somebody may see.
    """

    def make(apps: Any, editor: Any) -> None:
        for column in columns if editor.connection.vendor == "postgresql" else ():
            vector = f"tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array({column}, ' '))) STORED"
            editor.execute(f'ALTER TABLE "{table}" ADD COLUMN "{column}{VECTOR}" {vector}')
            editor.execute(f'CREATE INDEX "{table}_{column}" ON "{table}" USING gin ("{column}{VECTOR}")')

    def drop(apps: Any, editor: Any) -> None:
        for column in columns if editor.connection.vendor == "postgresql" else ():
            editor.execute(f'ALTER TABLE "{table}" DROP COLUMN IF EXISTS "{column}{VECTOR}"')

    return make, drop


def fill_stems(app: str, *models_: str) -> Any:
    """A function for a migration's RunPython that makes the stems of all rows there are, some at a time."""

    def fill(apps: Any, editor: Any) -> None:
        for name in models_:
            model = apps.get_model(app, name)
            of = model._meta.get_field("stems").of
            numbers = list(model.objects.order_by("pk").values_list("pk", flat=True))
            for start in range(0, len(numbers), ROWS_AT_A_TIME):
                rows = list(model.objects.filter(pk__in=numbers[start : start + ROWS_AT_A_TIME]).only("pk", *of))
                for row in rows:
                    row.stems = stems_of(*(getattr(row, field) for field in of))
                model.objects.bulk_update(rows, ["stems"])

    return fill


def _terms(word: Sought) -> list[str]:
    return [*(f"'{stem}'" for stem in sorted(word.stems)), *(f"'{beginning}':*" for beginning in word.beginnings)]


def _parts(word: Sought) -> list[str]:
    return [*(f" {stem} " for stem in sorted(word.stems)), *(f" {beginning}" for beginning in word.beginnings)]
