"""The doors of the site: the way into the CMS, how it feels, and what it tells machines that look around."""

from datetime import UTC, datetime, time, timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from home.queries import upkeep_is_late
from notices.queries import mail_is_late

# So long nobody needs to be told.
MAIL_WAITS, UPKEEP_WAITS = timedelta(minutes=2), timedelta(minutes=30)


def cms_login(request: HttpRequest) -> HttpResponse:
    """The CMS's way to the one door. For somebody who is signed in already and has no business there: a 404."""
    if request.user.is_authenticated:
        raise Http404
    return redirect_to_login(request.GET.get("next", reverse("wagtailadmin_home")))


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"alive": True})


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """The database answers and has all migrations; 503 otherwise. What is degraded works, though not as it should."""
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    told = {"ready": not waiting, "migrations_waiting": waiting}
    return JsonResponse(told if waiting else told | _health(), status=503 if waiting else 200)


def _health() -> dict[str, Any]:
    """What does not work as it should: the cache is away, mail is not sent, or what is due is not done."""
    now = timezone.now()
    mail, upkeep = mail_is_late(now), upkeep_is_late(now)
    late = {"mail": mail > MAIL_WAITS, "upkeep": upkeep is None or upkeep > UPKEEP_WAITS}
    degraded = ["cache"] if getattr(cache, "is_away", False) else []
    return {
        "degraded": degraded + [name for name, is_late in late.items() if is_late],
        "oldest_mail_waits_seconds": int(mail.total_seconds()),
        "upkeep_ended_seconds_ago": None if upkeep is None else int(upkeep.total_seconds()),
    }


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Nothing here is for search engines: what is not behind a sign-in leads to it."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")


@require_safe
def security_contact(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a hole (RFC 9116)."""
    contact = settings.SECURITY_CONTACT or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    until = datetime.combine(localdate() + timedelta(days=180), time.min, UTC)
    lines = {
        "Contact": f"mailto:{contact}",
        "Expires": until.isoformat(),
        "Preferred-Languages": ", ".join(code for code, _name in settings.LANGUAGES),
        "Canonical": settings.WAGTAILADMIN_BASE_URL + request.path,
    }
    text = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
