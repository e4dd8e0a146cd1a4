"""The trainer decides when things happen in her cohort: the pace, days of single modules and people, and gatherings."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from cohorts import services
from cohorts.models import Cohort, Gathering, PlannedModule
from cohorts.queries import pace_of
from cohorts.schedules import modules_of
from courses.outline import ModuleRow
from desk.forms.schedule import GatheringForm, OwnDayForm, PaceForm
from desk.views.cohorts import header, led, page_header


def schedule(request: SignedInRequest, slug: str) -> HttpResponse:
    """GET shows the schedule; POST with `do` takes one of its forms."""
    cohort = led(request, slug)
    modules, pace = modules_of(cohort, get_language()), pace_of(cohort)
    do = request.POST.get("do", "")
    given = {name: request.POST if do == name else None for name in ("pace", "own", "gathering")}
    forms_ = {
        "pace": PaceForm(given["pace"], modules=modules, pace=pace),
        "own": OwnDayForm(given["own"], cohort=cohort, modules=modules),
        "gathering": GatheringForm(given["gathering"], initial={"uid": uuid4()}),
    }
    if do in forms_ and forms_[do].is_valid():
        _take(cohort, do, forms_[do])
        messages.success(request, _("The schedule is saved."))
        return redirect("desk:schedule", slug=slug)
    context = {"cohort": cohort, "form": forms_["pace"], "own": forms_["own"], "gathering": forms_["gathering"]}
    context |= {
        "slug": slug,
        "own_days": _own_days(cohort, modules),
        "gatherings": cohort.gatherings.all(),
        **header(cohort, _("Schedule")),
    }
    return render(request, "desk/schedule.html", context, status=422 if do in forms_ else 200)


def _take(cohort: Cohort, do: str, form: Any) -> None:
    data = form.cleaned_data
    if do == "pace":
        services.set_pace(cohort=cohort, **form.decision)
    elif do == "own":
        services.set_own_day(
            cohort=cohort, user=data["membership"].user, module_key=data["module"], opens_on=data["opens_on"]
        )
    else:
        services.arrange_gathering(cohort=cohort, **data)


@require_POST
def forget_own_day(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Let a person go with the others again. Safe to repeat."""
    cohort = led(request, slug)
    services.remove_own_day(cohort=cohort, pk=pk)
    messages.success(request, _("The day is removed."))
    return redirect("desk:schedule", slug=slug)


def gathering(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """GET shows a gathering to change; POST changes it, or with `remove` takes it out."""
    found = get_object_or_404(Gathering.objects.led_by(request.user), pk=pk, cohort__slug=slug)
    form = GatheringForm(request.POST or None, instance=found, initial={"uid": found.uid})
    if "remove" in request.POST:
        services.cancel_gathering(gathering=found)
        messages.success(request, _("The gathering is removed."))
        return redirect("desk:schedule", slug=slug)
    if form.is_valid():
        services.arrange_gathering(cohort=found.cohort, **form.cleaned_data | {"uid": found.uid})
        messages.success(request, _("The schedule is saved."))
        return redirect("desk:schedule", slug=slug)
    trail = [{"url": reverse("desk:schedule", args=[slug]), "label": _("Schedule")}]
    context = {"form": form, "cohort": found.cohort, **page_header(found.title, trail)}
    return render(request, "desk/gathering.html", context, status=422 if form.errors else 200)


def _own_days(cohort: Cohort, modules: Sequence[ModuleRow]) -> list[tuple[PlannedModule, str]]:
    titles = {row.key: row.title for row in modules}
    planned = cohort.planned.exclude(user=None).select_related("user").order_by("user__name", "opens_on")
    return [(one, titles.get(one.module_key, _("A module that is no longer in the course"))) for one in planned]
