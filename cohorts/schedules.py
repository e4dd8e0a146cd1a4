"""Reads of what happens when: the plan of a cohort as one of its members meets it, and all plans of a person."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from cohorts.models import Cohort, Gathering, Membership
from cohorts.queries import memberships_of, paces_of
from courses.models import CoursePage
from courses.outline import LEARNERS, ModuleRow
from courses.pace import Pace
from courses.queries import CoursePlace, course_modules, courses_by_key


@dataclass(frozen=True)
class PlannedLine:
    """A module with the day that it is planned for; `is_shut` when its reader does not enter it before."""

    key: UUID
    title: str
    url: str
    opens_on: date
    is_shut: bool

    @property
    def is_ahead(self) -> bool:
        return self.opens_on > timezone.localdate()


@dataclass(frozen=True)
class Schedule:
    """What happens when in a cohort: its modules in their order, without days in self-study, and gatherings."""

    cohort: Cohort
    modules: tuple[PlannedLine, ...]
    gatherings: tuple[Gathering, ...]

    def to_come(self, now: datetime) -> tuple[Gathering, ...]:
        """The gatherings that are not over, cancelled ones too."""
        return tuple(gathering for gathering in self.gatherings if gathering.ends_at > now)

    def held(self, now: datetime) -> tuple[Gathering, ...]:
        """The gatherings that are over and took place, the latest first."""
        over = [one for one in self.gatherings if one.ends_at <= now and not one.is_cancelled]
        return tuple(reversed(over))


def modules_of(cohort: Cohort, language: str) -> tuple[ModuleRow, ...]:
    """The modules of a cohort's course in a language, in their order. Two queries."""
    return tuple(row for course in courses_by_key([cohort.course_key], language) for row in _modules(course))


def schedule_of(membership: Membership, language: str) -> Schedule:
    """The schedule that the holder of a place has; its gatherings tell whether she `is_absent`. Four queries."""
    pace = paces_of(membership.user, [membership.cohort_id])[membership.cohort_id]
    gatherings = tuple(membership.cohort.gatherings.with_absence_of(membership.user))
    return Schedule(
        membership.cohort, _lines(modules_of(membership.cohort, language), pace, membership.role), gatherings
    )


def schedules_of(user: User, language: str) -> list[Schedule]:
    """The schedules of all the cohorts that a person may read in. Four queries, and one for each course."""
    memberships = [membership for membership in memberships_of(user) if membership.may_read]
    paces = paces_of(user, [membership.cohort_id for membership in memberships])
    gatherings: dict[int, list[Gathering]] = {membership.cohort_id: [] for membership in memberships}
    for gathering in Gathering.objects.filter(cohort__in=gatherings).select_related("cohort"):
        gatherings[gathering.cohort_id].append(gathering)
    courses = {
        course.translation_key: _modules(course)
        for course in courses_by_key([membership.cohort.course_key for membership in memberships], language)
    }
    return [
        Schedule(
            membership.cohort,
            _lines(courses.get(membership.cohort.course_key, ()), paces[membership.cohort_id], membership.role),
            tuple(gatherings[membership.cohort_id]),
        )
        for membership in memberships
    ]


def _modules(course: CoursePage) -> tuple[ModuleRow, ...]:
    return course_modules(CoursePlace.of(course))


def _lines(modules: tuple[ModuleRow, ...], pace: Pace | None, role: str) -> tuple[PlannedLine, ...]:
    if pace is None:
        return ()
    plan = pace.plan([row.key for row in modules])
    return tuple(
        PlannedLine(row.key, row.title, row.url, plan[row.key].opens_on, plan[row.key].is_closed and role in LEARNERS)
        for row in modules
    )
