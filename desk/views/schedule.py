"""The trainer decides when things happen in her cohort: the pace, days of single modules and people, and gatherings."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from cohorts import services
from cohorts.models import Cohort, PlannedModule
from cohorts.queries import gatherings_of, pace_of
from cohorts.schedules import modules_of
from courses.outline import ModuleRow
from desk.context import day_in_words, on_holidays
from desk.forms.gatherings import GatheringForm
from desk.forms.schedule import OwnDayForm, PaceForm
from desk.views.cohorts import header, led
from desk.views.gatherings import arrange


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
    if do in forms_ and forms_[do].is_valid() and _take(request, cohort, do, forms_[do], modules):
        return redirect("desk:schedule", slug=slug)
    context = {"cohort": cohort, "form": forms_["pace"], "own": forms_["own"], "gathering": forms_["gathering"]}
    context |= {
        "slug": slug,
        "own_days": _own_days(cohort, modules),
        "gatherings": gatherings_of(cohort),
        **header(cohort, _("Schedule")),
    }
    return render(request, "desk/schedule.html", context, status=422 if do in forms_ else 200)


def _take(request: SignedInRequest, cohort: Cohort, do: str, form: Any, modules: Sequence[ModuleRow]) -> bool:
    """Do what a valid form says, and say so, with what falls on a holiday; False where that cannot be now."""
    data = form.cleaned_data
    if do == "gathering":
        if not arrange(request, cohort, form):
            return False
        planned = [(data["title"], localdate(data["starts_at"]))]
    elif do == "own":
        services.set_own_day(
            cohort=cohort, user=data["membership"].user, module_key=data["module"], opens_on=data["opens_on"]
        )
        planned = [(row.title, data["opens_on"]) for row in modules if row.key == data["module"]]
    else:
        services.set_pace(cohort=cohort, **form.decision)
        plan = pace_of(cohort).plan([row.key for row in modules])
        planned = [(row.title, plan[row.key].opens_on) for row in modules]
    if do != "gathering":
        messages.success(request, _("The schedule is saved."))
    if free := on_holidays(planned):
        messages.warning(request, _("Planned for a public holiday: %(days)s") % {"days": "; ".join(free)})
    return True


@require_POST
def forget_own_day(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Let a person go with the others again. Safe to repeat."""
    cohort = led(request, slug)
    services.remove_own_day(cohort=cohort, pk=pk)
    messages.success(request, _("The day is removed."))
    return redirect("desk:schedule", slug=slug)


def _own_days(cohort: Cohort, modules: Sequence[ModuleRow]) -> list[tuple[PlannedModule, str, str]]:
    """Days of people, each with the title of its module and the day in words."""
    titles = {row.key: row.title for row in modules}
    gone = _("A module that is no longer in the course")
    planned = cohort.planned.exclude(user=None).select_related("user")
    ordered = planned.order_by("user__name", "opens_on")
    return [(one, titles.get(one.module_key, gone), day_in_words(one.opens_on)) for one in ordered if one.opens_on]
