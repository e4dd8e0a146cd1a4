"""Pages to write on: the step of a course, a free entry, and a letter that has come back. GET shows, POST saves."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.limits import TOO_OFTEN, TooOften
from accounts.requests import SignedInRequest
from courses.context import step_context
from courses.requests import EnrolledRequest
from journals import services
from journals.forms import EntryForm, NoteForm
from journals.models import Entry, ReflectionPage
from journals.queries import entry_at, prompt_of


@dataclass(frozen=True)
class Sheet:
    """Something to write on: the page that shows it, the entry so far, and where a text of it is saved."""

    template: str
    url: str
    entry: Entry | None
    place: dict[str, Any]
    context: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> object:
        """What the sheet is called on its author's device: the same in both languages and on every page of it."""
        step_key = self.entry.step_key if self.entry else None
        return step_key or self.place.get("step_key") or self.place["key"]


def reflection(request: EnrolledRequest, page: ReflectionPage) -> HttpResponse:
    """The step of a course: its prompt, and what its author writes about it."""
    entry = None if request.enrolment.is_preview else entry_at(request.user, page.translation_key)
    place = {"step_key": page.translation_key}
    context = step_context(request, page) | {"prompt": page}
    return _write_on(request, Sheet("journals/reflection.html", request.path, entry, place, context))


@login_required
@require_safe
def new(request: SignedInRequest) -> HttpResponse:
    """A new sheet with an address of its own, so that a first save that is sent twice makes one entry."""
    return redirect("journals:write", key=uuid4())


@login_required
def write(request: SignedInRequest, key: UUID) -> HttpResponse:
    """A free entry that is begun here; once it is saved it has its own page."""
    entry = Entry.objects.visible_to(request.user).filter(key=key).first()
    if entry and request.method == "GET":
        return redirect("journals:entry", key=key)
    return _write_on(request, Sheet("journals/entry.html", request.path, entry, {"key": key}))


@login_required
def entry(request: SignedInRequest, key: UUID) -> HttpResponse:
    """One's own entry, also when its step is no longer there or open."""
    return _write_on(request, _own_sheet(request, key))


def _own_sheet(request: SignedInRequest, key: UUID) -> Sheet:
    own = Entry.objects.visible_to(request.user).not_deleted().with_is_shared().select_related("looks_back_on")
    found = get_object_or_404(own, key=key)
    context = {"prompt": prompt_of(found, get_language()), "then": found.looks_back_on}
    return Sheet("journals/entry.html", reverse("journals:entry", args=[key]), found, {"key": key}, context)


@login_required
def then_and_now(request: SignedInRequest, key: UUID) -> HttpResponse:
    """A letter to oneself beside a fresh sheet. The answer is one entry, however often the letter is opened."""
    then = get_object_or_404(Entry.objects.visible_to(request.user).not_deleted(), key=key)
    now_key = uuid5(then.key, "now")
    now = Entry.objects.visible_to(request.user).filter(key=now_key).first()
    context = {"prompt": prompt_of(then, get_language()), "then": then}
    place = {"key": now_key, "looks_back_on": then}
    return _write_on(request, Sheet("journals/entry.html", request.path, now, place, context))


@login_required
@require_safe
def letter(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Open a letter in the reader's language; what a notice and a mail link to. One in the bin is found there."""
    if Entry.objects.visible_to(request.user).in_bin().filter(key=key).exists():
        messages.info(request, _("The letter is in the bin. Bring it back to read it."))
        return redirect("journals:bin")
    return redirect("journals:then_and_now", key=key)


@login_required
@require_POST
def note(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Keep the author's own note on depth, and when the entry comes back to her."""
    sheet, form = _own_sheet(request, key), NoteForm(request.POST)
    if not form.is_valid():
        return _show(request, sheet, EntryForm(initial=_initial(sheet.entry)), note_form=form, status=422)
    assert sheet.entry is not None
    services.keep_note(entry=sheet.entry, depth=form.cleaned_data["depth"], returns_on=form.returns_on)
    messages.success(request, _("Your note is kept."))
    return redirect("journals:entry", key=key)


def _write_on(request: SignedInRequest, sheet: Sheet) -> HttpResponse:
    if request.method != "POST":
        return _show(request, sheet, EntryForm(initial=_initial(sheet.entry)))
    form, autosave = EntryForm(request.POST), "autosave" in request.POST
    if not form.is_valid():
        if autosave:
            return JsonResponse({"error": _errors(form)}, status=422)
        return _show(request, sheet, form, status=422)
    text, version = form.cleaned_data["text"], form.cleaned_data["version"]
    try:
        entry = services.save_entry(author=request.user, text=text, expected_version=version, **sheet.place)
    except services.EditConflict as conflict:
        if autosave:
            return JsonResponse({"version": conflict.current.version, "text": conflict.current.text}, status=409)
        return _show(request, sheet, form, conflict=conflict.current, status=409)
    except TooOften:
        if autosave:
            raise
        form.add_error("text", TOO_OFTEN)
        return _show(request, sheet, form, status=422)
    if autosave:
        return JsonResponse({"version": entry.version, "saved": _saved_text(entry)})
    messages.success(request, _saved_text(entry))
    return redirect(sheet.url if entry.step_key or not entry.pk else reverse("journals:entry", args=[entry.key]))


def _show(
    request: SignedInRequest,
    sheet: Sheet,
    form: EntryForm,
    *,
    conflict: Entry | None = None,
    note_form: NoteForm | None = None,
    status: int = 200,
) -> HttpResponse:
    entry = conflict or sheet.entry
    context = {"entry": entry, "form": form, "conflict": conflict, "address": sheet.url, "place": sheet.name}
    if entry:
        context["note_form"] = note_form or NoteForm.about(entry)
    return render(request, sheet.template, context | sheet.context, status=status)


def _errors(form: EntryForm) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


def _initial(entry: Entry | None) -> dict[str, object]:
    return {"text": entry.text, "version": entry.version} if entry else {"text": "", "version": 0}


def _saved_text(entry: Entry) -> str:
    return _("Saved %(time)s") % {"time": time_format(localtime(entry.updated_at), "TIME_FORMAT")}
