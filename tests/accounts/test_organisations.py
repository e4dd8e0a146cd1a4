"""Organisations are made and renamed by whoever manages the site, and none is deleted."""

import pytest
from django.urls import NoReverseMatch, reverse

from accounts.models import Organisation


def test_one_is_made_and_renamed(client_as, maja):
    client = client_as(maja)
    client.post(reverse("organisations:add"), {"name": "Åmåls kommun"})
    made = Organisation.objects.get(name="Åmåls kommun")
    client.post(reverse("organisations:edit", args=[made.pk]), {"name": "Åmål"})
    made.refresh_from_db()
    assert made.name == "Åmål"
    assert "Åmål" in client.get(reverse("organisations:index")).text
    assert "Organisationer" in client.get("/cms/").text


@pytest.mark.parametrize("name", ["", " ", "x" * 201])
def test_what_is_no_name_is_told(client_as, maja, name):
    before = Organisation.objects.count()
    assert "errors" in client_as(maja).post(reverse("organisations:add"), {"name": name}).text
    assert Organisation.objects.count() == before


def test_one_name_is_one_organisation(client_as, maja):
    client = client_as(maja)
    for _press in range(2):
        client.post(reverse("organisations:add"), {"name": "Åmåls kommun"})
    assert Organisation.objects.filter(name="Åmåls kommun").count() == 1


def test_none_is_deleted(maja):
    with pytest.raises(NoReverseMatch):
        reverse("organisations:delete", args=[1])
    assert not maja.has_perm("accounts.delete_organisation")
