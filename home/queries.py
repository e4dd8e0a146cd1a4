"""Reads for the start page."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext, ngettext, override

from accounts.models import User
from cohorts.models import Cohort, Membership
from cohorts.queries import memberships_of, paces_of
from courses.models import CoursePage
from courses.outline import Outline
from courses.pace import Pace
from courses.queries import CoursePlace, course_outline, courses_by_key
from home.models import Upkeep
from notices.lines import Line, Section


@dataclass(frozen=True)
class OwnCourse:
    """A course that a person takes, with her path through it and the place she has in a cohort."""

    course: CoursePage
    outline: Outline
    membership: Membership
    # The day that the module of the next step was planned for, where the cohort has days.
    due: date | None = None

    @property
    def order(self) -> tuple[bool, bool, date]:
        """What is to be done before what is done, what can be done before what waits, what was due first before the
        rest.
        """
        outline = self.outline
        return outline.progress.is_complete, outline.next_step is None, self.due or date.max


@dataclass(frozen=True)
class OwnTraining:
    """Everything that a person takes part in, and the cohorts that she trains."""

    courses: tuple[OwnCourse, ...]
    led: tuple[Cohort, ...]
    places: tuple[Membership, ...]

    @property
    def current(self) -> OwnCourse | None:
        """The course to go on with: the first of those that she learns in."""
        return next((own for own in self.courses if not own.membership.is_trainer), None)

    @property
    def has_more(self) -> bool:
        """Whether there is something left in what she takes."""
        return self.current is not None and not self.current.outline.progress.is_complete

    @property
    def membership(self) -> Membership | None:
        """The place whose cohort her start page tells of."""
        return next(iter(self.places), None)


def own_training(user: User, language: str) -> OwnTraining:
    """What a person takes part in: her courses in the order in which they are to be gone on with, and her places with
    the chosen one first. Three queries, and two for each course.
    """
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
            taken[course.pk] = OwnCourse(course, outline, membership, _due(outline, pace))
    led = tuple(membership.cohort for membership in memberships if membership.is_trainer)
    places = tuple(membership for membership in memberships if membership.may_read)
    return OwnTraining(tuple(sorted(taken.values(), key=lambda own: own.order)), led, places)


def step_section(user: User) -> Section:
    """The part of a digest with the step that a person goes on with. As many queries as her training takes."""
    with override(user.language):
        current = own_training(user, user.language).current
        step = current.outline.next_step if current else None
        if current is None or step is None:
            return Section("", (), is_news=False)
        minutes = step.row.minutes
        takes = ngettext("%(number)s minute", "%(number)s minutes", minutes) % {"number": minutes}
        where = f"{current.course.title} · {takes}" if minutes else current.course.title
        line = Line(step.row.title, where=where, path=step.row.url)
        return Section(gettext("Your next step"), (line,), is_news=False)


def _due(outline: Outline, pace: Pace | None) -> date | None:
    if pace is None or outline.next_step is None:
        return None
    module = outline.module_of(outline.next_step.row.key)
    keys = [line.row.key for line in outline.modules]
    return pace.plan(keys)[module.row.key].opens_on if module else None


def upkeep_is_late(now: datetime) -> timedelta | None:
    """How long ago the upkeep ended last; None when it never did. One query."""
    ended_at = Upkeep.objects.values_list("ended_at", flat=True).first()
    return now - ended_at if ended_at else None
