"""A trainer's cohorts: which she leads, what each shows now, and what holds for it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.reauthentication import require_recent_authentication
from accounts.requests import SignedInRequest
from cohorts import services
from cohorts.models import Cohort
from desk import items
from desk.attention import attention_of
from desk.exports import as_file
from desk.forms.cohorts import SettingsForm
from desk.queries import cohort_matrix
from desk.rendering import HINTS, item_cells, matrix_rows
from discussions.queries import room_on


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
        require_recent_authentication(request)
        return as_file(item_cells(table), f"{slug}-{table.quiz.slug}", kind)
    trail = [
        {"url": reverse("desk:desk"), "label": _("My cohorts")},
        {"url": reverse("desk:matrix", args=[slug]), "label": table.cohort_name},
    ]
    context = {"table": table, "hints": HINTS, **page_header(table.quiz.title, trail)}
    return render(request, "desk/items.html", context)


@require_safe
def now(request: SignedInRequest, slug: str) -> HttpResponse:
    """What a cohort shows now."""
    cohort = led(request, slug)
    context = {
        "cohort": cohort,
        "slug": slug,
        "attention": attention_of(cohort, timezone.now()),
        **header(cohort, _("Right now")),
    }
    return render(request, "desk/now.html", context)


def settings(request: SignedInRequest, slug: str) -> HttpResponse:
    """GET shows what holds for a cohort; POST keeps it; `end` and `reopen` end it and take that back."""
    cohort = led(request, slug)
    form = SettingsForm(request.POST or None, instance=cohort, by=request.user)
    if "reopen" in request.POST:
        services.reopen_cohort(cohort=cohort, by=request.user)
        messages.success(request, _("The cohort is open again."))
        return redirect("desk:settings", slug=slug)
    if form.is_valid():
        form.save()
        _open_or_close(request, cohort, form.cleaned_data)
        is_over = "end" in request.POST
        if is_over or cohort.ended_on:
            services.end_cohort(cohort=cohort, today=timezone.localdate(), by=request.user)
        messages.success(request, _("The cohort has ended.") if is_over else _("The settings are saved."))
        return redirect("desk:settings", slug=slug)
    context = {"cohort": cohort, "slug": slug, "form": form, "room": room_on(cohort.pk)}
    context |= header(cohort, _("Settings"))
    return render(request, "desk/settings.html", context, status=422 if form.errors else 200)


def _open_or_close(request: SignedInRequest, cohort: Cohort, data: dict[str, Any]) -> None:
    """Open a cohort for self-study, or close it, as its settings say. Nothing when they say what holds already."""
    if data["is_open"]:
        services.open_for_self_study(cohort=cohort, by=request.user)
    elif cohort.is_open or data.get("takes_out"):
        services.close_for_self_study(cohort=cohort, takes_out=bool(data.get("takes_out")))


def led(request: SignedInRequest, slug: str) -> Cohort:
    return get_object_or_404(Cohort.objects.led_by(request.user), slug=slug)


def header(cohort: Cohort, title: str) -> dict[str, Any]:
    trail = [
        {"url": reverse("desk:desk"), "label": _("My cohorts")},
        {"url": reverse("desk:now", args=[cohort.slug]), "label": cohort.name},
    ]
    return page_header(title, trail)


def page_header(title: str, trail: list[dict[str, str]] | None = None) -> dict[str, Any]:
    """What the head of a page in the CMS needs; `trail` is the way to it."""
    crumbs = [*(trail or []), {"url": "", "label": title}]
    return {"page_title": title, "breadcrumbs_items": crumbs, "header_icon": "group"}
