"""What holds for every room of the house, whatever it is called: each guard asks the rooms and returns what is amiss.

The rooms come from `settings.ROOMS` and the staircase from `config.rooms`, so that a room that is mounted without its
step, its rows in the access matrix or its contract is found by the tests that stand today (`tests/test_new_room.py`).
"""

import tomllib
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.models import Page, RevisionMixin
from wagtail.search.index import Indexed

from accounts.models import User
from accounts.room import Contract

ROOT = Path(__file__).resolve().parent.parent


def own_models() -> list[type[models.Model]]:
    """The tables of all rooms."""
    return [model for model in apps.get_models() if model._meta.app_label in settings.ROOMS]


def heights(staircase: Iterable[Iterable[str]]) -> dict[str, int]:
    """The step of each room: `{"accounts": 0, …}`."""
    return {name: step for step, names in enumerate(staircase) for name in names}


def rooms_without_step(staircase: Iterable[Iterable[str]]) -> set[str]:
    return set(settings.ROOMS) - set(heights(staircase))


def climbing_keys(staircase: Iterable[Iterable[str]]) -> list[str]:
    """Foreign keys that lead up or to a neighbour."""
    height = heights(staircase)
    return [
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model._meta.app_label in height
        if field.related_model._meta.app_label != model._meta.app_label
        and height[field.related_model._meta.app_label] >= height.get(model._meta.app_label, 0)
    ]


def layers_of_the_linter() -> list[set[str]]:
    """The staircase as import-linter is told of it, from the bottom to the top and without what mounts the rooms."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    [layers] = [contract["layers"] for contract in told["contracts"] if "config" in contract.get("layers", ())]
    return [set(layer.split(" | ")) for layer in reversed(layers) if layer != "config"]


def rooms_without_contract() -> set[str]:
    """Rooms that do not say what they hold of people."""
    return {room for room in settings.ROOMS if not isinstance(_contract_of(room), Contract)}


def _contract_of(room: str) -> object:
    try:
        return import_module(f"{room}.contract").CONTRACT
    except (ModuleNotFoundError, AttributeError):
        return None


def own_tables() -> set[str]:
    found = apps.get_models(include_auto_created=True)
    return {
        model._meta.label for model in found if model._meta.app_label in settings.ROOMS and not issubclass(model, Page)
    }


def unnamed_tables(found: dict[str, Contract]) -> set[str]:
    """Tables of ours that no contract names."""
    named = {holding.model._meta.label for contract in found.values() for holding in contract.holdings}
    named |= {table for contract in found.values() for table in contract.impersonal}
    return own_tables() - named


def unnamed_keys(found: dict[str, Contract]) -> set[tuple[str, str]]:
    """Keys to a person that no contract names: `{("cohorts.Membership", "user")}`. Those of libraries count too."""
    keys = {
        (field.model._meta.label, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields(include_hidden=True)
        if isinstance(field, models.ForeignKey) and field.related_model is User and field.model is model
        if not issubclass(model, Page) or model is Page
    }
    return keys - {
        (holding.model._meta.label, way)
        for contract in found.values()
        for holding in contract.holdings
        for way in holding.by
    }


def tables_deleted_with_people() -> list[str]:
    """Keys of ours to a person that let her be deleted while something of hers is left."""
    return [
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field in model._meta.concrete_fields
        if field.related_model is User and not issubclass(model, Page)
        if field.remote_field.on_delete is not models.PROTECT
    ]


def searchable_tables(found: dict[str, Contract]) -> set[str]:
    """Tables with something of people that Wagtail would find, keep versions of or serve."""
    return {
        holding.table
        for contract in found.values()
        for holding in contract.holdings
        if holding.model._meta.app_label in settings.ROOMS and issubclass(holding.model, (Page, RevisionMixin, Indexed))
    }


def names_of_addresses(patterns: Iterable[object] | None = None, prefix: str = "") -> Iterator[str]:
    """The names of our own addresses, by the room that answers there: `"journals:entry"`. Those of libraries are
    tested by them, save what they serve under the name of a room.
    """
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names_of_addresses(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            rooms = {prefix.rstrip(":"), pattern.callback.__module__.split(".")[0]}
            if rooms & set(settings.ROOMS):
                yield f"{prefix}{pattern.name}"


def addresses_without_rows(rows: Iterable[str]) -> set[str]:
    """Names of addresses that the access matrix does not ask. A row is called `"POST journals:entry"`, and words after
    the name say whose or which it is. Pages of the tree have rows by their kind (`kinds_of_pages`).
    """
    return set(names_of_addresses()) - {"wagtail_serve"} - {row.split(" ")[1] for row in rows}


def kinds_of_pages() -> set[str]:
    """The kinds of pages of the tree that a visitor can meet: `"courses.LessonPage"`."""
    return {model._meta.label for model in own_models() if issubclass(model, Page)}


def deleted_with(model: type[models.Model]) -> set[str]:
    """Tables whose rows the database takes along when a row of a table is deleted."""
    found: set[type[models.Model]] = set()
    waiting = [model]
    while waiting:
        for field in waiting.pop()._meta.get_fields(include_hidden=True):
            if getattr(field, "on_delete", None) is models.CASCADE and field.auto_created:
                waiting += {field.related_model} - found
                found.add(field.related_model)
    return {one._meta.label for one in found}


def deleting_addresses(patterns: Iterable[object] | None = None, prefix: str = "", path: str = "") -> Iterator[str]:
    """The names of the CMS's addresses that delete something: `"wagtailsites:delete"`."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = f"{path}{getattr(pattern, 'pattern', '')}"
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from deleting_addresses(pattern.url_patterns, inner, here)
        elif isinstance(pattern, URLPattern) and here.startswith("cms/") and "delete" in f"{pattern.name}":
            yield f"{prefix}{pattern.name}"
