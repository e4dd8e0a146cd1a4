"""Who is in a cohort and who is invited to it: the trainer writes addresses, sees what was understood, and sends."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from accounts.limits import TooOften
from accounts.requests import SignedInRequest
from cohorts import services
from cohorts.addresses import Guest
from cohorts.models import Cohort, Invitation
from desk.forms.guests import GuestList, GuestsForm
from desk.views.cohorts import header, led
from notices.queries import bounced

ENDED = gettext_lazy("The cohort has ended. Open it again under Settings, and you can invite more people.")


def people(request: SignedInRequest, slug: str) -> HttpResponse:
    """GET shows who is in and who is invited; POST shows what was understood, and with `send` writes to them."""
    cohort = led(request, slug)
    form = GuestsForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"cohort": cohort, "slug": slug, "form": form, **header(cohort, _("People"))}
    listed = GuestList(form, request.user.language) if form.is_bound else None
    if listed:
        if not listed.has_errors and not listed.guests:
            form.add_error("addresses", _("There is no address in this."))
        if "send" in request.POST and listed.is_settled and _send(request, cohort, listed.guests, form):
            return redirect("desk:people", slug=slug)
        describe(listed, services.known_addresses(cohort=cohort))
    context |= {"listed": listed, **_standing(cohort)}
    is_wrong = form.errors or (listed and listed.has_errors)
    return render(request, "desk/people.html", context, status=422 if is_wrong else 200)


def _standing(cohort: Cohort) -> dict[str, Any]:
    """Who is in a cohort and who is invited, and of whom the address takes no mail or who is asked to train."""
    members = list(cohort.memberships.current().select_related("user").order_by("user__name"))
    invitations = list(cohort.invitations.filter(accepted_at=None).select_related("cohort"))
    refused = bounced([*(membership.user.email for membership in members), *(one.email for one in invitations)])
    unanswered = (Invitation.State.WAITING, Invitation.State.EXPIRED)
    return {
        "members": members,
        "invitations": invitations,
        "waiting": sum(one.state in unanswered for one in invitations),
        "refused": refused,
        "asked": _asked(invitations),
    }


def _asked(invitations: Sequence[Invitation]) -> set[str]:
    """The addresses whose holders are asked to train, and have not answered."""
    return {one.email for one in invitations if one.asks_to_train and one.state == Invitation.State.WAITING}


def _send(request: SignedInRequest, cohort: Cohort, guests: Sequence[Guest], form: GuestsForm) -> bool:
    """Invite, and say what came of it; whether the form is done with."""
    try:
        sent = services.invite(cohort=cohort, by=request.user, guests=guests)
        messages.success(request, told(sent))
    except services.NotOpen:
        messages.error(request, ENDED)
    except TooOften as refused:
        form.add_error("addresses", refused.words)
    return not form.errors


def describe(listed: GuestList, known: Mapping[str, str]) -> None:
    """Say in the rows of a list who is in or invited already, as `services.known_addresses` tells."""
    words = {"in": _("in the cohort already"), "waiting": _("invited already"), "declined": _("has said no thank you")}
    if listed.rows:
        listed.rows.note_standing({email: words.get(standing, "") for email, standing in known.items()})


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
def remind(request: SignedInRequest, slug: str) -> HttpResponse:
    """Write once more to all who have not answered."""
    cohort = led(request, slug)
    try:
        reminded = services.remind_invited(cohort=cohort, by=request.user, now=timezone.now())
        messages.success(request, _reminded(len(reminded)))
    except services.NotOpen:
        messages.error(request, ENDED)
    except TooOften as refused:
        messages.error(request, refused.words)
    return redirect("desk:people", slug=slug)


def _reminded(number: int) -> str:
    if not number:
        return _("Everybody who has not answered was written to less than a day ago.")
    words = ngettext("%(number)s reminder is on its way.", "%(number)s reminders are on their way.", number)
    return words % {"number": number}


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
    if sent.unreachable:
        lines.append(_("Mail does not reach these: %(people)s.") % {"people": _listed(sent.unreachable)})
    if sent.already_in:
        lines.append(_("In the cohort already: %(people)s.") % {"people": _listed(sent.already_in)})
    return " ".join(lines)


def _listed(guests: list[Any]) -> str:
    return ", ".join(guest.email for guest in guests)
