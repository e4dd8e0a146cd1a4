"""The trainer sets the pace, days of people and gatherings; bad input is told beside its field."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Gathering, PlannedModule
from cohorts.queries import pace_of
from cohorts.services import arrange_gathering, set_own_day
from courses.pace import Pace
from tests.conftest import membership_of, page_of


@pytest.fixture
def url(cohort):
    return reverse("desk:schedule", args=[cohort.slug])


@pytest.fixture
def key():
    return page_of("T1").translation_key


def gathering_facts(**facts):
    given = {"do": "gathering", "uid": str(uuid4()), "title": "Träff", "starts_at": "2027-03-01T12:00", "minutes": "90"}
    return given | facts


def test_the_pace_is_set_and_shown_again(client_as, tove, cohort, url, key):
    facts = {"do": "pace", "starts_on": "2027-01-11", "skipped_weeks": ["2027-01-18"]}
    client = client_as(tove)
    # The weeks that can be skipped follow the first day that is saved.
    client.post(url, {"do": "pace", "starts_on": "2027-01-11"})
    answer = client.post(url, {**facts, f"day-{key}": "2027-02-02", f"closed-{key}": "on"})
    assert answer.status_code == 302
    cohort.refresh_from_db()
    expected = Pace(date(2027, 1, 11), frozenset({date(2027, 1, 18)}), {key: date(2027, 2, 2)}, frozenset({key}))
    assert pace_of(cohort) == expected
    page = client.get(url).text
    assert 'value="2027-02-02"' in page
    assert "Vecka 3 (18 januari – 24 januari)" in page


@pytest.mark.parametrize("day", ["", "i morgon", "9999-12-31", "1066-10-14"])
def test_a_bad_day_is_told_and_changes_nothing(client_as, tove, cohort, url, day):
    before = pace_of(cohort)
    page = client_as(tove).post(url, {"do": "pace", "starts_on": day})
    assert page.status_code == 422
    assert 'id="id_starts_on_error"' in page.text
    cohort.refresh_from_db()
    assert pace_of(cohort) == before


def test_a_day_for_one_person_is_set_and_taken_away(client_as, tove, alva, cohort, url, key):
    facts = {
        "do": "own",
        "own-membership": membership_of(alva, cohort).pk,
        "own-module": str(key),
        "own-opens_on": "2027-03-01",
    }
    client = client_as(tove)
    assert client.post(url, facts).status_code == 302
    [planned] = PlannedModule.objects.filter(cohort=cohort)
    assert (planned.user, planned.opens_on) == (alva, date(2027, 3, 1))
    assert "1 mars 2027" in client.get(url).text
    client.post(reverse("desk:forget_own_day", args=[cohort.slug, planned.pk]))
    assert not PlannedModule.objects.filter(cohort=cohort).exists()


def test_nobody_of_another_cohort_gets_a_day_here(client_as, tove, sten, other_cohort, url, key):
    facts = {"do": "own", "own-membership": membership_of(sten, other_cohort).pk, "own-module": str(key)}
    assert client_as(tove).post(url, {**facts, "own-opens_on": "2027-03-01"}).status_code == 422
    assert not PlannedModule.objects.exists()


def test_a_gathering_is_added_once_changed_and_removed(client_as, tove, cohort, url):
    client, facts = client_as(tove), gathering_facts()
    for _press in range(2):
        assert client.post(url, facts).status_code == 302
    [gathering] = Gathering.objects.all()
    assert (gathering.title, timezone.localtime(gathering.starts_at).hour) == ("Träff", 12)
    address = reverse("desk:gathering", args=[cohort.slug, gathering.pk])
    assert 'value="2027-03-01T12:00"' in client.get(address).text
    client.post(address, gathering_facts(title="Ny träff", uid=str(uuid4())))
    assert [(one.pk, one.title) for one in Gathering.objects.all()] == [(gathering.pk, "Ny träff")]
    client.post(address, {"remove": ""})
    assert not Gathering.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 151),
        ("starts_at", "snart"),
        ("minutes", "0"),
        ("minutes", "-5"),
        ("minutes", "x"),
    ],
)
def test_a_bad_gathering_is_told_beside_its_field(client_as, tove, url, field, value):
    page = client_as(tove).post(url, gathering_facts(**{field: value}))
    assert page.status_code == 422
    assert f'id="id_{field}_error"' in page.text
    assert not Gathering.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same_for_one_gathering_and_three(client_as, tove, alva, cohort, url, key, number):
    for at in range(number):
        arrange_gathering(cohort=cohort, uid=uuid4(), title=f"T{at}", starts_at=timezone.now(), minutes=5, place="")
    set_own_day(cohort=cohort, user=alva, module_key=key, opens_on=timezone.localdate() + timedelta(days=1))
    client = client_as(tove)
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    assert len(captured) == 14
