"""The trainer arranges a gathering of her cohort, changes or cancels it; everybody there is told."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.limits import TooOften
from accounts.requests import SignedInRequest
from cohorts import services
from cohorts.models import Cohort, Gathering
from cohorts.queries import absent_from
from content.conflicts import EditConflict
from desk.forms.gatherings import CancelForm, ChangeForm, GatheringForm
from desk.views.cohorts import page_header


def gathering(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """GET shows a gathering to change, and who cannot come; POST changes it, or with `cancel` cancels it."""
    led = Gathering.objects.led_by(request.user).select_related("cohort")
    found = get_object_or_404(led, pk=pk, cohort__slug=slug)
    cancels = "cancel" in request.POST
    # What does not hold stands in the form's own copy.
    form = ChangeForm(None if cancels else request.POST or None, instance=led.get(pk=pk))
    cancel = CancelForm(request.POST if cancels else None)
    status = 422
    if cancel.is_valid() and _cancel(request, found, cancel):
        return redirect("desk:schedule", slug=slug)
    if form.is_valid():
        form, status = _change(request, found, form)
        if status == 302:
            return redirect("desk:schedule", slug=slug)
    trail = [{"url": reverse("desk:schedule", args=[slug]), "label": _("Schedule")}]
    context = {"form": form, "cancel": cancel, "gathering": found, "cohort": found.cohort, "absent": absent_from(found)}
    context |= page_header(found.title, trail)
    return render(request, "desk/gathering.html", context, status=status if form.is_bound or cancels else 200)


def arrange(request: SignedInRequest, cohort: Cohort, form: GatheringForm) -> bool:
    """Arrange what a valid form says, and say so; or say in the form why that cannot be now."""
    try:
        made = services.arrange_gathering(cohort=cohort, by=request.user, uid=form.cleaned_data["uid"], **form.facts)
    except TooOften as refused:
        form.add_error("title", refused.words)
        return False
    messages.success(request, _("The gathering is in the schedule.") + _told(made))
    return True


def _change(request: SignedInRequest, found: Gathering, form: Any) -> tuple[ChangeForm, int]:
    """The form with the status of the page: moved on, or why it stays."""
    said = {"reason": form.cleaned_data["reason"], "expected_sequence": form.cleaned_data["sequence"]}
    try:
        changed = services.change_gathering(gathering=found, by=request.user, **said, **form.facts)
    except EditConflict as conflict:
        return form.meets(conflict.current), 409
    except TooOften as refused:
        form.add_error("title", refused.words)
        return form, 422
    is_new = changed.sequence != found.sequence
    messages.success(request, _("The gathering is changed.") + _told(changed) if is_new else _("Nothing has changed."))
    return form, 302


def _cancel(request: SignedInRequest, found: Gathering, form: CancelForm) -> bool:
    try:
        services.cancel_gathering(gathering=found, by=request.user, reason=form.cleaned_data["reason"])
    except TooOften as refused:
        form.add_error("reason", refused.words)
        return False
    messages.success(request, _("The gathering is cancelled.") + _told(found))
    return True


def _told(gathering: Gathering) -> str:
    """Of what is over nobody is told."""
    return "" if gathering.is_over else " " + _("Everybody in the cohort is told.")
