"""The front door: welcome page, start page, a person's settings, and the doors of the site."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.views import serve

from accounts.forms import ProfileForm
from accounts.middleware import set_language_cookie
from accounts.services import choose_language
from cohorts.models import Cohort
from discussions.queries import latest_threads
from home.models import HomePage
from home.queries import own_training
from home.routing import find_page, url_in_language
from notices.queries import unread_notices


def front(request: HttpRequest, page: HomePage) -> HttpResponse:
    return start(request, page) if request.user.is_authenticated else welcome(request, page)


def welcome(request: HttpRequest, page: HomePage) -> HttpResponse:
    return render(request, "home/welcome.html", {"page": page})


def start(request: HttpRequest, page: HomePage) -> HttpResponse:
    """The one next thing first, then the path and the cohort; for a trainer, her cohorts first."""
    user, language = request.user, get_language()
    training = own_training(user, language)
    place = training.place
    context = {
        "page": page,
        "training": training,
        "current": training.current,
        "place": place,
        "notices": unread_notices(user),
        "threads": latest_threads(place, language, limit=3) if place else [],
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
        request._wagtail_route_for_request = (page, [], {})
    return serve(request, path)


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """What a person says about herself, and the way to her sign-in settings."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        user = form.save()
        with override(user.language):
            messages.success(request, _("Your details are saved."))
            response = redirect(reverse("profile"))
        set_language_cookie(response, user.language)
        return response
    return render(request, "home/profile.html", {"form": form}, status=422 if form.errors else 200)


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


def root(request: HttpRequest) -> HttpResponse:
    """Lead to the start page in the reader's language."""
    language = request.user.language if request.user.is_authenticated else get_language()
    return redirect(f"/{language}/")


def cms_login(request: HttpRequest) -> HttpResponse:
    """The CMS's way to the one door. For somebody who is signed in already and has no business there: a 404."""
    if request.user.is_authenticated:
        raise Http404
    return redirect_to_login(request.GET.get("next", reverse("wagtailadmin_home")))


def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"alive": True})


def readyz(request: HttpRequest) -> JsonResponse:
    """The database answers and has all migrations; 503 otherwise."""
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return JsonResponse({"ready": not waiting, "migrations_waiting": waiting}, status=503 if waiting else 200)
