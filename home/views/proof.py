"""What somebody proves who she is with: a second factor, and a recovery phrase."""

from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.forms import PhraseForm
from accounts.limits import TooOften
from accounts.reauthentication import recently_authenticated
from accounts.requests import SignedInRequest
from accounts.seals import Sealed
from accounts.services import WrongPhrase, make_recovery_phrase, unseal, unseal_with_phrase
from accounts.sessions import lacks_second_factor
from home import services
from home.changes import earlier_address, is_proof_of


@login_required
@require_safe
def second_factor(request: SignedInRequest) -> HttpResponse:
    """Why somebody needs a second factor, and the ways to get or to show one; who has shown it goes on."""
    onward = get_next_redirect_url(request) or "/"
    if not lacks_second_factor(request):
        return redirect(onward)
    day = request.user.second_factor_from
    context = {
        "day": day,
        "is_due": bool(day and day <= localdate()),
        "has_one": is_mfa_enabled(request.user),
        "onward": onward,
    }
    return render(request, "account/second_factor.html", context)


@login_required
@recently_authenticated
def recovery_phrase(request: SignedInRequest) -> HttpResponse:
    """GET says what a recovery phrase is for; POST makes one and shows it, this once."""
    context: dict[str, object] = {
        "has_one": bool(request.user.recovery_digest),
        "is_sealed": request.user.sealed_at is not None,
    }
    if request.method == "POST":
        try:
            context["phrase"] = make_recovery_phrase(person=request.user)
        except Sealed:
            messages.error(request, _("Prove first who you are. Until then no new phrase can be made."))
            return redirect("recovery_phrase")
    return render(request, "account/recovery_phrase.html", context)


@login_required
def proof(request: SignedInRequest) -> HttpResponse:
    """GET shows the ways to open a closed journal; POST takes one of them."""
    person, form = request.user, PhraseForm(request.POST if "phrase" in request.POST else None)
    if person.sealed_at is None:
        return redirect("journals:journal")
    if request.method == "POST" and not form.is_bound:
        return _take_way(request)
    if form.is_valid():
        try:
            unseal_with_phrase(person=person, phrase=form.cleaned_data["phrase"])
            return _opened(request)
        except WrongPhrase:
            form.add_error("phrase", _("That is not your phrase. Look for signs that were read as others."))
        except TooOften:
            form.add_error("phrase", TooOften.words)
    factors = Authenticator.objects.filter(user=person, created_at__lt=person.sealed_at)
    context = {"form": form, "has_factor": factors.exists(), "address": _masked(earlier_address(person))}
    return render(request, "account/proof.html", context, status=422 if form.errors else 200)


@login_required
def proof_by_mail(request: SignedInRequest, token: str) -> HttpResponse:
    """GET shows one button and changes nothing, since mail programs follow links; POST opens the journal."""
    is_proof = request.user.sealed_at is not None and is_proof_of(request.user, token)
    if is_proof and request.method == "POST":
        unseal(person=request.user)
        return _opened(request)
    return render(request, "account/proof_by_mail.html", {"is_proof": is_proof}, status=200 if is_proof else 404)


def _take_way(request: SignedInRequest) -> HttpResponse:
    if "anew" in request.POST:
        services.begin_anew(person=request.user)
        messages.success(request, _("Your journal is new and empty. What was closed is deleted, unread."))
        return redirect("journals:journal")
    try:
        services.send_proof(person=request.user)
        messages.success(request, _("A link is on its way to your earlier address. It works for a day."))
    except services.NoEarlierAddress:
        messages.error(request, _("No earlier address is known. Choose another way."))
    return redirect("proof")


def _opened(request: SignedInRequest) -> HttpResponse:
    messages.success(request, _("Your journal is open again."))
    return redirect("journals:journal")


def _masked(address: str) -> str:
    """Enough of an address for its owner to know it."""
    name, _at, domain = address.partition("@")
    return f"{name[:1]}…@{domain}" if address else ""
