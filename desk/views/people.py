"""Who is in a cohort and who is invited to it: the trainer writes addresses, sees what was understood, and sends."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from accounts.limits import TooOften
from accounts.requests import SignedInRequest
from cohorts import services
from cohorts.addresses import Guest, understand
from cohorts.models import Cohort, Invitation, Membership
from desk.forms.cohorts import GuestsForm
from desk.views.cohorts import header, led
from notices.queries import bounced

ENDED = gettext_lazy("The cohort has ended. Open it again under Settings, and you can invite more people.")


def people(request: SignedInRequest, slug: str) -> HttpResponse:
    """GET shows who is in and who is invited; POST shows what was understood, and with `send` writes to them."""
    cohort = led(request, slug)
    form = GuestsForm(request.POST or None)
    context: dict[str, Any] = {"cohort": cohort, "slug": slug, "form": form, **header(cohort, _("People"))}
    if form.is_bound and form.is_valid():
        understood = understand(form.cleaned_data["addresses"])
        if "send" in request.POST and _send(request, cohort, understood.guests, form):
            return redirect("desk:people", slug=slug)
        known = services.known_addresses(cohort=cohort)
        context |= {"understood": understood, "guests": in_words(understood.guests, known)}
    members = list(cohort.memberships.current().select_related("user").order_by("user__name"))
    invitations = list(cohort.invitations.filter(accepted_at=None))
    refused = bounced([*(membership.user.email for membership in members), *(one.email for one in invitations)])
    context |= {"members": members, "invitations": invitations, "refused": refused, "asked": _asked(invitations)}
    return render(request, "desk/people.html", context, status=422 if form.errors else 200)


def _asked(invitations: Sequence[Invitation]) -> set[str]:
    """The addresses whose holders are asked to train, and have not answered."""
    return {one.email for one in invitations if one.asks_to_train and one.state == Invitation.State.WAITING}


def _send(request: SignedInRequest, cohort: Cohort, guests: Sequence[Guest], form: GuestsForm) -> bool:
    """Invite, and say what came of it; whether the form is done with."""
    try:
        sent = services.invite(cohort=cohort, by=request.user, guests=guests)
        messages.success(request, told(sent) or _("No address could be read, so no invitation is sent."))
    except services.NotOpen:
        messages.error(request, ENDED)
    except TooOften as refused:
        form.add_error("addresses", refused.words)
    return not form.errors


def in_words(guests: Sequence[Guest], known: Mapping[str, str]) -> list[tuple[Guest, str, str]]:
    """Each with her role in words, and whether she is in or invited already, as `services.known_addresses` tells."""
    roles = dict(Membership.Role.choices)
    words = {"in": _("in the cohort already"), "waiting": _("invited already"), "declined": _("has said no thank you")}
    return [(one, str(roles[one.role]), words.get(known.get(one.email.lower(), ""), "")) for one in guests]


@require_POST
def renew(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    invitation = _invitation(request, slug, pk)
    try:
        services.renew_invitation(invitation=invitation, by=request.user)
        messages.success(request, _("A new invitation is on its way to %(email)s.") % {"email": invitation.email})
    except services.NotOpen:
        messages.error(request, ENDED)
    except TooOften as refused:
        messages.error(request, refused.words)
    return redirect("desk:people", slug=slug)


@require_POST
def withdraw(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    invitation = _invitation(request, slug, pk)
    services.withdraw_invitation(invitation=invitation)
    messages.success(request, _("The invitation to %(email)s is taken back.") % {"email": invitation.email})
    return redirect("desk:people", slug=slug)


def _invitation(request: SignedInRequest, slug: str, pk: int) -> Invitation:
    own = Invitation.objects.led_by(request.user).select_related("cohort")
    return get_object_or_404(own, pk=pk, cohort__slug=slug, accepted_at=None)


def told(sent: services.Sent) -> str:
    """What became of a list of guests, in words; empty for an empty list."""
    lines = []
    if sent.invited:
        words = ngettext(
            "%(number)s invitation is on its way.", "%(number)s invitations are on their way.", len(sent.invited)
        )
        lines.append(words % {"number": len(sent.invited)})
    if sent.waiting:
        lines.append(_("Invited before and not written to again: %(people)s.") % {"people": _listed(sent.waiting)})
    if sent.declined:
        told_of = {"people": _listed(sent.declined)}
        lines.append(_("Said no thank you before and not written to again: %(people)s.") % told_of)
    if sent.already_in:
        lines.append(_("In the cohort already: %(people)s.") % {"people": _listed(sent.already_in)})
    return " ".join(lines)


def _listed(guests: list[Any]) -> str:
    return ", ".join(guest.email for guest in guests)
