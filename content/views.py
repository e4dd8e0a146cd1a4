"""How a text will look."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.limits import TooOften, spend
from accounts.requests import SignedInRequest
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
