"""The reflection step and the author's own list. GET shows, POST saves; the same URL serves autosave."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses.context import step_context
from journals import services
from journals.forms import EntryForm
from journals.models import Entry, ReflectionPage
from journals.queries import entry_at, own_entries


def reflection(request: HttpRequest, page: ReflectionPage) -> HttpResponse:
    if request.method == "POST":
        return _save(request, page)
    entry = None if request.enrolment.is_preview else entry_at(request.user, page.translation_key)
    return _show(request, page, entry, EntryForm(initial=_initial(entry)))


def _save(request: HttpRequest, page: ReflectionPage) -> HttpResponse:
    form = EntryForm(request.POST)
    autosave = "autosave" in request.POST
    if not form.is_valid():
        errors = " ".join(error for field in form.errors.values() for error in field)
        if autosave:
            return JsonResponse({"error": errors}, status=422)
        return _show(request, page, entry_at(request.user, page.translation_key), form, status=422)
    try:
        entry = services.save_entry(
            author=request.user,
            step_key=page.translation_key,
            text=form.cleaned_data["text"],
            expected_version=form.cleaned_data["version"],
        )
    except services.Conflict as conflict:
        if autosave:
            return JsonResponse({"version": conflict.entry.version, "text": conflict.entry.text}, status=409)
        return _show(request, page, conflict.entry, form, conflict=conflict.entry, status=409)
    if autosave:
        return JsonResponse({"version": entry.version, "saved": _saved_text(entry)})
    messages.success(request, _saved_text(entry))
    return redirect(page.get_url(request))


def _show(
    request: HttpRequest,
    page: ReflectionPage,
    entry: Entry | None,
    form: EntryForm,
    conflict: Entry | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"entry": entry, "form": form, "conflict": conflict}
    return render(request, "journals/reflection.html", step_context(request, page) | context, status=status)


def _initial(entry: Entry | None) -> dict[str, object]:
    return {"text": entry.text, "version": entry.version} if entry else {"text": "", "version": 0}


def _saved_text(entry: Entry) -> str:
    return _("Saved %(time)s") % {"time": time_format(localtime(entry.updated_at), "TIME_FORMAT")}


@login_required
def journal(request: HttpRequest) -> HttpResponse:
    lines = own_entries(request.user, get_language())
    return render(request, "journals/journal.html", {"lines": lines})


@login_required
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    entry = get_object_or_404(Entry.objects.visible_to(request.user), pk=pk)
    lines = own_entries(request.user, get_language())
    line = next((line for line in lines if line.entry == entry), None)
    return render(request, "journals/versions.html", {"entry": entry, "line": line, "versions": entry.versions.all()})


@login_required
@require_POST
def restore(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    entry = get_object_or_404(Entry.objects.visible_to(request.user).select_related("author"), pk=pk)
    get_object_or_404(entry.versions, number=number)
    services.restore(entry=entry, number=number)
    messages.success(request, _("Version %(number)s is back. The newer text is kept below.") % {"number": number})
    return redirect("journals:versions", pk=entry.pk)
