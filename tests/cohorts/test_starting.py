"""One form starts a cohort: what it understood is shown first; sent twice it starts one and writes to nobody twice."""

from datetime import date
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from accounts.services import create_person
from cohorts.addresses import Guest
from cohorts.models import Cohort, Membership
from cohorts.services import join, start_cohort
from tests.guests import rows

START = reverse("desk:start")


@pytest.fixture
def facts(course):
    return {
        "name": "Våren 2027",
        "course": course.pk,
        "starts_on": "2027-02-01",
        "addresses": "Åsa Öberg <asa@example.org>, Kim\nbo@example.org",
        "submission_id": str(uuid4()),
    }


def test_it_shows_what_was_understood_and_makes_nothing(client_as, tove, facts):
    before = Cohort.objects.count()
    page = client_as(tove).post(START, facts)
    assert page.status_code == 200
    assert all(f'value="{words}"' in page.text for words in ("Åsa Öberg", "asa@example.org"))
    assert "Kim" in page.text
    assert Cohort.objects.count() == before
    assert mail.outbox == []


def test_it_starts_once_however_often_it_is_sent(client_as, tove, facts, django_capture_on_commit_callbacks):
    for _press in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            answer = client_as(tove).post(START, facts | rows("asa@example.org", "bo@example.org"))
        assert answer.url == reverse("desk:people", args=["varen-2027"])
    cohort = Cohort.objects.get(name="Våren 2027")
    assert (cohort.slug, cohort.starts_on) == ("varen-2027", date(2027, 2, 1))
    assert [(place.user, place.role) for place in cohort.memberships.all()] == [(tove, "trainer")]
    assert sorted(letter.to[0] for letter in mail.outbox) == ["asa@example.org", "bo@example.org"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "x" * 151), ("course", "0"), ("starts_on", "igår"), ("starts_on", "9999-12-31")],
)
def test_bad_input_is_told_beside_its_field(client_as, tove, facts, field, value):
    page = client_as(tove).post(START, {**facts, field: value, "send": ""})
    assert page.status_code == 422
    assert f'id="id_{field}_error"' in page.text
    assert not Cohort.objects.filter(submission_id=facts["submission_id"]).exists()


def start(course, tove, name="Våren", **facts):
    given = {"organisation": None, "starts_on": date(2027, 2, 1), "trainers": [], "guests": [], "by": tove}
    given |= {"course_key": course.translation_key, "submission_id": uuid4()} | facts
    return start_cohort(name=name, **given)[0]


def test_cohorts_of_the_same_name_have_addresses_of_their_own(course, tove):
    assert [start(course, tove).slug for _time in range(3)] == ["varen", "varen-2", "varen-3"]


@pytest.mark.parametrize(("name", "slug"), [("Start", "start-2"), ("火曜日", "kohort"), ("!" * 150, "kohort")])
def test_odd_names_have_addresses_that_work(client_as, course, tove, name, slug):
    cohort = start(course, tove, name, trainers=[tove])
    assert cohort.slug == slug
    assert client_as(tove).get(reverse("desk:people", args=[slug])).status_code == 200


def test_people_who_are_known_are_invited_like_all_others(course, tove, bo):
    cohort = start(course, tove, guests=[Guest(bo.email)])
    assert [one.email for one in cohort.invitations.all()] == [bo.email]


def test_whoever_trains_a_cohort_has_a_desk_and_no_page_to_edit(client_as, cohort):
    person = create_person(email="ny@example.org", name="Ny Kursledare")
    client = client_as(person)
    assert client.get(reverse("desk:desk")).status_code == 302
    join(cohort=cohort, user=person, role=Membership.Role.TRAINER)
    client = client_as(person)
    assert client.get(reverse("desk:matrix", args=[cohort.slug])).status_code == 200
    assert client.get(reverse("wagtailadmin_explore_root"), follow=True).text.count(cohort.name) == 0
    assert client.get(reverse("wagtailsnippets:index")).status_code in (302, 404)
