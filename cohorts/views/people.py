"""Who is in a cohort, what each offers and asks for, and the ways in and out."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.forms import OwnFieldsForm
from accounts.requests import SignedInRequest
from accounts.resubmission import Resubmittable
from cohorts import services
from cohorts.models import Cohort, Membership
from cohorts.queries import choices_of, membership_in, people_of, place_at, places_of


class OfferForm(Resubmittable, OwnFieldsForm):
    """What somebody offers her cohort and asks of it."""

    resubmits = True

    class Meta:
        model = Membership
        fields = ["offers", "asks"]
        labels = {"offers": gettext_lazy("I can help with"), "asks": gettext_lazy("I want help with")}
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("offers", "asks")}


@login_required
def people(request: SignedInRequest, slug: str) -> HttpResponse:
    """GET shows who is here; POST keeps what one offers and asks for."""
    places = places_of(request.user)
    membership = place_at(places, slug)
    if membership is None:
        raise Http404
    services.choose_place(places=places, chosen=membership)
    form = OfferForm(request.POST or None, instance=membership)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved. Your cohort sees it on this page."))
        return redirect("people", slug=slug)
    # Read anew, since what did not hold stands in the form's own copy.
    people = people_of(membership.cohort, limit=None)
    context = {"cohort": membership.cohort, "choices": choices_of(places), "people": people, "form": form}
    return render(request, "cohorts/people.html", context, status=422 if form.errors else 200)


@login_required
def leave(request: SignedInRequest, slug: str) -> HttpResponse:
    """GET asks whether one means it; POST leaves the cohort."""
    membership = _membership(request, slug)
    if request.method == "POST":
        try:
            services.leave(membership=membership)
        except services.LastTrainer:
            return render(request, "cohorts/leave.html", {"cohort": membership.cohort, "is_last": True}, status=409)
        messages.success(request, _("You have left %(cohort)s.") % {"cohort": membership.cohort.name})
        return redirect("root")
    return render(request, "cohorts/leave.html", {"cohort": membership.cohort})


@login_required
@require_POST
def join_open(request: SignedInRequest, slug: str) -> HttpResponse:
    """Begin a course that is open for self-study."""
    cohort = get_object_or_404(Cohort.objects.open_to(request.user), slug=slug)
    services.join_open(cohort=cohort, user=request.user)
    messages.success(request, _("Welcome to %(cohort)s.") % {"cohort": cohort.name})
    return redirect("root")


def _membership(request: SignedInRequest, slug: str) -> Membership:
    membership = membership_in(request.user, slug)
    if membership is None:
        raise Http404
    return membership
