"""A trainer's cohort as a whole: what it shows now, and what holds for it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.forms import OwnFieldsForm
from accounts.kept import Kept
from accounts.requests import SignedInRequest
from cohorts import services
from cohorts.models import Cohort
from desk.signs import signs_of
from desk.views import page_header


class SettingsForm(Kept, OwnFieldsForm):
    keeps = True

    class Meta:
        model = Cohort
        fields = ["name", "organisation", "is_open", "readable_months"]


@require_safe
def now(request: SignedInRequest, slug: str) -> HttpResponse:
    """What a cohort shows now."""
    cohort = led(request, slug)
    context = {
        "cohort": cohort,
        "slug": slug,
        "signs": signs_of(cohort, timezone.now()),
        **header(cohort, _("Right now")),
    }
    return render(request, "desk/now.html", context)


def settings(request: SignedInRequest, slug: str) -> HttpResponse:
    """GET shows what holds for a cohort; POST keeps it; `end` and `reopen` end it and take that back."""
    cohort = led(request, slug)
    form = SettingsForm(request.POST or None, instance=cohort)
    if "reopen" in request.POST:
        services.reopen(cohort=cohort)
        messages.success(request, _("The cohort is open again."))
        return redirect("desk:settings", slug=slug)
    if form.is_valid():
        form.save()
        is_over = "end" in request.POST
        if is_over or cohort.ended_on:
            services.end_cohort(cohort=cohort, today=timezone.localdate())
        messages.success(request, _("The cohort has ended.") if is_over else _("The settings are saved."))
        return redirect("desk:settings", slug=slug)
    context = {"cohort": cohort, "slug": slug, "form": form, **header(cohort, _("Settings"))}
    return render(request, "desk/settings.html", context, status=422 if form.errors else 200)


def led(request: SignedInRequest, slug: str) -> Cohort:
    return get_object_or_404(Cohort.objects.led_by(request.user), slug=slug)


def header(cohort: Cohort, title: str) -> dict[str, Any]:
    trail = [
        {"url": reverse("desk:desk"), "label": _("My cohorts")},
        {"url": reverse("desk:now", args=[cohort.slug]), "label": cohort.name},
    ]
    return page_header(title, trail)
