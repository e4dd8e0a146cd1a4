"""The front door: welcome page, start page, pages of the tree, and the choice of a language."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe
from wagtail import hooks
from wagtail.models import Page
from wagtail.views import serve

from accounts.forms import NameForm
from accounts.middleware import set_language_cookie
from accounts.requests import SignedInRequest
from accounts.services import choose_language
from cohorts.models import Cohort
from cohorts.queries import choices_of, gatherings_ahead, invitations_of
from discussions.queries import latest_threads, news_in
from home.models import HomePage
from home.queries import own_training
from home.routing import find_page, renamed_page, url_in_language
from notices.queries import unread_notices


def front(request: HttpRequest, page: HomePage) -> HttpResponse:
    return start(cast(SignedInRequest, request), page) if request.user.is_authenticated else welcome(request, page)


def welcome(request: HttpRequest, page: HomePage) -> HttpResponse:
    return render(request, "home/welcome.html", {"page": page})


def start(request: SignedInRequest, page: HomePage) -> HttpResponse:
    """The one next thing first, then the path and the cohort; for a trainer, her cohorts first."""
    user, language = request.user, get_language()
    training = own_training(user, language)
    membership = training.membership
    context = {
        "page": page,
        "invitations": invitations_of(user),
        "name_form": None if user.has_chosen_name else NameForm(instance=user),
        "training": training,
        "current": training.current,
        "membership": membership,
        "choices": choices_of(list(training.places), news_in(list(training.places))),
        "gatherings": gatherings_ahead(user, timezone.now(), limit=2),
        "notices": unread_notices(user),
        "threads": latest_threads(membership, language, limit=3) if membership else [],
        # Asked only of those who may have it: a permission costs a query.
        # Whoever has something to go on with is not led away from it.
        "open_cohorts": [] if training.has_more else list(Cohort.objects.open_to(user)),
        "edits": (training.led or user.is_superuser) and user.has_perm("wagtailadmin.access_admin"),
    }
    return render(request, "home/start.html", context)


def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a page of the site, found in one query where Wagtail would walk the tree a query per level."""
    page = find_page(path, get_language())
    if page is not None:
        vars(request)["_wagtail_route_for_request"] = (page, [], {})
    elif renamed := renamed_page(request):
        return _lead_to(request, renamed)
    return serve(request, path)


def _lead_to(request: HttpRequest, page: Page) -> HttpResponse:
    """From an old address to a page, with what a form sends: only whoever may see the page learns where it is."""
    for gate in hooks.get_hooks("before_serve_page"):
        kept_out = gate(page, request, [], {})
        if isinstance(kept_out, HttpResponse):
            return kept_out
    query = request.META["QUERY_STRING"]
    return redirect(page.get_url(request) + (f"?{query}" if query else ""), preserve_request=True)


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Change the language and stay on the same page."""
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    here = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(here, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        here = "/"
    response = redirect(url_in_language(here, language))
    set_language_cookie(response, language)
    if request.user.is_authenticated:
        choose_language(user=request.user, language=language)
    return response


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """Lead to the start page in the reader's language."""
    language = request.user.language if request.user.is_authenticated else get_language()
    return redirect(f"/{language}/")
