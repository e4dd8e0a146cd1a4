"""Numbers in addresses: whatever they are, an address leads somewhere or nowhere, and is no fault of ours."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter

from accounts.converters import RowNumber

MANY, GREATEST = "9" * 25, str(2**63 - 1)


def patterns(resolver=None, prefix=""):
    """Every address, of libraries too, as the way it is written: `"sv/post/<row:pk>/"`."""
    for one in (resolver or get_resolver()).url_patterns:
        way = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, way)
        elif isinstance(one, URLPattern):
            yield way, one


def ours(one):
    return hasattr(one.pattern, "converters") and one.callback.__module__.split(".")[0] in settings.ROOMS


def test_our_own_addresses_take_numbers_that_can_name_a_row():
    kinds = {way: map(type, one.pattern.converters.values()) for way, one in patterns() if ours(one)}
    taking = {way for way, found in kinds.items() if IntConverter in found}
    # Made by Wagtail of what we give it.
    edited = {f"cms/{kind}/edit/<int:pk>/" for kind in ("users", "groups", "cohorts")}
    assert taking == edited | {"cms/groups/delete/<int:pk>/"}
    assert len([way for way, one in patterns() if "<row:" in way]) > 25


@pytest.mark.parametrize(("given", "is_one"), [("0", True), (GREATEST, True), (str(2**63), False), (MANY, False)])
def test_a_number_that_can_name_a_row(given, is_one):
    if is_one:
        assert RowNumber().to_python(given) == int(given)
    else:
        with pytest.raises(ValueError, match="No row"):
            RowNumber().to_python(given)


def addresses(number):
    """Every address that takes a number alone, with this one in it."""
    for way, one in patterns():
        kinds = getattr(one.pattern, "converters", {})
        if way.startswith("^") or "(?P" in way or not kinds:
            continue
        if all(type(kind) in (RowNumber, IntConverter) or name == "slug" for name, kind in kinds.items()):
            for name, kind in kinds.items():
                spelling = next(word for word in ("row", "int", "slug") if f"<{word}:{name}>" in way)
                value = number if type(kind) in (RowNumber, IntConverter) else "exempelkommun-hosten-2026"
                way = way.replace(f"<{spelling}:{name}>", value)
            yield f"/{way}"


@pytest.mark.parametrize("number", [MANY, GREATEST, "0", "-1", "٣", "1e9", "0x1"])
def test_odd_numbers_are_no_fault(maja, cohort, number):
    client = Client(raise_request_exception=False)
    client.force_login(maja)
    met = {address: client.get(address).status_code for address in addresses(number)}
    assert {address: status for address, status in met.items() if status >= 500} == {}
    assert len(met) > 60
