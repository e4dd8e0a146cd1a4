"""Small presses on a thread or a post: follow, pin, lock, what helped; and the files of a post."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest, back
from content.sending import ASKED_ANEW, private
from discussions import services
from discussions.forms import FollowForm
from discussions.models import Attachment, Post, Thread
from discussions.queries import presses_of
from discussions.views.gone import gone_is_not_found, refuse_unless
from discussions.views.threads import AT

ARRANGING: dict[str, tuple[Callable[..., None], dict[str, bool]]] = {
    "pin": (services.pin, {"is_pinned": True}),
    "unpin": (services.pin, {"is_pinned": False}),
    "lock": (services.lock, {"is_locked": True}),
    "unlock": (services.lock, {"is_locked": False}),
}


@login_required
@require_POST
@gone_is_not_found
def follow_thread(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    thread = get_object_or_404(Thread.objects.visible_to(request.user), pk=pk, cohort__slug=slug)
    form = FollowForm(request.POST)
    if form.is_valid():
        services.follow_thread(user=request.user, thread=thread, level=form.cleaned_data["level"])
        messages.success(request, _("Saved. It holds for this thread."))
    return back(request, reverse("discussions:thread", args=[slug, pk]))


@login_required
@require_POST
def arrange(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Pin or lock a thread, or undo it; for the cohort's trainers."""
    thread = get_object_or_404(Thread.objects.led_by(request.user), pk=pk, cohort__slug=slug)
    if request.POST.get("do") not in ARRANGING:
        raise Http404
    verb, facts = ARRANGING[request.POST["do"]]
    verb(thread=thread, **facts)
    return back(request, reverse("discussions:thread", args=[slug, pk]))


@login_required
@require_POST
def turn(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Make a thread a question, or with `undo` a conversation; for who began it, and for trainers."""
    thread = get_object_or_404(Thread.objects.turned_by(request.user), pk=pk, cohort__slug=slug)
    kind = Thread.Kind.TALK if "undo" in request.POST else Thread.Kind.QUESTION
    services.turn(thread=thread, kind=kind)
    is_question = kind == Thread.Kind.QUESTION
    told = _("It is a question now, and the trainers see when nobody answers.") if is_question else ""
    messages.success(request, told or _("It is a conversation now."))
    return redirect("discussions:thread", slug=slug, pk=pk)


@login_required
@require_POST
@gone_is_not_found
def helped(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Say that a post helped, or with `undo` that it did not."""
    visible = Post.objects.visible_to(request.user).select_related("thread__cohort")
    post = get_object_or_404(visible, pk=pk, thread__cohort__slug=slug)
    refuse_unless("help", presses_of(post, request.user))
    services.mark_helped(post=post, user=request.user, helped="undo" not in request.POST)
    return back(request, reverse("discussions:thread", args=[slug, post.thread_id]), f"?{AT}={pk}#post-{pk}")


@login_required
@require_POST
@gone_is_not_found
def later(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Save a post to read it later, or with `undo` take it off."""
    visible = Post.objects.visible_to(request.user).select_related("thread__cohort")
    post = get_object_or_404(visible, pk=pk, thread__cohort__slug=slug)
    is_saved = "undo" not in request.POST
    services.save_for_later(user=request.user, post=post, is_saved=is_saved)
    saved = _("Saved for later. It stands here, and counts as new, until you have read it again.")
    messages.success(request, saved if is_saved else _("It is no longer saved for later."))
    # Not back to the thread: there it would be read at once.
    return redirect("discussions:board", slug=slug)


@login_required
@require_safe
def file(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """A file of a post, for those who may read the post; nothing in it can act in the reader's name.

    What is hidden is still there for its author and the trainers; and what is hers, wherever she is now.
    """
    led = Thread.objects.visible_to(request.user) & Thread.objects.led_by(request.user)
    hers = Post.objects.filter(Q(author=request.user) | Q(thread__in=led), withdrawn_at=None)
    readable = Q(post__in=Post.objects.visible_to(request.user)) | Q(post__in=hers)
    found = get_object_or_404(Attachment.objects.defer("content"), readable, pk=pk, post__thread__cohort__slug=slug)
    # What a file holds never changes.
    etag = quote_etag(f"file-{found.pk}-{found.size}")
    known = get_conditional_response(request, etag=etag)
    return private(known or _whole(found), ASKED_ANEW, etag)


def _whole(found: Attachment) -> HttpResponse:
    is_picture = found.kind == Attachment.Kind.PICTURE
    kind = ("image/png" if found.name.endswith(".png") else "image/jpeg") if is_picture else "application/pdf"
    response = HttpResponse(bytes(found.content), content_type=kind)
    response.headers["Content-Disposition"] = str(content_disposition_header(not is_picture, found.name))
    return response
