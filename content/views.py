"""How a text will look, and the pictures and files of the course."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.documents.views.serve import serve

from accounts.limits import TooOften, spend
from accounts.requests import SignedInRequest
from content.queries import is_on_an_open_page, picture_of
from content.sending import ASKED_ANEW, handed_over, private, send_picture
from content.text import ENTRY_LIMIT, normalise, render


@login_required
@require_POST
def preview(request: SignedInRequest) -> HttpResponse:
    """A text as it will look. Nothing is saved; what stands in the way is told in plain words, for the page to show."""
    try:
        spend(user=request.user, action="look")
    except TooOften as refused:
        return HttpResponse(refused.words, status=429, content_type="text/plain; charset=utf-8")
    text = normalise(request.POST.get("text", ""))
    if len(text) > ENTRY_LIMIT:
        told = _("The text is too long to be shown.")
        return HttpResponse(told, status=422, content_type="text/plain; charset=utf-8")
    return HttpResponse(render(text))


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture of the course for people with an account, and for visitors where it stands on a page open to them."""
    if not request.user.is_authenticated:
        picture = picture_of(name)
        if picture is None or not is_on_an_open_page(picture, request):
            return redirect_to_login(request.get_full_path())
    return send_picture(request, name)


@require_safe
def document(request: HttpRequest, pk: str, name: str) -> HttpResponseBase:
    """A file of the course; the CMS asks who may have it (`content/wagtail_hooks.py`)."""
    response = serve(request, pk, name)
    if response.status_code not in (200, 304):
        return response
    if settings.MEDIA_ACCEL and response.status_code == 200:
        response = handed_over(response, f"documents/{name}")
    return private(response, ASKED_ANEW)
