from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.services import create_person
from cohorts.models import Cohort, Membership
from cohorts.queries import enrolment_of, memberships_of, people_of
from cohorts.services import join
from courses.access import OBSERVER, Enrolment
from courses.pace import Pace
from courses.queries import CoursePlace


@pytest.fixture
def spring(course):
    return Cohort.objects.create(name="Våren 2027", slug="varen-2027", course_key=course.translation_key)


def leave(person):
    person.memberships.update(left_at=timezone.now())


def test_the_newest_place_decides(alva, course, cohort, spring):
    first = Enrolment(role="coach", cohort_id=cohort.pk, pace=Pace(cohort.starts_on))
    assert enrolment_of(alva, CoursePlace.of(course)) == first
    join(cohort=spring, user=alva, role=Membership.Role.INSPIRER)
    assert enrolment_of(alva, CoursePlace.of(course)) == Enrolment("inspirer", spring.pk, pace=Pace(spring.starts_on))
    assert [place.cohort for place in memberships_of(alva)] == [spring, cohort]


def test_who_left_has_no_place(alva, course):
    leave(alva)
    assert enrolment_of(alva, CoursePlace.of(course)) is None
    assert memberships_of(alva) == []


def test_a_site_manager_looks_on(maja, course):
    assert enrolment_of(maja, CoursePlace.of(course)) == OBSERVER


def test_who_comes_back_has_one_place_with_the_new_role(alva, cohort):
    leave(alva)
    join(cohort=cohort, user=alva, role=Membership.Role.INSPIRER)
    assert list(cohort.memberships.filter(user=alva).values_list("role", "left_at")) == [("inspirer", None)]


def test_cohorts_are_for_those_who_are_in_them(alva, tove, sten, maja, cohort, other_cohort):
    seen = {person.name: set(Cohort.objects.visible_to(person)) for person in (alva, tove, sten, maja)}
    assert seen == {"Alva Berg": {cohort}, "Tove Ek": {cohort}, "Sten Ström": {other_cohort}, "Maja Ask": set()}


def test_a_trainer_leads_her_own_and_a_site_manager_all(alva, tove, maja, cohort, other_cohort):
    led = {person.name: set(Cohort.objects.led_by(person)) for person in (alva, tove, maja)}
    assert led == {"Alva Berg": set(), "Tove Ek": {cohort}, "Maja Ask": {cohort, other_cohort}}


def test_trainers_come_first_then_names_and_those_who_left_are_gone(alva, cohort):
    left = create_person(email="left@example.org", name="Aa Borta")
    Membership.objects.create(cohort=cohort, user=left, left_at=timezone.now() - timedelta(days=1))
    people = people_of(cohort)
    assert [member.user.name for member in people.members] == ["Tove Ek", "Alva Berg", "Bo Lind"]
    assert people.others == 0


def test_a_crowd_is_counted_and_not_listed(cohort):
    for number in range(4):
        join(cohort=cohort, user=create_person(email=f"p{number}@example.org", name=f"Person {number}"))
    people = people_of(cohort, limit=2)
    assert ([member.user.name for member in people.members], people.others) == (["Tove Ek", "Alva Berg"], 5)


def test_an_empty_cohort_has_nobody(spring):
    assert people_of(spring).members == ()
