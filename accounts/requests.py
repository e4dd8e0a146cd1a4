"""The request as views behind the sign-in get it, and the way back to where it came from."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import User


class SignedInRequest(HttpRequest):
    """A request behind `login_required`, the gate of a course or the door of the CMS: somebody is signed in."""

    user: User


def back(request: HttpRequest, default: str, anchor: str = "") -> HttpResponse:
    """To the page that a press came from, or to another when it says none of ours."""
    here = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        here, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect((here if is_ours and here.startswith("/") else default) + anchor)
