"""A gathering with the conversation that belongs to it: notes and what was decided."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from cohorts.models import Gathering, Membership
from cohorts.queries import absent_from
from discussions import services
from discussions.models import Thread
from discussions.queries import used_by
from discussions.views.threads import at_post, empty_context, say, thread_context


@login_required
@require_safe
def open_gathering(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a gathering in the reader's language; what notices and calendars link to."""
    found = get_object_or_404(Gathering.objects.visible_to(request.user).select_related("cohort"), pk=pk)
    return redirect("discussions:gathering", slug=found.cohort.slug, pk=pk)


@login_required
def gathering(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """GET shows when and where, and the conversation; POST posts there, and begins it where nobody has written."""
    leads = Membership.objects.trainers().filter(cohort=OuterRef("cohort"), user=request.user)
    visible = Gathering.objects.visible_to(request.user).with_absence_of(request.user).select_related("cohort")
    visible = visible.annotate(leads=Exists(leads), used=used_by(request.user.pk))
    found: Any = get_object_or_404(visible, pk=pk, cohort__slug=slug)
    talks = Thread.objects.select_related("cohort").annotate(used=used_by(request.user.pk))
    thread, form = talks.filter(gathering=found).first(), None
    if request.method == "POST":
        form, post = say(request, thread or (lambda: services.thread_of_gathering(gathering=found)))
        if post:
            return redirect(at_post(reverse("discussions:gathering", args=[slug, pk]), post.pk))
    context: dict[str, Any] = {"gathering": found, "absent": absent_from(found) if found.leads else ()}
    if thread:
        context |= thread_context(request, thread, form)
    else:
        context |= empty_context(request, Thread(cohort=found.cohort, gathering=found), found, form)
    return render(request, "discussions/gathering.html", context, status=422 if form else 200)
