"""Reads about courses."""

from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from wagtail.models import Page, Site

from courses.models import CoursePage, ModulePage, Step
from courses.outline import ModuleRow, Outline, StepRow, build_outline
from progress.queries import done_keys

_FIELDS = ("path", "depth", "translation_key", "title", "url_path", "content_type_id")


def course_modules(path: str, url_path: str) -> tuple[ModuleRow, ...]:
    """The live modules and steps of the course at a tree path, in the order of the tree. One query."""
    depth = len(path) // Page.steplen
    pages = (
        Page.objects.live()
        .filter(path__startswith=path, depth__in=(depth + 1, depth + 2))
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
    base = _url(url_path)
    modules: list[dict[str, Any]] = []
    for page in pages:
        page["url"] = base + page["url_path"][len(url_path) :]
        if page["depth"] == depth + 1:
            modules.append({**page, "steps": []})
        elif modules and page["path"].startswith(modules[-1]["path"]):
            modules[-1]["steps"].append(_step_row(page))
    return tuple(_module_row(module) for module in modules)


def course_outline(course: Page, *, role: str, coach_id: int | None) -> Outline:
    """The path through a course for one person. Two queries."""
    done = done_keys(coach_id) if coach_id else frozenset()
    return build_outline(course_modules(course.path, course.url_path), done, role)


def course_of(page: Page) -> Page:
    """The course that a module or step belongs to, as a plain page. One query at most."""
    if isinstance(page, CoursePage):
        return page
    levels_above = 1 if isinstance(page, ModulePage) else 2
    return Page.objects.get(path=page.path[: page.steplen * (page.depth - levels_above)])


def courses_by_key(keys: list[UUID], language: str) -> list[CoursePage]:
    """The live courses with these keys in a language. One query."""
    return list(
        CoursePage.objects.live().filter(translation_key__in=keys, locale__language_code=language).order_by("path")
    )


def _url(url_path: str) -> str:
    """The address of a page, from its path in the tree and the cached roots of the site."""
    for root in Site.get_site_root_paths():
        if url_path.startswith(root.root_path):
            return f"/{root.language_code}/{url_path[len(root.root_path) :]}"
    return ""


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
    kind: type[Step] = ContentType.objects.get_for_id(page["content_type_id"]).model_class() or Step
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
