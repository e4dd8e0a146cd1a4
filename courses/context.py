"""What every step's page needs around its own content."""

from typing import Any

from django.http import HttpResponseRedirect
from django.urls import reverse

from courses.access import Enrolment
from courses.models import Step
from courses.outline import Outline, StepLine
from courses.queries import CoursePlace, course_outline
from courses.requests import EnrolledRequest


def outline_of(request: EnrolledRequest, page: Any) -> Outline:
    """The path of the course that a page belongs to, for the person who asks."""
    enrolment: Enrolment = request.enrolment
    coach_id = None if enrolment.is_preview else request.user.pk
    place, pace = CoursePlace.of(page), enrolment.pace
    return course_outline(place, role=enrolment.role, coach_id=coach_id, pace=pace)


def edit_url(request: EnrolledRequest, page: Any) -> str:
    """Where somebody who may edit a page does it, else an empty text. No query for learners."""
    if request.enrolment.may_edit and page.permissions_for_user(request.user).can_edit():
        return reverse("wagtailadmin_pages:edit", args=[page.pk])
    return ""


def step_context(request: EnrolledRequest, step: Step) -> dict[str, Any]:
    """Context of a step's page: the step, its module with the states of all steps, and what comes after."""
    outline = outline_of(request, step)
    module = outline.module_of(step.translation_key)
    line = next((line for line in module.steps if line.row.key == step.translation_key), None) if module else None
    return {
        "page": step,
        "enrolment": request.enrolment,
        "outline": outline,
        "module": module,
        "is_done": bool(line and line.done),
        "is_optional": bool(line and not line.required),
        "edit_url": edit_url(request, step),
        "after": outline.after(step.translation_key),
    }


def go_on_after(request: EnrolledRequest, step: Step) -> HttpResponseRedirect:
    """Lead to what follows a step: the next one, or the course after the last."""
    after: StepLine | None = outline_of(request, step).after(step.translation_key)
    return HttpResponseRedirect(after.row.url if after else CoursePlace.of(step).url)
