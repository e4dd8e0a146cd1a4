"""What somebody meets whose session ended while she wrote, or who did something too often."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.csrf import csrf_failure as refused

from accounts.limits import TOO_OFTEN
from accounts.requests import SignedInRequest
from accounts.resubmission import keep, kept_under, waiting_of

AUTOSAVE = "autosave"
SIGNED_OUT = gettext_lazy("You were signed out while you wrote.")
SIGNED_IN_AGAIN = gettext_lazy("You have signed in again since this page was opened.")


@login_required
def resubmit(request: SignedInRequest, token: UUID) -> HttpResponse:
    """What was typed before the session ended, to be sent again where it was going."""
    waiting = kept_under(token, request.user.pk)
    if waiting is None:
        raise Http404
    return render(request, "account/resubmit.html", {"waiting": waiting, "token": token})


def signed_out(request: HttpRequest) -> HttpResponse | None:
    """The answer to what somebody sends who is signed out, if it is kept; None otherwise."""
    if AUTOSAVE in request.POST:
        return _told(request, str(SIGNED_OUT))
    if not request.accepts("text/html"):
        return _told_to_the_cms()
    waiting = waiting_of(request)
    token = keep(waiting) if waiting else None
    if token is None:
        return None
    messages.info(request, _("You were signed out while you wrote. Sign in, and what you wrote is here again."))
    return redirect_to_login(reverse("resubmit", args=[token]))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form whose token is of an earlier sign-in: what is kept can be sent again, by the same person.

    Only to a form of this site: what another site sends must not come back with a token of ours.
    """
    if not _comes_from_here(request):
        return refused(request, reason=reason)
    if not request.user.is_authenticated:
        return signed_out(request) or refused(request, reason=reason)
    if AUTOSAVE in request.POST:
        return _told(request, str(SIGNED_IN_AGAIN))
    if not request.accepts("text/html"):
        return _told_to_the_cms()
    waiting = waiting_of(request)
    token = keep(waiting) if waiting and waiting.owner == request.user.pk else None
    if token is None:
        return refused(request, reason=reason)
    messages.info(request, SIGNED_IN_AGAIN)
    return redirect("resubmit", token=token)


def too_often(request: HttpRequest) -> HttpResponse:
    """The answer to what was done too often; a text that saves itself is sent again by its page."""
    if AUTOSAVE in request.POST:
        return JsonResponse({"error": str(TOO_OFTEN)}, status=429)
    return render(request, "429.html", status=429)


def sealed(request: HttpRequest) -> HttpResponse:
    """The answer to whoever wants texts that are closed to her; one that saves itself stays where it is."""
    if AUTOSAVE in request.POST:
        return JsonResponse({"error": _("Your journal is closed until you prove that you are you.")}, status=403)
    return redirect("proof")


def _comes_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a form stood on a page of this site. One that says nothing is not believed."""
    origin = request.headers.get("Origin")
    if origin is None:
        return request.headers.get("Sec-Fetch-Site") == "same-origin"
    return origin in (f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS)


def _told_to_the_cms() -> HttpResponse:
    """The answer to a page of the CMS that saves itself, in the shape that its script shows."""
    words = _("You were signed out while you wrote. Press save: everything is kept while you sign in.")
    return JsonResponse({"success": False, "error_code": "validation_error", "error_message": words}, status=403)


def _told(request: HttpRequest, why: str) -> HttpResponse:
    """The answer to a text that is saved by itself: it stays on its device until its author is signed in again."""
    kept_here = _("Your text is kept on this device.")
    told = {"error": f"{why} {kept_here}"}
    if not request.user.is_authenticated:
        told |= {"link": redirect_to_login(request.path).url, "link_text": _("Sign in")}
    elif request.POST.get("owner") != str(request.user.pk):
        # Whoever is signed in now must not get the text of whoever wrote it.
        return JsonResponse({"error": _("Somebody else has signed in on this device.")}, status=403)
    return JsonResponse({**told, "token": get_token(request)}, status=403)
