"""Looking at pages changes nothing but what is known by looking: who was here, and how far she has read."""

import hashlib

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from django.utils.translation import override

from discussions.services import open_thread
from home.routing import url_in_language
from tests.addresses import request_of
from tests.matrix import ROWS

# A session holds which messages were shown, and that somebody took her data home is noted.
BY_LOOKING = {"sessions.Session", "discussions.Reading", "accounts.AccountEvent"}
SEEN = {"seen_on", "read_at"}


def contents() -> dict[str, str]:
    """A digest of every table, without the columns that are known by looking."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        columns = [field.column for field in model._meta.local_concrete_fields if field.name not in SEEN]
        names = ", ".join(f'"{column}"' for column in columns)
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT {names} FROM "{model._meta.db_table}"')  # noqa: S608
            rows = sorted(repr(row) for row in cursor.fetchall())
        found[model._meta.label] = hashlib.sha256("".join(rows).encode()).hexdigest()
    return found


@pytest.mark.parametrize("name", ["alva", "tove", None])
def test_a_walk_over_every_address_writes_nothing(name, request, client_as, cohort, bo, things):
    with override("sv"):
        addresses = [request_of(row, things)[1] for row in ROWS if row.startswith("GET ")]
    addresses += [url_in_language(url, "en") for url in addresses]
    thread = open_thread(cohort=cohort, author=bo, title="T", source="@Alva Berg", submission_id=things["entry"].key)
    addresses.append(reverse("post", args=[thread.pk]))
    client = client_as(request.getfixturevalue(name) if name else None)
    before = contents()
    for address in addresses:
        assert client.get(address, follow=True).status_code < 500
    after = contents()
    changed = {label for label in after if after[label] != before[label]}
    assert changed - BY_LOOKING == set()
    if name == "alva":
        assert "discussions.Reading" in changed
