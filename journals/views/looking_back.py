"""One's own journal: the timeline, earlier versions, the bin, and taking it all home."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Retention
from accounts.numbers import row_number
from accounts.requests import SignedInRequest
from journals import services
from journals.comparing import compare
from journals.forms import TimelineForm
from journals.models import Entry
from journals.queries import letters_due, own_prompts, timeline
from journals.takehome import FORMS, told

VERSIONS_ON_A_PAGE = 25


@login_required
@require_safe
def journal(request: SignedInRequest) -> HttpResponse:
    """All that somebody has written, the newest first, with what she looks for."""
    prompts = own_prompts(request.user, get_language())
    looks_for = TimelineForm.base_fields.keys() & request.GET.keys()
    form = TimelineForm(prompts, request.GET if looks_for else None)
    before = row_number(request.GET.get("before"))
    context = {
        "form": form,
        "timeline": timeline(request.user, prompts, form.wanted, before),
        "letters": [] if form.is_bound else letters_due(request.user, timezone.localdate()),
        "is_first_page": before is None,
    }
    return render(request, "journals/journal.html", context)


@login_required
@require_safe
def versions(request: SignedInRequest, key: UUID) -> HttpResponse:
    entry = _own(request, key)
    page = Paginator(entry.versions.all(), VERSIONS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "journals/versions.html", {"entry": entry, "versions": page})


@login_required
def version(request: SignedInRequest, key: UUID, number: int) -> HttpResponse:
    """An earlier text: GET compares it with today's, POST brings it back."""
    entry = _own(request, key)
    found = get_object_or_404(entry.versions, number=number)
    if request.method == "POST":
        services.restore(entry=entry, number=number)
        messages.success(request, _("Version %(number)s is back. The newer text is kept below.") % {"number": number})
        return redirect("journals:versions", key=key)
    context = {"entry": entry, "version": found, "pieces": compare(found.text, entry.text)}
    return render(request, "journals/version.html", context)


@login_required
@require_safe
def thrown_away(request: SignedInRequest) -> HttpResponse:
    """The bin: what can still be brought back."""
    entries = Entry.objects.visible_to(request.user).in_bin().order_by("-deleted_at", "-pk")
    page = Paginator(entries, VERSIONS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "journals/bin.html", {"entries": page})


@login_required
@require_POST
def throw_away(request: SignedInRequest, key: UUID) -> HttpResponse:
    services.throw_away(entry=_own(request, key))
    days = Retention.in_force().bin_days
    told = ngettext(
        "The entry is in the bin. You can bring it back for %(days)s day.",
        "The entry is in the bin. You can bring it back for %(days)s days.",
        days,
    )
    messages.success(request, told % {"days": days})
    return redirect("journals:journal")


@login_required
@require_POST
def bring_back(request: SignedInRequest, key: UUID) -> HttpResponse:
    entry = get_object_or_404(Entry.objects.visible_to(request.user), key=key)
    try:
        services.bring_back(entry=entry)
    except Entry.DoesNotExist as gone:
        raise Http404 from gone
    messages.success(request, _("The entry is back."))
    return redirect("journals:entry", key=key)


@login_required
def destroy(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Delete for good: GET asks, POST does it."""
    entry = get_object_or_404(Entry.objects.visible_to(request.user).exclude(deleted_at=None), key=key)
    if request.method == "POST":
        services.destroy(entry=entry)
        messages.success(request, _("The entry is deleted for good."))
        return redirect("journals:bin")
    return render(request, "journals/destroy.html", {"entry": entry})


@login_required
@require_safe
def take_home(request: SignedInRequest) -> HttpResponse:
    """One entry (`entry` is its address) or all of them, in the form that is asked for; without one, the choice."""
    own = Entry.objects.visible_to(request.user).not_deleted()
    if "entry" in request.GET:
        try:
            own = own.filter(key=UUID(request.GET["entry"]))
        except ValueError:
            own = own.none()
    form = FORMS.get(request.GET.get("form", ""))
    if form is None:
        return render(request, "journals/take_home.html", {"number": own.count(), "forms": FORMS})
    return form.response(told(own, get_language()), request)


def _own(request: SignedInRequest, key: UUID) -> Entry:
    return get_object_or_404(Entry.objects.visible_to(request.user).not_deleted().select_related("author"), key=key)
