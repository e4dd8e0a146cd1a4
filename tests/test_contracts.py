"""Each room says what it holds of people: a table that no contract names fails, and so does a room without one."""

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse

from accounts.models import User
from home.contracts import contracts
from tests.guards import searchable_tables, tables_deleted_with_people, unnamed_keys, unnamed_tables

# Tables of libraries without a key to a person that hold something of hers all the same: whose contract ends it.
WITHOUT_KEYS = {"sessions.Session": "accounts", "django_tasks_database.DBTaskResult": "notices"}


def test_every_key_to_a_person_is_named():
    assert unnamed_keys(contracts()) == set()


def test_every_table_of_ours_is_named():
    assert unnamed_tables(contracts()) == set()


def test_what_is_of_people_is_neither_searched_nor_served():
    assert searchable_tables(contracts()) == set()


def test_every_address_field_is_named():
    addresses = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.EmailField)
    }
    named = {
        (holding.model._meta.label, field)
        for contract in contracts().values()
        for holding in contract.holdings
        for field in holding.addresses
    }
    # Those of a person's own rows go with her rows.
    assert addresses - named == {("accounts.User", "email"), ("account.EmailAddress", "email")}


def test_a_room_without_a_contract_is_found(settings):
    settings.ROOMS = (*settings.ROOMS, "benchmarks")
    with pytest.raises(ModuleNotFoundError, match=r"benchmarks\.contract"):
        contracts()


def test_what_is_taken_home_are_fields_that_are_there(db, alva):
    for contract in contracts().values():
        for holding in contract.holdings:
            assert all(holding.heading_of(name) for name in holding.takes)
            holding.taken_home(alva)


def test_nobody_is_deleted_where_anything_of_hers_is_left():
    assert tables_deleted_with_people() == []


def test_answers_do_not_go_with_what_they_answer(cohort, alva, bo):
    from uuid import uuid4

    from django.db.models import RestrictedError

    from discussions.services import create_post, open_thread

    first = open_thread(cohort=cohort, author=alva, title="T", source="S", submission_id=uuid4())
    create_post(thread=first.thread, author=bo, source="Svar", submission_id=uuid4(), parent=first)
    with pytest.raises(RestrictedError):
        first.delete()
    first.thread.delete()


@pytest.mark.parametrize("name", ["tove", "maja"])
def test_no_door_of_the_cms_deletes_people(name, request, client_as, alva):
    client = client_as(request.getfixturevalue(name))
    assert not request.getfixturevalue(name).has_perm("accounts.delete_user")
    base = reverse("wagtailusers_users:index")
    for address in (f"{base}delete/{alva.pk}/", f"/cms/bulk/accounts/user/delete/?id={alva.pk}"):
        client.post(address, {})
    for action in ("delete", "set_active_state", "assign_role"):
        form = {"mark_as_active": "False", "role": ""}
        client.post(f"/cms/bulk/accounts/user/{action}/?id={alva.pk}", form)
    assert User.objects.filter(pk=alva.pk, is_active=True).exists()


def test_the_list_of_people_offers_no_way_to_delete_any(client_as, maja, alva):
    page = client_as(maja).get(reverse("wagtailusers_users:index")).text
    assert f"/cms/people/{alva.pk}/" in page
    assert "/delete/" not in page
    assert "data-bulk-action" not in page
    assert "/delete/" not in client_as(maja).get(reverse("wagtailusers_users:edit", args=[alva.pk])).text
