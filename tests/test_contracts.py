"""Each room says what it holds of people: a table that no contract names fails, and so does a room without one."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import reverse
from wagtail.models import Page

from accounts.models import User
from accounts.room import Contract
from home.contracts import contracts

# Tables of libraries without a key to a person that hold something of hers all the same: whose contract ends it.
WITHOUT_KEYS = {"sessions.Session": "accounts", "django_tasks_database.DBTaskResult": "notices"}


def keys_to_people(models_found):
    """Each key to a person: {("cohorts.Membership", "user"), …}, where it was defined."""
    return {
        (field.model._meta.label, field.name)
        for model in models_found
        for field in model._meta.get_fields(include_hidden=True)
        if isinstance(field, models.ForeignKey) and field.related_model is User and field.model is model
        if not issubclass(model, Page) or model is Page
    }


def named_keys(found):
    return {
        (holding.model._meta.label, way)
        for contract in found.values()
        for holding in contract.holdings
        for way in holding.by
    }


def own_tables():
    found = apps.get_models(include_auto_created=True)
    return {
        model._meta.label for model in found if model._meta.app_label in settings.ROOMS and not issubclass(model, Page)
    }


def unnamed_tables(tables, found):
    named = {holding.model._meta.label for contract in found.values() for holding in contract.holdings}
    named |= {table for contract in found.values() for table in contract.impersonal}
    return tables - named


def test_every_key_to_a_person_is_named():
    all_models = apps.get_models(include_auto_created=True)
    assert keys_to_people(all_models) - named_keys(contracts()) == set()


def test_every_table_of_ours_is_named():
    assert unnamed_tables(own_tables(), contracts()) == set()


def test_every_address_field_is_named():
    addresses = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.EmailField)
    }
    named = {
        (holding.model._meta.label, holding.address)
        for contract in contracts().values()
        for holding in contract.holdings
    }
    # Those of a person's own rows go with her rows.
    assert addresses - named == {("accounts.User", "email"), ("account.EmailAddress", "email")}


def test_a_table_that_nobody_names_is_found():
    tables = own_tables() | {"cohorts.Diary"}
    assert unnamed_tables(tables, contracts()) == {"cohorts.Diary"}


def test_a_room_without_a_contract_is_found(settings):
    settings.ROOMS = (*settings.ROOMS, "benchmarks")
    with pytest.raises(ModuleNotFoundError, match=r"benchmarks\.contract"):
        contracts()


def test_a_room_named_in_no_contract_shows_all_its_tables():
    found = {**contracts(), "practice": Contract()}
    assert unnamed_tables(own_tables(), found) == {"practice.PracticeLog"}


def test_what_is_taken_home_are_fields_that_are_there(db, alva):
    for contract in contracts().values():
        for holding in contract.holdings:
            assert all(holding.heading_of(name) for name in holding.takes)
            holding.taken_home(alva)


def test_nobody_is_deleted_where_anything_of_hers_is_left():
    loose = {
        key: field.remote_field.on_delete.__name__
        for model in apps.get_models()
        if model._meta.app_label in settings.ROOMS and not issubclass(model, Page)
        for field in model._meta.concrete_fields
        if field.related_model is User
        for key in [f"{model._meta.label}.{field.name}"]
        if field.remote_field.on_delete is not models.PROTECT
    }
    assert loose == {}


def test_answers_do_not_go_with_what_they_answer(cohort, alva, bo):
    from uuid import uuid4

    from django.db.models import RestrictedError

    from discussions.services import open_thread, say

    first = open_thread(cohort=cohort, author=alva, title="T", source="S", submission_id=uuid4())
    say(thread=first.thread, author=bo, source="Svar", submission_id=uuid4(), parent=first)
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
