"""The gate to a course, and the administration of cohorts in the CMS."""

from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail import hooks
from wagtail.models import Page

from cohorts.queries import enrolment_of
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


@hooks.register("register_admin_viewset")
def cohort_viewset() -> CohortViewSet:
    return CohortViewSet("cohorts", url_prefix="cohorts")
