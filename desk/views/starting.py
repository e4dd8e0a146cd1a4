"""One form starts a cohort: what it is, who trains it, and pasted addresses; it shows what it read before it sends."""

from collections.abc import Sequence
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.groups import EDITORS
from accounts.limits import TooOften
from accounts.models import User
from accounts.requests import SignedInRequest
from cohorts.addresses import Guest
from cohorts.models import Cohort, Membership
from cohorts.services import NotOpen, start_cohort
from desk.forms.cohorts import StartForm
from desk.forms.guests import GuestList
from desk.views.cohorts import page_header
from desk.views.people import describe, told


def may_start(user: User) -> bool:
    """Whether somebody may start cohorts: who trains one, who writes courses, and site managers."""
    trains = Membership.objects.trainers().filter(user=user)
    return user.is_superuser or trains.exists() or user.groups.filter(name=EDITORS).exists()


def start(request: SignedInRequest) -> HttpResponse:
    """GET shows the form; POST shows what was understood, and with `send` starts the cohort."""
    if not may_start(request.user):
        raise Http404
    form = StartForm(request.POST or None, request.FILES or None, by=request.user, initial={"submission_id": uuid4()})
    listed = GuestList(form, request.user.language) if form.is_bound else None
    if listed and not listed.has_errors:
        form.need_trainer(listed.guests)
        may_send = "send" in request.POST and listed.is_settled and not form.errors
        if may_send and (cohort := _start(request, form, listed.guests)):
            return redirect("desk:people", slug=cohort.slug)
        known = {person.email.lower(): "waiting" for person in form.cleaned_data.get("trainers", ())}
        known[request.user.email.lower()] = "" if request.user.is_superuser else "in"
        describe(listed, known)
    trail = [{"url": reverse("desk:desk"), "label": _("My cohorts")}]
    context = {"form": form, "listed": listed, **page_header(_("Start a cohort"), trail)}
    is_wrong = form.errors or (listed and listed.has_errors)
    return render(request, "desk/start.html", context, status=422 if is_wrong else 200)


def _start(request: SignedInRequest, form: StartForm, guests: Sequence[Guest]) -> Cohort | None:
    try:
        cohort, sent = start_cohort(**form.facts, guests=guests, by=request.user)
    except TooOften as refused:
        form.add_error("addresses", refused.words)
        return None
    except NotOpen:
        form.add_error("name", _("This was sent before, and the cohort that it started has ended. Begin a new one."))
        return None
    started = _("%(cohort)s is started.") % {"cohort": cohort.name}
    messages.success(request, f"{started} {told(sent)}")
    return cohort
