"""The schedule of a cohort, and the calendars that read it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest, back
from cohorts import services
from cohorts.calendars import as_calendar
from cohorts.feeds import feed_token, owner_of
from cohorts.models import Gathering
from cohorts.queries import choices_of, membership_in, place_at, places_of
from cohorts.schedules import schedule_of, schedules_of


@login_required
@require_safe
def schedule(request: SignedInRequest, slug: str) -> HttpResponse:
    """When things happen in a cohort, and the address that a calendar of one's own reads."""
    places = places_of(request.user)
    membership = place_at(places, slug)
    if membership is None:
        raise Http404
    services.choose_place(places=places, chosen=membership)
    found = schedule_of(membership, get_language())
    address = request.build_absolute_uri(reverse("calendar", args=[feed_token(request.user)]))
    context = {
        "schedule": found,
        "choices": choices_of(places),
        "cohort": membership.cohort,
        "gatherings": found.to_come(timezone.now()),
        "held": found.held(timezone.now()),
        "address": address,
        # Calendar programs open this one by themselves.
        "subscription": "webcal://" + address.partition("://")[2],
    }
    return render(request, "cohorts/schedule.html", context)


@login_required
@require_POST
def absence(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Say that one cannot come to a gathering, or with `undo` that one can after all."""
    visible = Gathering.objects.visible_to(request.user)
    gathering = get_object_or_404(visible, pk=pk, cohort__slug=slug)
    is_absent = "undo" not in request.POST
    if not services.note_absence(gathering=gathering, user=request.user, is_absent=is_absent):
        messages.info(request, _("That gathering is over or was cancelled."))
    elif is_absent:
        messages.success(request, _("The trainers see that you cannot come."))
    else:
        messages.success(request, _("Good, you are expected."))
    return back(request, reverse("schedule", args=[slug]))


@login_required
@require_POST
def renew_feed(request: SignedInRequest, slug: str) -> HttpResponse:
    """Give one's calendar a new address, from the schedule of a cohort."""
    if membership_in(request.user, slug) is None:
        raise Http404
    services.renew_feed(user=request.user)
    messages.success(
        request,
        _(
            "Your calendar has a new address. The old one has stopped working. "
            "Put the new one into your calendar program."
        ),
    )
    return redirect("schedule", slug=slug)


@sensitive_variables("token")
@require_safe
def calendar(request: SignedInRequest, token: str) -> HttpResponse:
    """A person's schedules for a calendar program, which does not sign in: the address is the key."""
    owner = owner_of(token)
    if owner is None:
        raise Http404
    with override(owner.language):
        schedules = schedules_of(owner, owner.language)
        content = as_calendar(schedules, request.build_absolute_uri("/").rstrip("/"))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="gnista.ics"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
