"""The door of an invitation: who it is for, a code to that address, and the place in the cohort."""

from allauth.account.views import RequestLoginCodeView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.queries import is_address_of
from accounts.requests import SignedInRequest
from cohorts import services
from cohorts.models import Invitation
from cohorts.receivers import DOOR
from courses.queries import offered_course


@sensitive_variables("token")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """GET says what it leads to and to whom; POST takes the next step: a code by mail, the place itself, or, with
    `decline`, no thank you.
    """
    known = Invitation.objects.select_related("cohort__organisation", "sent_by")
    found = known.of_link(token).first()
    if found is None:
        replaced = get_object_or_404(known.of_replaced_link(token))
        return render(request, "cohorts/invitation_over.html", {"invitation": replaced, "state": "replaced"})
    mine = request.user.is_authenticated and is_address_of(request.user, found.email)
    if mine and found.state == Invitation.State.ACCEPTED:
        return redirect("root")
    if request.method == "POST":
        try:
            if request.user.is_authenticated:
                return _answer(request, request.user, found)
            return _send_code(request, found)
        except (services.NotForYou, services.NotOpen):
            return _door(request, found, mine, status=409)
    return _door(request, found, mine)


@login_required
@require_POST
def answer_invitation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a place that waits for who is signed in, or say no thank you: without the link, on the start page."""
    found = get_object_or_404(Invitation.objects.of_person(request.user).select_related("cohort"), pk=pk)
    try:
        return _answer(request, request.user, found)
    except services.NotOpen:
        return _door(request, found, True, status=409)


def _door(request: HttpRequest, invitation: Invitation, is_mine: bool, status: int = 200) -> HttpResponse:
    if invitation.state != Invitation.State.WAITING:
        context = {"invitation": invitation, "state": invitation.state}
        return render(request, "cohorts/invitation_over.html", context, status=status)
    cohort = invitation.cohort
    context = {"invitation": invitation, "cohort": cohort, "is_mine": is_mine}
    if is_mine or not request.user.is_authenticated:
        context |= offered_course(cohort.course_key, request.LANGUAGE_CODE, invitation.role)
    return render(request, "cohorts/invitation.html", context, status=status)


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
    request.session[DOOR] = invitation.pk
    fields = request.POST.copy()
    fields["email"], fields["next"] = invitation.email.lower(), request.path
    request.POST = fields  # type: ignore[assignment]  # allauth reads the form from here.
    return RequestLoginCodeView.as_view()(request)
