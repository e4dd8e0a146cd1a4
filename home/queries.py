"""Reads for the start page."""

from dataclasses import dataclass

from accounts.models import User
from cohorts.models import Cohort, Membership
from cohorts.queries import memberships_of, paces_of
from courses.models import CoursePage
from courses.outline import Outline
from courses.queries import CoursePlace, course_outline, courses_by_key


@dataclass(frozen=True)
class OwnCourse:
    """A course that a person takes, with her path through it and the place she has in a cohort."""

    course: CoursePage
    outline: Outline
    membership: Membership


@dataclass(frozen=True)
class OwnTraining:
    """Everything that a person takes part in, and the cohorts that she trains."""

    courses: tuple[OwnCourse, ...]
    led: tuple[Cohort, ...]

    @property
    def current(self) -> OwnCourse | None:
        """The course to go on with: one that she learns in and has not finished, else the newest she learns in."""
        learning = [own for own in self.courses if not own.membership.is_trainer]
        unfinished = [own for own in learning if not own.outline.progress.is_complete]
        return next(iter(unfinished + learning), None)

    @property
    def has_more(self) -> bool:
        """Whether there is something left in what she takes."""
        return self.current is not None and not self.current.outline.progress.is_complete

    @property
    def membership(self) -> Membership | None:
        """The place whose cohort her start page tells of."""
        own = self.current or next(iter(self.courses), None)
        return own.membership if own and own.membership.may_read else None


def own_training(user: User, language: str) -> OwnTraining:
    """What a person takes part in, the newest place first. Three queries, and two for each course."""
    memberships = memberships_of(user)
    courses = {
        course.translation_key: course
        for course in courses_by_key([p.cohort.course_key for p in memberships], language)
    }
    paces = paces_of(user, [membership.cohort_id for membership in memberships])
    taken: dict[object, OwnCourse] = {}
    for membership in memberships:
        course = courses.get(membership.cohort.course_key)
        if course and course.pk not in taken:
            pace = paces[membership.cohort_id]
            outline = course_outline(CoursePlace.of(course), role=membership.role, coach_id=user.pk, pace=pace)
            taken[course.pk] = OwnCourse(course, outline, membership)
    led = tuple(membership.cohort for membership in memberships if membership.is_trainer)
    return OwnTraining(tuple(taken.values()), led)
