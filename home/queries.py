"""Reads for the start page."""

from dataclasses import dataclass

from accounts.models import User
from cohorts.models import Membership
from cohorts.queries import memberships_of
from courses.models import CoursePage
from courses.outline import Outline
from courses.queries import CoursePlace, course_outline, courses_by_key


@dataclass(frozen=True)
class OwnCourse:
    """A course that a person takes, with her path through it and the place she has in a cohort."""

    course: CoursePage
    outline: Outline
    membership: Membership


def own_courses(user: User, language: str) -> list[OwnCourse]:
    """The courses that a person takes, the newest place first. Two queries, and two for each course."""
    places = memberships_of(user)
    courses = {
        course.translation_key: course for course in courses_by_key([p.cohort.course_key for p in places], language)
    }
    taken: dict[object, OwnCourse] = {}
    for place in places:
        course = courses.get(place.cohort.course_key)
        if course and course.pk not in taken:
            outline = course_outline(CoursePlace.of(course), role=place.role, coach_id=user.pk)
            taken[course.pk] = OwnCourse(course, outline, place)
    return list(taken.values())
