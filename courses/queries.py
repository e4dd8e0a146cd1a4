"""Reads about courses."""

from dataclasses import dataclass
from math import ceil
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Left, Length
from django.utils.timezone import localdate
from wagtail.models import Page, Site
from wagtail.models.sites import SiteRootPath

from courses.models import CoursePage, ModulePage, Step
from courses.outline import LEARNERS, ModuleLine, ModuleRow, Outline, StepRow, build_outline
from courses.pace import Pace
from progress.queries import done_keys

_ABOVE_STEPS = Step.levels_below_course * Page.steplen
_FIELDS = ("path", "depth", "translation_key", "title", "url_path", "content_type_id")


@dataclass(frozen=True)
class CoursePlace:
    """Where a course stands in the tree: what is asked about it most, known without asking the database."""

    path: str
    url_path: str

    @classmethod
    def of(cls, page: CoursePage | ModulePage | Step) -> "CoursePlace":
        """The place of the course that a page is, or belongs to as module or step."""
        above = page.levels_below_course
        path = page.path[: len(page.path) - above * page.steplen]
        return cls(path, "/".join(page.url_path.split("/")[: -1 - above]) + "/")

    @property
    def url(self) -> str:
        return _url(self.url_path)


def course_path(step_path: str) -> str:
    """The path in the tree of the course that a step belongs to, by the step's."""
    return step_path[:-_ABOVE_STEPS]


def course_path_of(step_path: Combinable) -> Left:
    """As `course_path`, where the database knows the step's."""
    return Left(step_path, Length(step_path) - _ABOVE_STEPS)


def course_modules(place: CoursePlace) -> tuple[ModuleRow, ...]:
    """The live modules and steps of a course, in the order of the tree.

    Which they are, in which order and for whom is the same in every language: it is as the pages in the site's first
    language say, where the course has such. What is not translated has the title and the address of those. One query
    in the first language, two in others.
    """
    source = _in_first_language(place)
    depth = len(place.path) // Page.steplen
    of_modules, of_steps = (depth + kind.levels_below_course for kind in (ModulePage, Step))
    pages = (
        Page.objects.live()
        .filter(Q(path__startswith=source.path) | Q(path__startswith=place.path), depth__in=(of_modules, of_steps))
        .order_by("path")
        .values(
            *_FIELDS,
            number=F("modulepage__number"),
            module_summary=F("modulepage__summary"),
            minutes=F("step__minutes"),
            required=F("step__required"),
            roles=F("step__roles"),
            step_summary=F("step__summary"),
        )
    )
    own = {page["translation_key"]: page for page in pages if page["path"].startswith(place.path)}
    modules: list[dict[str, Any]] = []
    for page in pages:
        if not page["path"].startswith(source.path):
            continue
        page |= _said_in(own.get(page["translation_key"]), place) or _said_in(page, source)
        if page["depth"] == of_modules:
            modules.append({**page, "steps": []})
        elif modules and page["path"].startswith(modules[-1]["path"]):
            modules[-1]["steps"].append(_step_row(page))
    return tuple(_module_row(module) for module in modules)


def _said_in(page: dict[str, Any] | None, place: CoursePlace) -> dict[str, Any]:
    """What a page of a course says of itself in its own language."""
    if page is None:
        return {}
    said = {name: page[name] for name in ("title", "module_summary", "step_summary")}
    return said | {"url": place.url + page["url_path"][len(place.url_path) :]}


def _in_first_language(place: CoursePlace) -> CoursePlace:
    """Where a course stands in the site's first language; where it stands itself when it is not there."""
    root = _root_of(place.url_path)
    if root is None or root.language_code == settings.LANGUAGE_CODE:
        return place
    key = Page.objects.filter(path=place.path).values("translation_key")
    found = Page.objects.live().filter(translation_key__in=key, locale__language_code=settings.LANGUAGE_CODE)
    first = found.values("path", "url_path").first()
    return CoursePlace(**first) if first else place


def course_outline(place: CoursePlace, *, role: str, coach_id: int | None, pace: Pace | None = None) -> Outline:
    """The path through a course for one person, at the pace of her cohort if it has one. Two queries, or three."""
    done = done_keys(coach_id) if coach_id else frozenset()
    modules = course_modules(place)
    ahead = pace.ahead([module.key for module in modules], localdate()) if pace else {}
    return build_outline(modules, done, role, ahead)


def shut_module(page: Page, pace: Pace) -> ModuleLine | None:
    """The module that a page of a course is, or belongs to, if learners do not enter it yet. One query, or none."""
    if not pace.closed:
        return None
    outline = course_outline(CoursePlace.of(page), role=LEARNERS[0], coach_id=None, pace=pace)
    key = page.translation_key
    here = next((module for module in outline.modules if module.row.key == key), None) or outline.module_of(key)
    return here if here and here.is_shut else None


def courses_by_key(keys: list[UUID], language: str) -> list[CoursePage]:
    """The live courses with these keys, in a language where they are translated. One query."""
    found: dict[UUID, CoursePage] = {}
    for course in CoursePage.objects.live().filter(translation_key__in=keys).select_related("locale").order_by("path"):
        if course.translation_key not in found or course.locale.language_code == language:
            found[course.translation_key] = course
    return list(found.values())


def offered_course(key: UUID, language: str, role: str) -> dict[str, Any]:
    """What a course is to somebody who is offered it: its `course` title and the `hours` it takes, 0 where it says
    nothing of that. Empty where there is no such course. Three queries.
    """
    found = courses_by_key([key], language)
    if not found:
        return {}
    outline = course_outline(CoursePlace.of(found[0]), role=role, coach_id=None)
    minutes = sum(module.minutes for module in outline.modules)
    return {"course": found[0].title, "hours": ceil(minutes / 60)}


def _url(url_path: str) -> str:
    """The address of a page, from its path in the tree and the cached roots of the site."""
    root = _root_of(url_path)
    return f"/{root.language_code}/{url_path[len(root.root_path) :]}" if root else ""


def _root_of(url_path: str) -> SiteRootPath | None:
    return next((root for root in Site.get_site_root_paths() if url_path.startswith(root.root_path)), None)


def _module_row(page: dict[str, Any]) -> ModuleRow:
    return ModuleRow(
        key=page["translation_key"],
        title=page["title"],
        url=page["url"],
        number=page["number"] or 0,
        summary=page["module_summary"] or "",
        steps=tuple(page["steps"]),
    )


def _step_row(page: dict[str, Any]) -> StepRow:
    kind = cast(type[Step], ContentType.objects.get_for_id(page["content_type_id"]).model_class() or Step)
    return StepRow(
        key=page["translation_key"],
        title=page["title"],
        url=page["url"],
        kind=kind.kind,
        kind_label=str(kind.kind_label),
        icon=kind.icon,
        summary=page["step_summary"] or "",
        minutes=page["minutes"] or 0,
        required=bool(page["required"]),
        roles=page["roles"] or "",
    )
