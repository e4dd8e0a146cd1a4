"""Reads about cohorts and their members."""

from dataclasses import dataclass

from django.db.models import Count, Q, Window
from wagtail.models import Page

from accounts.models import User
from cohorts.models import Cohort, Membership
from courses.access import OBSERVER, Enrolment
from courses.queries import CoursePlace


def memberships_of(user: User) -> list[Membership]:
    """The places a person has now, newest first, with their cohorts. One query."""
    return list(
        Membership.objects.filter(user=user, left_at=None).select_related("cohort").order_by("-joined_at", "-pk")
    )


def enrolment_of(user: User, course: CoursePlace) -> Enrolment | None:
    """In which capacity a person takes a course: her newest place in a cohort that has it, or None. One query."""
    key = Page.objects.filter(path=course.path).values("translation_key")
    place = (
        Membership.objects.filter(user=user, left_at=None, cohort__course_key__in=key)
        .order_by("-joined_at", "-pk")
        .values_list("role", "cohort_id")
        .first()
    )
    if place:
        return Enrolment(role=place[0], cohort_id=place[1])
    return OBSERVER if user.is_superuser else None


@dataclass(frozen=True)
class People:
    """The first of those who are in a cohort, and how many others there are."""

    members: tuple[Membership, ...]
    others: int


def people_of(cohort: Cohort, limit: int = 30) -> People:
    """Who is in a cohort, with their people, trainers first, then by name. One query."""
    members = (
        cohort.memberships.filter(left_at=None)
        .select_related("user")
        .annotate(total=Window(Count("pk")), is_trainer=Q(role=Membership.Role.TRAINER))
        .order_by("-is_trainer", "user__name", "pk")[:limit]
    )
    found = tuple(members)
    return People(found, found[0].total - len(found) if found else 0)
