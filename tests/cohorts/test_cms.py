"""Maja makes a cohort in the CMS. Who is in it is decided on the desk."""

from datetime import date

import pytest
from django.urls import reverse

from cohorts.models import Cohort
from courses.pace import Pace


@pytest.fixture
def manager(client_as, maja):
    return client_as(maja)


def form(course, **changed):
    facts = {"name": "Våren 2027", "slug": "varen-2027", "starts_on": "2027-02-01"}
    return {**facts, "course_key": str(course.translation_key), **changed}


def test_a_cohort_and_the_way_to_its_people(manager, course):
    assert manager.post(reverse("cohorts:add"), form(course)).status_code == 302
    cohort = Cohort.objects.get(slug="varen-2027")
    assert cohort.course_key == course.translation_key
    assert "Mina kohorter" in manager.get(reverse("cohorts:edit", args=[cohort.pk])).text
    assert manager.get(reverse("desk:people", args=[cohort.slug])).status_code == 200


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
        ("starts_on", "9999-12-31"),
        ("starts_on", "0001-01-01"),
    ],
)
def test_what_cannot_be_is_told_beside_the_field(manager, course, field, value):
    response = manager.post(reverse("cohorts:add"), form(course, **{field: value}))
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not Cohort.objects.filter(slug="varen-2027").exists()


def test_the_last_day_that_is_taken_can_be_reckoned_with():
    assert Pace(date(2099, 12, 31)).plan(["a", "b"])["b"].opens_on == date(2100, 1, 7)
