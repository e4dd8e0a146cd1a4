"""A database of the last release with a row in each of its tables, for `tests/test_migrations.py`.

Whoever releases puts the newest migration of each room here. Rows are made from the tables as they were then, so that
nothing of today's code is asked what yesterday's data looked like.
"""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.apps.registry import Apps
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor

from tests.stored import MIGRATED, Recipe

LAST_RELEASE = {
    "accounts": "0002_seen",
    "cohorts": "0005_within_reason",
    "content": "0001_initial",
    "courses": "0001_initial",
    "discussions": "0008_standing_posts",
    "home": "0001_initial",
    "journals": "0004_one_entry_per_address",
    "notices": "0005_hidden",
    "practice": "0001_initial",
    "progress": "0001_initial",
    "quizzes": "0001_initial",
    "training": "0001_initial",
}
RELEASED = Recipe(
    "released",
    "tests.releases:make",
    ("tests/releases.py", "tests/making.py", *(f"{room}/migrations/*.py" for room in LAST_RELEASE)),
)
# Its digest holds all that migrates: the same as of a database that begins with nothing.
RENEWED = replace(MIGRATED, name="renewed", base=RELEASED)
WHEN = datetime(2026, 11, 20, 12, tzinfo=UTC)
VALUES: dict[type[models.Field], Any] = {
    models.EmailField: "nora@example.org",
    models.CharField: "mening",
    models.TextField: "En mening.",
    models.DateTimeField: WHEN,
    models.DateField: date(2026, 11, 20),
    models.UUIDField: uuid5(NAMESPACE_URL, "gnista"),
    models.BooleanField: True,
    models.JSONField: {},
    models.BinaryField: b"%PDF-",
    models.IntegerField: 1,
    models.FloatField: 1.0,
}


def make() -> None:
    """Migrate an empty database to the last release and fill it."""
    executor = MigrationExecutor(connection)
    others = [node for node in executor.loader.graph.leaf_nodes() if node[0] not in LAST_RELEASE]
    targets = [*others, *LAST_RELEASE.items()]
    executor.migrate(targets)
    fill(executor.loader.project_state(targets).apps)


def fill(apps: Apps) -> None:
    """A row in each table of ours, and what a site manager could still do then."""
    kind = apps.get_model("contenttypes", "ContentType").objects.create(app_label="accounts", model="user")
    apps.get_model("auth", "Permission").objects.create(content_type=kind, codename="delete_user", name="Can delete")
    pages = apps.get_model("wagtailcore", "Page")
    made: dict[str, models.Model] = {}
    for model in apps.get_models():
        if model._meta.app_label in LAST_RELEASE and not issubclass(model, pages) and not _is_page(model):
            _row_of(model, made)


def _is_page(model: type[models.Model]) -> bool:
    return any(field.name == "page_ptr" or ("step" in field.name and field.primary_key) for field in model._meta.fields)


def _row_of(model: type[models.Model], made: dict[str, models.Model]) -> models.Model:
    label = model._meta.label
    if label not in made:
        facts = {field.name: _value_of(field, made) for field in model._meta.concrete_fields if _is_filled(field)}
        made[label] = model._default_manager.create(**facts)
        for field in model._meta.many_to_many:
            getattr(made[label], field.name).add(_row_of(field.related_model, made))
    return made[label]


def _is_filled(field: models.Field) -> bool:
    """Rows have all that they can have, save what ends them, and what would be themselves."""
    own = field.related_model is field.model if field.is_relation else False
    return not field.primary_key and not own and not (field.null and field.name.endswith("_at"))


def _value_of(field: models.Field, made: dict[str, models.Model]) -> Any:
    if field.is_relation:
        return _row_of(field.related_model, made)
    if field.choices:
        return field.choices[0][0]
    found = next(VALUES[kind] for kind in type(field).__mro__ if kind in VALUES)
    return found[: field.max_length] if isinstance(found, str) else found


def tell() -> None:
    """Print what stands in each table of ours that the last release had: `{"cohorts_cohort": [{"name": "…"}]}`."""
    with connection.cursor() as cursor:
        tables = [
            name
            for name in sorted(connection.introspection.table_names(cursor))
            if name.split("_")[0] in LAST_RELEASE or name == "auth_permission"
        ]
        found = {}
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            columns = [column[0] for column in cursor.description]
            found[table] = sorted(
                (dict(zip(columns, map(repr, row), strict=True)) for row in cursor.fetchall()), key=repr
            )
    print(json.dumps(found))  # noqa: T201
