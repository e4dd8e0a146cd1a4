"""Sharing by choice: pick, see the card that others will see, share, take back; and the dialogue with trainers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.limits import TOO_OFTEN, TooOften
from accounts.requests import SignedInRequest, back
from cohorts.models import Cohort
from content.text import render as render_text
from discussions.forms import PostForm
from discussions.services import Closed, Gone
from discussions.views.threads import GONE
from journals import services
from journals.forms import ShareForm
from journals.models import Entry, Share
from journals.queries import Readers, readers_of
from journals.queries import dialogues as own_dialogues


@login_required
def share(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Choose paragraphs; then see the card and who will read it; then, with `confirmed`, share.

    The card comes again when others would read it by now than those whom it named.
    """
    entry = get_object_or_404(Entry.objects.visible_to(request.user).not_deleted().select_related("author"), key=key)
    cohorts = list(Cohort.objects.visible_to(request.user).filter(ended_on=None))
    form = ShareForm(entry, cohorts, request.POST) if request.method == "POST" else ShareForm.blank(entry, cohorts)
    if form.is_bound and form.is_valid() and "change" not in request.POST:
        if "confirmed" in request.POST and (shared := _share(form)):
            return _shared(request, shared)
        readers = readers_of(form.cleaned_data["cohort"], request.user)
        if form.cleaned_data.get("place") == "trainers" and not readers.trainers:
            form.add_error("place", NOBODY)
        if form.errors.keys() <= {"named"}:
            return _card(request, form, readers)
    shares = entry.shares.open().select_related("cohort").with_readers()
    context = {"entry": entry, "form": form, "shares": shares}
    return render(request, "journals/share.html", context, status=422 if form.errors else 200)


def _card(request: SignedInRequest, form: ShareForm, readers: Readers) -> HttpResponse:
    asked = "share" in request.POST and "confirmed" not in request.POST
    context = {"entry": form.entry, "form": form, "html": render_text(form.source), "readers": readers, "asked": asked}
    return render(request, "journals/card.html", context, status=422 if asked or form.errors else 200)


CHANGED = gettext_lazy("Others train the cohort now than when you began. Look who would read it, and share once more.")
NOBODY = gettext_lazy("Nobody else trains the cohort now, so there is nobody to read it. Choose another place.")
CLOSED = gettext_lazy("That conversation is closed, so nothing was shared. Choose another place.")
IN_THE_WAY: dict[type[Exception], tuple[str, Any]] = {
    TooOften: ("paragraph", TOO_OFTEN),
    Closed: ("place", CLOSED),
    Gone: ("place", CLOSED),
    services.ReadersChanged: ("named", CHANGED),
}


def _share(form: ShareForm) -> Share | None:
    """Share what a valid form says; None, with what is in the way beside its field, when that cannot be."""
    data = form.cleaned_data
    facts: dict[str, Any] = {"entry": form.entry, "cohort": data["cohort"], "source": form.source}
    facts["submission_id"] = data["submission_id"]
    try:
        if data["place"] == "trainers":
            return services.share_with_trainers(**facts, named=form.shown_readers, takes_later=form.takes_later)
        return services.share_with_cohort(**facts, title=form.title_or_none)
    except tuple(IN_THE_WAY) as refused:
        form.add_error(*IN_THE_WAY[type(refused)])
        return None


def _shared(request: SignedInRequest, share: Share) -> HttpResponse:
    if share.audience == Share.Audience.TRAINERS:
        messages.success(request, _("Shared with the trainers. You can take it back whenever you like."))
        return redirect("journals:dialogue", pk=share.pk)
    messages.success(request, _("Shared with the cohort. You can take it back whenever you like."))
    return redirect(reverse("post", args=[share.post_id]) if share.post_id else "journals:journal")


@login_required
@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    share = get_object_or_404(Share.objects.filter(author=request.user).select_related("entry"), pk=pk)
    services.withdraw_share(share=share)
    messages.success(request, _("Taken back. Nobody can read it any more; what others answered stays."))
    default = reverse("journals:share", args=[share.entry.key]) if share.entry else reverse("journals:dialogues")
    return back(request, default)


@login_required
@require_safe
def dialogues(request: SignedInRequest) -> HttpResponse:
    return render(request, "journals/dialogues.html", {"lines": own_dialogues(request.user)})


ENDED = gettext_lazy("The dialogue has ended, so your text was not posted. It is still here for you to copy.")


@login_required
def dialogue(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was shared with trainers, and what was said about it."""
    shared = Share.objects.visible_to(request.user).filter(audience=Share.Audience.TRAINERS).with_is_open()
    share = get_object_or_404(shared.select_related("author", "cohort", "entry"), pk=pk)
    form = PostForm(request.POST, auto_id="remark_%s") if request.method == "POST" else PostForm.blank("remark_%s")
    if form.is_bound and form.is_valid():
        said = {"source": form.cleaned_data["text"], "submission_id": form.cleaned_data["submission_id"]}
        try:
            services.remark(share=share, author=request.user, **said)
            return redirect("journals:dialogue", pk=pk)
        except TooOften:
            form.add_error("text", TOO_OFTEN)
        except Gone:
            form.add_error("text", GONE)
        except Closed:
            form.add_error("text", ENDED)
    context = {"share": share, "form": form, "remarks": share.remarks.select_related("author")}
    if share.author_id == request.user.pk:
        context["readers"] = share.readers.standing().select_related("person")
    return render(request, "journals/dialogue.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def open_dialogue(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a dialogue in the reader's language; what a notice links to."""
    return redirect("journals:dialogue", pk=pk)
