"""A change to an account that somebody else asked for: what a site manager asks, and what its owner answers."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from accounts.forms import AddressForm
from accounts.models import AccountChange, User
from accounts.numbers import row_number
from accounts.reauthentication import recently_authenticated
from accounts.requests import SignedInRequest
from accounts.services import AddressTaken, confirm_change, stop_change
from home import services
from home.changes import change_of_token


def account_change(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what was asked for; POST says yes or no to it, also without a sign-in: whoever reads her mail may."""
    change = change_of_token(token)
    language = change.person.language if change else get_language()
    with override(language):
        if change and "confirm" in request.POST:
            change = confirm_change(change=change, now=timezone.now())
            services.tell_settled(change=change)
        elif change and "stop" in request.POST:
            change = stop_change(change=change, now=timezone.now())
        response = render(request, "home/account_change.html", {"change": change}, status=200 if change else 404)
        response.headers["Content-Language"] = get_language()
    return response


@recently_authenticated
def sign_in_of_person(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET shows how somebody signs in; POST asks for a new address or the end of her factors, or takes that back."""
    if not request.user.is_superuser:
        raise Http404
    person = get_object_or_404(User.objects.filter(erased_at=None), pk=pk)
    form = AddressForm(request.POST if "address" in request.POST else None)
    if request.method == "POST" and (done := _do(request, person, form)):
        messages.success(request, done)
        return redirect("sign_in_of_person", pk=pk)
    context = {
        "person": person,
        "form": form,
        "changes": person.changes.select_related("asked_by")[:10],
        "has_factors": is_mfa_enabled(person),
        "page_title": _("Signing in"),
        "header_icon": "key",
        "breadcrumbs_items": [
            {"url": reverse("wagtailusers_users:index"), "label": _("People")},
            {"url": reverse("wagtailusers_users:edit", args=[pk]), "label": str(person)},
            {"url": "", "label": _("Signing in")},
        ],
    }
    return render(request, "home/sign_in_of_person.html", context, status=422 if form.errors else 200)


def _do(request: SignedInRequest, person: User, form: AddressForm) -> str:
    """Do what was pressed, and say what it was; with what is in the way beside its field, nothing."""
    if "stop" in request.POST:
        change = get_object_or_404(person.changes, pk=row_number(request.POST["stop"]))
        stop_change(change=change, now=timezone.now())
        return _("The change is taken back.")
    if form.is_bound and not form.is_valid():
        return ""
    kind = AccountChange.Kind.ADDRESS if form.is_bound else AccountChange.Kind.FACTORS
    email = form.cleaned_data["email"] if form.is_bound else ""
    try:
        change = services.ask_for_change(person=person, by=request.user, kind=kind, email=email, now=timezone.now())
    except AddressTaken:
        form.add_error("email", _("Somebody else signs in with this address."))
        return ""
    if change.settled_at:
        return _("Done at once, since nobody has signed in to the account yet.")
    return _("The owner of the account has been told by mail, and can say yes or stop it.")
