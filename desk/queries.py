"""Reads for the trainer's desk: rows are built here, so that the template only prints them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.models import User
from cohorts.models import Cohort, Membership
from courses.models import CoursePage
from courses.outline import ModuleRow, StepLine, build_outline
from courses.queries import course_modules
from progress.queries import done_by_coach
from progress.rules import Progress


@dataclass(frozen=True)
class Row:
    """A person's way through the course: a state for each step, `done`, `open` or `optional`."""

    membership: Membership
    progress: Progress
    states: tuple[str, ...]
    last_done_at: datetime | None


@dataclass(frozen=True)
class Matrix:
    """Coach × step. Without modules when the course is not published."""

    cohort: Cohort
    modules: tuple[ModuleRow, ...]
    rows: tuple[Row, ...]


def cohort_matrix(user: User, slug: str, language: str) -> Matrix | None:
    """Who has done what in a cohort that a person leads; None when she leads no such cohort.

    Three queries, however many people and steps there are; one or two when there is nothing to show.
    """
    members = _learners(user, slug, language)
    if not members:
        cohort = Cohort.objects.led_by(user).filter(slug=slug).first()
        return Matrix(cohort, (), ()) if cohort else None
    first = members[0]
    path, url_path = getattr(first, "course_path", None), getattr(first, "course_url_path", "")
    if path is None:
        return Matrix(first.cohort, (), ())
    modules = course_modules(path, url_path)
    done = done_by_coach([member.user_id for member in members])
    # What counts is the same for everybody in a role, so it is worked out once for each.
    steps = {role: build_outline(modules, (), role).steps for role in {member.role for member in members}}
    rows = tuple(_row(member, steps[member.role], done.get(member.user_id, {})) for member in members)
    return Matrix(first.cohort, modules, rows)


def _learners(user: User, slug: str, language: str) -> "list[Membership]":
    """Coaches and inspirers with their people, cohort, and where the cohort's course stands in the tree."""
    courses = CoursePage.objects.live().filter(
        translation_key=OuterRef("cohort__course_key"), locale__language_code=language
    )
    members: QuerySet[Membership] = (
        Membership.objects.filter(cohort__in=Cohort.objects.led_by(user).filter(slug=slug), left_at=None)
        .exclude(role=Membership.Role.TRAINER)
        .select_related("user", "cohort")
        .annotate(
            course_path=Subquery(courses.values("path")[:1]), course_url_path=Subquery(courses.values("url_path")[:1])
        )
        .order_by("user__name", "pk")
    )
    return list(members)


def _row(member: Membership, steps: tuple[StepLine, ...], done: dict[UUID, datetime]) -> Row:
    states = tuple("done" if step.row.key in done else "open" if step.required else "optional" for step in steps)
    required = [step.row.key for step in steps if step.required]
    progress = Progress(done=sum(key in done for key in required), required=len(required))
    latest = max((done[step.row.key] for step in steps if step.row.key in done), default=None)
    return Row(member, progress, states, latest)
