"""One search over everything that a person may see."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from accounts.room import Asked
from home.contracts import groups_of, kinds


@login_required
@require_safe
def search(request: SignedInRequest) -> HttpResponse:
    """What holds every word of `q`: the first of each kind, or all of one `kind`, page by page."""
    asked = Asked.of(request)
    kind = next((kind for kind in kinds() if kind.name == request.GET.get("kind")), None)
    found = kind.find(asked) if kind and asked.query else None
    groups = groups_of(asked) if asked.query and not kind else []
    return render(request, "home/search.html", {"asked": asked, "kind": kind, "found": found, "groups": groups})
