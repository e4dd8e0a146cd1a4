"""The matrix of the trainer's desk: rows are built here, so that the template only prints them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, OuterRef, Q, StringAgg, Subquery, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext

from accounts.models import User
from cohorts.models import Cohort, Membership
from courses.models import CoursePage
from courses.outline import ModuleRow, build_outline
from courses.queries import CoursePlace, course_modules
from discussions.models import Thread
from progress.queries import done_by_coach
from progress.rules import Progress, progress_of


@dataclass(frozen=True)
class Row:
    """A person's way through the course: a state for each step, `done`, `open`, `optional` or `untold`.

    Untold is who has written where names are not shown: together with the times of posts it would name them.
    """

    name: str
    unit: str
    role: str
    progress: Progress
    states: tuple[str, ...]
    last_done_on: date | None


@dataclass(frozen=True)
class Matrix:
    """Coach × step. Without modules when the course is not published."""

    cohort_name: str
    modules: tuple[ModuleRow, ...]
    rows: tuple[Row, ...]

    @property
    def has_untold(self) -> bool:
        return any("untold" in row.states for row in self.rows[:1])


def cohort_matrix(user: User, slug: str, language: str) -> Matrix | None:
    """Who has done what in a cohort that a person leads; None when she leads no such cohort.

    Three queries, however many people and steps there are; one or two when there is nothing to show.
    """
    members = _learners(user, slug, language)
    if not members:
        name = Cohort.objects.led_by(user).filter(slug=slug).values_list("name", flat=True).first()
        return Matrix(name, (), ()) if name else None
    first = members[0]
    if first["course_path"] is None:
        return Matrix(first["cohort__name"], (), ())
    modules = course_modules(CoursePlace(first["course_path"], first["course_url_path"]))
    done = done_by_coach([member["user_id"] for member in members])
    # What counts is the same for everybody in a role, so it is worked out once for each.
    nameless = frozenset(UUID(key) for key in (first["nameless"] or "").split(",") if key)
    wanted = {role: _wanted(modules, role, nameless) for role in {member["role"] for member in members}}
    rows = tuple(_row(member, wanted[member["role"]], done.get(member["user_id"], {})) for member in members)
    return Matrix(first["cohort__name"], modules, rows)


def _learners(user: User, slug: str, language: str) -> Sequence[Mapping[str, Any]]:
    """Coaches and inspirers by name, with their cohort's name, where its course stands in the tree, and the keys of
    steps at which its people write without names.
    """
    courses = CoursePage.objects.live().filter(
        translation_key=OuterRef("cohort__course_key"), locale__language_code=language
    )
    nameless = Thread.objects.filter(cohort__slug=slug, is_anonymous=True).exclude(step_key=None)
    keys = StringAgg(Cast("step_key", CharField()), delimiter=Value(","))
    # Whoever's account was erased is still counted, without a name: her place ended with it.
    counted = Q(left_at=None) | Q(left_at=F("user__erased_at"))
    members = (
        Membership.objects.filter(counted, cohort__in=Cohort.objects.led_by(user).filter(slug=slug))
        .exclude(role=Membership.Role.TRAINER)
        .order_by(F("user__erased_at").asc(nulls_first=True), "user__name", "pk")
    )
    return list(
        members.values(
            "user_id",
            "role",
            "user__name",
            "user__erased_at",
            "user__unit",
            "cohort__name",
            course_path=Subquery(courses.values("path")[:1]),
            course_url_path=Subquery(courses.values("url_path")[:1]),
            nameless=Subquery(nameless.values("cohort").values(keys=keys)),
        )
    )


def _wanted(modules: tuple[ModuleRow, ...], role: str, nameless: Collection[UUID]) -> dict[UUID, str]:
    """The state of each step for somebody in a role who has done nothing yet."""
    steps = build_outline(modules, (), role).steps
    wanted = {step.row.key: "open" if step.required else "optional" for step in steps}
    return wanted | dict.fromkeys(wanted.keys() & nameless, "untold")


def _row(member: Mapping[str, Any], wanted: dict[UUID, str], days: dict[UUID, date]) -> Row:
    done = {key: day for key, day in days.items() if wanted.get(key, "untold") != "untold"}
    return Row(
        name=gettext("A former member") if member["user__erased_at"] else member["user__name"],
        unit=member["user__unit"],
        role=member["role"],
        progress=progress_of([key for key, state in wanted.items() if state == "open"], done),
        states=tuple(["done" if key in done else state for key, state in wanted.items()]),
        last_done_on=max(done.values(), default=None),
    )
