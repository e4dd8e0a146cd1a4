"""The door of an invitation: who it is for, a code to that address, and the place in the cohort."""

from allauth.account.views import RequestLoginCodeView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from accounts.models import User
from accounts.queries import is_address_of
from cohorts import services
from cohorts.models import Invitation


@sensitive_variables("token")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """GET says what it leads to and to whom; POST takes the next step: a code by mail, the place itself, or, with
    `decline`, no thank you.
    """
    found = get_object_or_404(Invitation.objects.of_link(token).select_related("cohort__organisation"))
    mine = request.user.is_authenticated and is_address_of(request.user, found.email)
    context = {"invitation": found, "cohort": found.cohort, "is_mine": mine}
    if mine and found.state == Invitation.State.ACCEPTED:
        return redirect("root")
    if request.method == "POST":
        try:
            if request.user.is_authenticated:
                return _answer(request, request.user, found)
            return _send_code(request, found)
        except (services.NotForYou, services.NotOpen):
            return render(request, "cohorts/invitation.html", context, status=409)
    return render(request, "cohorts/invitation.html", context)


def _answer(request: HttpRequest, user: User, invitation: Invitation) -> HttpResponse:
    if "decline" in request.POST:
        services.decline_invitation(invitation=invitation, user=user)
        messages.success(request, _("You have said no thank you. Nothing has changed."))
        return redirect("root")
    membership = services.accept_invitation(invitation=invitation, user=user)
    messages.success(request, _("Welcome to %(cohort)s.") % {"cohort": membership.cohort.name})
    return redirect("root")


def _send_code(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Let allauth send the code, as if the address had been written into its own form."""
    services.account_of_invitation(invitation=invitation)
    fields = request.POST.copy()
    fields["email"], fields["next"] = invitation.email.lower(), request.path
    request.POST = fields  # type: ignore[assignment]  # allauth reads the form from here.
    return RequestLoginCodeView.as_view()(request)
