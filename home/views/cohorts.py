"""The deletion of a cohort as a site manager decides it: what goes and what stays is shown first."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from wagtail.log_actions import registry

from accounts.requests import SignedInRequest
from accounts.services import DAYS_TO_THINK
from cohorts.models import Cohort
from cohorts.services import cancel_deletion, request_deletion
from home.contracts import parts_of


def cohort_deletion(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET shows what would go with a cohort, or when it goes; POST decides that it is deleted, or takes that back."""
    if not request.user.is_superuser:
        raise Http404
    cohort = get_object_or_404(Cohort, pk=pk)
    if request.method == "POST":
        messages.success(request, _do(request, cohort))
        return redirect("cohort_deletion", pk=pk)
    context = {
        "cohort": cohort,
        "people": cohort.memberships.held().count(),
        "parts": parts_of(cohort),
        "day": cohort.deletes_on or localdate() + DAYS_TO_THINK,
        "events": registry.get_logs_for_instance(cohort).select_related("user")[:20],
        "page_title": _("Delete the cohort"),
        "header_icon": "bin",
        "breadcrumbs_items": [
            {"url": reverse("cohorts:index"), "label": _("Cohorts")},
            {"url": reverse("cohorts:edit", args=[pk]), "label": cohort.name},
            {"url": "", "label": _("Delete the cohort")},
        ],
    }
    return render(request, "home/cohort_deletion.html", context)


def _do(request: SignedInRequest, cohort: Cohort) -> str:
    """Do what was pressed, and say what it was."""
    if "delete" in request.POST:
        request_deletion(cohort=cohort, by=request.user, today=localdate())
        return _("The cohort is closed, and its people have been told by mail.")
    if "cancel" in request.POST:
        cancel_deletion(cohort=cohort, by=request.user)
        return _("The cohort is open again, and its people have been told by mail.")
    return _("Nothing was changed.")
