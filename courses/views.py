"""Pages of a course. Each shows with GET and acts with POST; who may see them is decided before they are called."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from courses.context import edit_url, go_on_after, outline_of, step_context
from courses.models import CoursePage, LessonPage, ModulePage
from courses.requests import EnrolledRequest
from courses.services import finish_lesson


def course(request: EnrolledRequest, page: CoursePage) -> HttpResponse:
    context = {
        "page": page,
        "outline": outline_of(request, page),
        "enrolment": request.enrolment,
        "edit_url": edit_url(request, page),
    }
    return render(request, "courses/course.html", context)


def module(request: EnrolledRequest, page: ModulePage) -> HttpResponse:
    outline = outline_of(request, page)
    line = next((line for line in outline.modules if line.row.key == page.translation_key), None)
    context = {"page": page, "outline": outline, "module": line, "edit_url": edit_url(request, page)}
    return render(request, "courses/module.html", context)


def lesson(request: EnrolledRequest, page: LessonPage) -> HttpResponse:
    if request.method == "POST":
        finish_lesson(coach=request.user, lesson=page)
        messages.success(request, _("“%(title)s” is marked as read.") % {"title": page.title})
        return go_on_after(request, page)
    return render(request, "courses/lesson.html", step_context(request, page))
