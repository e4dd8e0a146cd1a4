"""Maja starts a cohort in the CMS."""

import pytest
from django.urls import reverse

from cohorts.models import Cohort
from cohorts.queries import enrolment_of
from courses.queries import CoursePlace


@pytest.fixture
def manager(client_as, maja):
    return client_as(maja)


def form(course, **changed):
    return {
        "name": "Våren 2027",
        "slug": "varen-2027",
        "course_key": str(course.translation_key),
        "starts_on": "2027-02-01",
        "memberships-TOTAL_FORMS": "0",
        "memberships-INITIAL_FORMS": "0",
        "memberships-MIN_NUM_FORMS": "0",
        "memberships-MAX_NUM_FORMS": "1000",
        **changed,
    }


def place(person, number=0, role="coach"):
    prefix = f"memberships-{number}"
    return {f"{prefix}-user": person.pk, f"{prefix}-role": role, f"{prefix}-ORDER": number + 1}


def test_a_cohort_with_its_people(manager, course, sten, tove):
    people = place(sten) | place(tove, 1, "trainer") | {"memberships-TOTAL_FORMS": "2"}
    response = manager.post(reverse("cohorts:add"), form(course, **people))
    assert response.status_code == 302
    cohort = Cohort.objects.get(slug="varen-2027")
    assert enrolment_of(sten, CoursePlace.of(course)).cohort_id == cohort.pk
    assert set(cohort.memberships.values_list("role", flat=True)) == {"coach", "trainer"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 151),
        ("slug", "inte en adress"),
        ("slug", "exempelkommun-hosten-2026"),
        ("course_key", "00000000-0000-0000-0000-000000000000"),
        ("course_key", "ingenting"),
        ("starts_on", "i våras"),
    ],
)
def test_what_cannot_be_is_told_beside_the_field(manager, course, field, value):
    response = manager.post(reverse("cohorts:add"), form(course, **{field: value}))
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not Cohort.objects.filter(slug="varen-2027").exists()


def test_the_same_person_twice_is_told(manager, course, sten):
    twice = place(sten) | place(sten, 1) | {"memberships-TOTAL_FORMS": "2"}
    response = manager.post(reverse("cohorts:add"), form(course, **twice))
    assert response.status_code == 200
    assert not Cohort.objects.filter(slug="varen-2027").exists()
