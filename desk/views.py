"""The trainer's desk: pages inside the CMS."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from cohorts.models import Cohort
from desk import items
from desk.exports import as_file
from desk.queries import cohort_matrix
from desk.rendering import HINTS, item_cells, matrix_rows


@require_safe
def desk(request: SignedInRequest) -> HttpResponse:
    """The cohorts that a trainer leads."""
    context = {"cohorts": Cohort.objects.led_by(request.user), **page_header(_("My cohorts"))}
    return render(request, "desk/desk.html", context)


@require_safe
def matrix(request: SignedInRequest, slug: str) -> HttpResponse:
    """Coach × step for one cohort; a 404 for everybody but its trainers and site managers."""
    matrix = cohort_matrix(request.user, slug, get_language())
    if matrix is None:
        raise Http404
    trail = [{"url": reverse("desk:desk"), "label": _("My cohorts")}]
    context = {
        "matrix": matrix,
        "slug": slug,
        "rows": matrix_rows(matrix.rows),
        **page_header(matrix.cohort_name, trail),
    }
    return render(request, "desk/matrix.html", context)


@require_safe
def item_table(request: SignedInRequest, slug: str, step_key: UUID) -> HttpResponse:
    """The questions of a quiz as a cohort answered them; as a page, or as a file with `?format=csv` or `xlsx`."""
    table = items.item_table(request.user, slug, step_key, get_language())
    if table is None:
        raise Http404
    kind = request.GET.get("format", "")
    if kind in ("csv", "xlsx"):
        return as_file(item_cells(table), f"{slug}-{table.quiz.slug}", kind)
    trail = [
        {"url": reverse("desk:desk"), "label": _("My cohorts")},
        {"url": reverse("desk:matrix", args=[slug]), "label": table.cohort_name},
    ]
    context = {"table": table, "hints": HINTS, **page_header(table.quiz.title, trail)}
    return render(request, "desk/items.html", context)


def page_header(title: str, trail: list[dict[str, str]] | None = None) -> dict[str, Any]:
    """What the head of a page in the CMS needs; `trail` is the way to it."""
    crumbs = [*(trail or []), {"url": "", "label": title}]
    return {"page_title": title, "breadcrumbs_items": crumbs, "header_icon": "group"}
