"""A text that is sent after its author was signed out is shown again, and never thrown away."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as refused

# The name of the field that people write in, everywhere.
TEXT = "text"


def signed_in_or_kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Like Django's `login_required`, but a text on its way is shown on the page that leads to the sign-in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return view(request, *args, **kwargs) if request.user.is_authenticated else sign_in_first(request)

    return guarded


def is_hers(request: HttpRequest) -> bool:
    """Whether a text that is saved by itself was written by whoever is signed in now: `owner` says whose it is."""
    return request.POST.get("owner") == str(request.user.pk)


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in; a text on its way is shown first, and can be sent again afterwards."""
    if TEXT not in request.POST:
        return redirect_to_login(request.get_full_path())
    return _keep(request, _("You were signed out while you wrote."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form whose token is of an earlier sign-in; a text in it is shown and can be sent again.

    Only to a form of this site: what another site sends must not come back with a token of ours.
    """
    if TEXT not in request.POST or not _comes_from_here(request):
        return refused(request, reason=reason)
    return _keep(request, _("You have signed in again since this page was opened."))


def _comes_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a form stood on a page of this site. One that says nothing is not believed."""
    origin = request.headers.get("Origin")
    if origin is None:
        return request.headers.get("Sec-Fetch-Site") == "same-origin"
    return origin in (f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS)


def _keep(request: HttpRequest, why: str) -> HttpResponse:
    if "autosave" in request.POST:
        told = {"error": f"{why} {_('Your text is kept on this device.')}"}
        if not request.user.is_authenticated:
            told |= {"link": redirect_to_login(request.path).url, "link_text": _("Sign in")}
        elif not is_hers(request):
            # Whoever is signed in now must not get the text of whoever wrote it.
            return JsonResponse({"error": _("Somebody else has signed in on this device.")}, status=403)
        return JsonResponse({**told, "token": get_token(request)}, status=403)
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in (TEXT, "csrfmiddlewaretoken")
    ]
    context = {"why": why, "text": request.POST[TEXT], "fields": fields}
    return render(request, "account/kept.html", context, status=403)
