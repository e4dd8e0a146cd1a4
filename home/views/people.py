"""A person's data as a site manager looks after it: what is kept, never what it says."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.forms import ErasureForm
from accounts.models import User
from accounts.reauthentication import recently_authenticated
from accounts.requests import SignedInRequest
from accounts.services import DAYS_TO_THINK, activate, cancel_erasure, deactivate
from home import services
from home.contracts import leaving_of


@recently_authenticated
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET shows what is kept of a person; POST does one of the things that a site manager may do with her account."""
    if not request.user.is_superuser:
        raise Http404
    found = get_object_or_404(User.objects.filter(erased_at=None), pk=pk)
    form = ErasureForm(request.POST if "erase" in request.POST else None)
    leaving = leaving_of(found)
    if request.method == "POST" and not (form.is_bound and (leaving.obstacles or not form.is_valid())):
        messages.success(request, _do(request, found, form))
        return redirect("person", pk=pk)
    context = {
        "person": found,
        "leaving": leaving,
        "form": form,
        "day": localdate() + DAYS_TO_THINK,
        "events": found.account_events.select_related("by")[:20],
        "page_title": _("Account and data"),
        "header_icon": "user",
        "breadcrumbs_items": [
            {"url": reverse("wagtailusers_users:index"), "label": _("People")},
            {"url": reverse("wagtailusers_users:edit", args=[pk]), "label": str(found)},
            {"url": "", "label": _("Account and data")},
        ],
    }
    return render(request, "home/person.html", context, status=409 if form.is_bound else 200)


def _do(request: SignedInRequest, person: User, form: ErasureForm) -> str:
    """Do what was pressed, and say what it was."""
    by = request.user
    if "export" in request.POST:
        services.request_export(person=person, by=by)
        return _("The copy is being made. Its owner gets a mail when it is ready; nobody else can fetch it.")
    if "rest" in request.POST and person != by:
        deactivate(person=person, by=by)
        return _("The account is resting.")
    if "activate" in request.POST:
        activate(person=person, by=by)
        return _("The account is open again.")
    if "cancel" in request.POST:
        cancel_erasure(person=person, by=by)
        return _("The account stays as it is.")
    if form.is_bound:
        services.plan_erasure(person=person, by=by, keeps_texts=form.keeps_texts, today=localdate())
        return _("The account will be erased. Its owner has been told by mail.")
    return _("Nothing was changed.")
