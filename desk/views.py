"""The trainer's desk: pages inside the CMS."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cohorts.models import Cohort
from desk.queries import cohort_matrix
from desk.rendering import matrix_rows


def desk(request: HttpRequest) -> HttpResponse:
    """The cohorts that a trainer leads."""
    context = {"cohorts": Cohort.objects.led_by(request.user), **_header(_("My cohorts"))}
    return render(request, "desk/desk.html", context)


def matrix(request: HttpRequest, slug: str) -> HttpResponse:
    """Coach × step for one cohort; a 404 for everybody but its trainers and site managers."""
    matrix = cohort_matrix(request.user, slug, get_language())
    if matrix is None:
        raise Http404
    trail = [{"url": reverse("desk:desk"), "label": _("My cohorts")}]
    context = {"matrix": matrix, "rows": matrix_rows(matrix.rows), **_header(matrix.cohort_name, trail)}
    return render(request, "desk/matrix.html", context)


def _header(title: str, trail: list[dict[str, str]] | None = None) -> dict[str, Any]:
    crumbs = [*(trail or []), {"url": "", "label": title}]
    return {"page_title": title, "breadcrumbs_items": crumbs, "header_icon": "group"}
