"""The trainer sets the pace, days of people and gatherings; bad input is told beside its field."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Gathering, PlannedModule
from cohorts.public_holidays import holiday_on
from cohorts.queries import pace_of
from cohorts.services import set_own_day
from courses.pace import Pace
from tests.conftest import membership_of, page_of
from tests.meeting import meet


@pytest.fixture
def url(cohort):
    return reverse("desk:schedule", args=[cohort.slug])


@pytest.fixture
def key():
    return page_of("T1").translation_key


def gathering_facts(**facts):
    given = {"do": "gathering", "uid": str(uuid4()), "title": "Träff", "starts_at": "2027-03-01T12:00", "ends": "13:30"}
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


def test_a_gathering_is_added_once_changed_and_cancelled(client_as, tove, cohort, url):
    client, facts = client_as(tove), gathering_facts()
    for _press in range(2):
        assert client.post(url, facts).status_code == 302
    [gathering] = Gathering.objects.all()
    assert (gathering.title, timezone.localtime(gathering.starts_at).hour) == ("Träff", 12)
    address = reverse("desk:gathering", args=[cohort.slug, gathering.pk])
    assert 'value="2027-03-01T12:00"' in client.get(address).text
    client.post(address, gathering_facts(title="Ny träff", uid=str(uuid4()), sequence="0"))
    assert [(one.pk, one.title) for one in Gathering.objects.all()] == [(gathering.pk, "Ny träff")]
    client.post(address, {"cancel": "1", "cancel-reason": "Snö"})
    gathering.refresh_from_db()
    assert (gathering.is_cancelled, gathering.reason) == (True, "Snö")
    assert "Inställd" in client.get(url).text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 151),
        ("starts_at", "snart"),
        ("starts_at", "9999-12-31T23:59"),
        ("starts_at", "2027-03-28T02:30"),
        ("ends", "12:00"),
        ("ends", "11:59"),
        ("ends", "25:00"),
        ("ends", "sen"),
        ("ends", "🙂"),
        ("place", "x" * 301),
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
        meet(cohort, title=f"T{at}", starts_at=timezone.now())
    set_own_day(cohort=cohort, user=alva, module_key=key, opens_on=timezone.localdate() + timedelta(days=1))
    client = client_as(tove)
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    assert len(captured) == 14


def test_the_end_is_an_hour_later_where_none_is_given(client_as, tove, url):
    client_as(tove).post(url, gathering_facts(ends=""))
    [gathering] = Gathering.objects.all()
    assert gathering.ends_at - gathering.starts_at == timedelta(hours=1)


def test_what_is_saved_is_shown_again_to_be_changed(client_as, tove, cohort):
    gathering = meet(cohort, title="Uppstart", starts_at=timezone.now() + timedelta(days=7))
    page = client_as(tove).get(reverse("desk:gathering", args=[cohort.slug, gathering.pk])).text
    ends = timezone.localtime(gathering.ends_at)
    assert f'value="{ends:%H:%M}"' in page
    assert 'name="sequence" value="0"' in page


def test_a_second_tab_does_not_overwrite_a_change_unseen(client_as, tove, cohort, mailoutbox):
    gathering = meet(cohort, title="Uppstart")
    address = reverse("desk:gathering", args=[cohort.slug, gathering.pk])
    client = client_as(tove)
    assert client.post(address, gathering_facts(title="Första fliken", sequence="0")).status_code == 302
    stale = gathering_facts(title="Andra fliken", sequence="0")
    page = client.post(address, stale)
    assert page.status_code == 409
    assert "Någon annan har ändrat träffen under tiden." in page.text
    assert 'value="Andra fliken"' in page.text
    assert 'name="sequence" value="1"' in page.text
    gathering.refresh_from_db()
    assert gathering.title == "Första fliken"
    assert client.post(address, {**stale, "sequence": "1"}).status_code == 302
    gathering.refresh_from_db()
    assert gathering.title == "Andra fliken"


@pytest.mark.parametrize("sequence", ["", "-1", "x", "9" * 30, "🙂"])
def test_a_form_without_a_sequence_changes_nothing(client_as, tove, cohort, sequence):
    gathering = meet(cohort, title="Uppstart")
    address = reverse("desk:gathering", args=[cohort.slug, gathering.pk])
    assert client_as(tove).post(address, gathering_facts(title="Ny", sequence=sequence)).status_code == 422
    gathering.refresh_from_db()
    assert gathering.title == "Uppstart"


@pytest.mark.parametrize("reason", ["x" * 301, "a\x00b"])
def test_a_word_why_that_does_not_fit_cancels_nothing(client_as, tove, cohort, reason):
    gathering = meet(cohort)
    address = reverse("desk:gathering", args=[cohort.slug, gathering.pk])
    page = client_as(tove).post(address, {"cancel": "1", "cancel-reason": reason})
    assert (page.status_code, 'id="id_cancel-reason_error"' in page.text) == (422, True)
    gathering.refresh_from_db()
    assert not gathering.is_cancelled


def test_a_trainer_is_told_who_hears_of_it(client_as, tove, cohort, url):
    ahead = f"{timezone.localtime() + timedelta(days=7):%Y-%m-%dT12:00}"
    page = client_as(tove).post(url, gathering_facts(starts_at=ahead), follow=True).text
    assert "Träffen finns i schemat. Alla i kohorten får veta det." in page
    page = client_as(tove).post(url, gathering_facts(starts_at="2020-03-02T12:00"), follow=True).text
    assert "Träffen finns i schemat." in page
    assert "Alla i kohorten får veta det." not in page.partition("Träffen finns i schemat.")[2]


def test_no_module_is_planned_for_a_holiday_without_a_word(client_as, tove, cohort, url, second):
    client = client_as(tove)
    # A module on Christmas Eve, and one a week later on New Year's Eve.
    page = client.post(url, {"do": "pace", "starts_on": "2026-12-24"}, follow=True).text
    said = "Planerat på en helgdag: {}, 24 december 2026, vecka 52: Julafton; Andra modulen, 31 december 2026, vecka 53"
    assert said.format(page_of("T1").title) in page
    assert "Om du lämnar tomt: 31 december 2026, vecka 53: Nyårsafton" in page
    assert "Vecka 52 (21 december – 27 december): Julafton, Juldagen" in page
    # Said, and not forbidden.
    cohort.refresh_from_db()
    assert cohort.starts_on == date(2026, 12, 24)
    page = client.post(url, {"do": "pace", "starts_on": "2027-01-11"}, follow=True).text
    assert "helgdag" not in page


def test_days_chosen_for_a_module_a_person_and_a_gathering_are_looked_at_too(client_as, tove, alva, cohort, url, key):
    client, title = client_as(tove), page_of("T1").title
    chosen = {"do": "pace", "starts_on": "2027-01-11", f"day-{key}": "2027-05-06"}
    page = client.post(url, chosen, follow=True).text
    assert f"helgdag: {title}, 6 maj 2027, vecka 18: Kristi himmelsfärdsdag" in page
    assert "<small>6 maj 2027, vecka 18: Kristi himmelsfärdsdag</small>" in page
    own = {"do": "own", "own-membership": membership_of(alva, cohort).pk, "own-module": str(key)}
    page = client.post(url, {**own, "own-opens_on": "2027-06-25"}, follow=True).text
    assert f"helgdag: {title}, 25 juni 2027, vecka 25: Midsommarafton" in page
    page = client.post(url, gathering_facts(starts_at="2027-03-26T12:00"), follow=True).text
    assert "helgdag: Träff, 26 mars 2027, vecka 12: Långfredagen" in page


def test_holidays_are_named_in_the_language_of_the_reader(client_as, tove, cohort, url):
    tove.language = "en"
    tove.save()
    client = client_as(tove)
    client.cookies["django_language"] = "en"
    page = client.post(url, {"do": "pace", "starts_on": "2026-12-24"}, follow=True).text
    assert "24 December 2026, week 52: Christmas Eve" in page


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-06-06", "Nationaldagen"),
        ("2026-06-07", ""),
        ("2026-06-19", "Midsommarafton"),
        ("2027-03-29", "Annandag påsk"),
        ("2027-05-07", ""),
        ("2099-12-25", "Juldagen"),
    ],
)
def test_which_days_are_holidays(day, name):
    assert holiday_on(date.fromisoformat(day), "sv") == name
