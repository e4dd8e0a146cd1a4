"""The gate to a course, and the administration of cohorts in the CMS."""

from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from cohorts.queries import cohorts_taking, enrolment_of
from cohorts.services.deleting import CANCELLED, REQUESTED
from cohorts.viewsets import CohortViewSet
from courses.access import OBSERVER
from courses.models import ServedByView
from courses.queries import CoursePlace, shut_module
from courses.requests import EnrolledRequest


@hooks.register("before_serve_page")
def only_for_those_who_take_it(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse | None:
    """Pages of a course are for the members of its cohorts and for those who may edit it; a 404 for anybody else.

    Whoever learns meets a friendly page before a module that waits for its day.
    """
    if not isinstance(page, ServedByView):
        return None
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    enrolment = enrolment_of(request.user, CoursePlace.of(page))
    if enrolment is None and page.permissions_for_user(request.user).can_edit():
        enrolment = OBSERVER
    if enrolment is None:
        raise Http404
    cast(EnrolledRequest, request).enrolment = enrolment
    shut = shut_module(page, enrolment.pace) if enrolment.learns and enrolment.pace else None
    if shut:
        context = {"module": shut, "course_url": CoursePlace.of(page).url}
        return render(request, "courses/shut.html", context, status=403)
    return None


@hooks.register("register_log_actions")
def what_is_logged_of_cohorts(actions: LogActionRegistry) -> None:
    actions.register_action(REQUESTED, _("Request deletion"), _("Deletion requested"))
    actions.register_action(CANCELLED, _("Cancel deletion"), _("Deletion cancelled"))


@hooks.register("before_delete_page")
def no_course_that_is_taken(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A course that a cohort takes is not deleted, neither with the pages above it: the cohort would stand without."""
    number = cohorts_taking(page).count()
    if not number:
        return None
    words = ngettext(
        "%(number)s cohort takes a course that would go. Unpublish it instead.",
        "%(number)s cohorts take a course that would go. Unpublish it instead.",
        number,
    )
    messages.error(request, words % {"number": number})
    return redirect("wagtailadmin_explore", page.pk)


@hooks.register("before_bulk_action")
def nor_among_other_pages(request: HttpRequest, action_type: str, objects: Any, action: Any) -> HttpResponse | None:
    pages = [one for one in objects if isinstance(one, Page)] if action_type == "delete" else []
    return next((answer for page in pages if (answer := no_course_that_is_taken(request, page))), None)


@hooks.register("register_admin_viewset")
def cohort_viewset() -> CohortViewSet:
    return CohortViewSet("cohorts", url_prefix="cohorts")
