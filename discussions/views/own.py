"""One's own posts: say it otherwise, or take it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.limits import TOO_OFTEN, TooOften
from accounts.requests import SignedInRequest
from discussions import services
from discussions.forms import EditForm
from discussions.models import Post, Thread
from discussions.queries import presses_of
from discussions.views.threads import CLOSED


@login_required
def edit_post(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """GET shows the text with what it said before, POST saves it."""
    post = _own(request, slug, pk)
    files = post.attachments.defer("content")
    form = EditForm(request.POST or None, initial={"text": post.source, "version": post.version}, files=files)
    context = {"post": post, "cohort": post.thread.cohort, "form": form, "versions": post.versions.all()}
    # A text that was being written when the thread was locked stays for its author to copy.
    context["may_edit"], status = "edit" in presses_of(post, request.user) or form.is_bound, 200
    if form.is_bound and form.is_valid():
        try:
            services.edit(post=post, **form.changed)
            messages.success(request, _("Your post is changed."))
            return redirect("post", pk=post.pk)
        except TooOften:
            form.add_error("text", TOO_OFTEN)
        except (services.Closed, services.Gone):
            form.add_error("text", CLOSED)
        except services.EditConflict as conflict:
            # The text that was sent stays in the box, and is saved over the other one by the next press.
            data = request.POST.copy()
            data["version"] = str(conflict.current.version)
            form.data = data
            context["now"], status = conflict.current, 409
    return render(request, "discussions/edit_post.html", context, status=422 if form.errors else status)


@login_required
@require_POST
def withdraw_post(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    post = _own(request, slug, pk)
    services.withdraw_post(post=post)
    messages.success(request, _("Taken back. Nobody can read it any more; what others answered stays."))
    if Thread.objects.filter(pk=post.thread_id).exists():
        return redirect("discussions:thread", slug=slug, pk=post.thread_id)
    return redirect("discussions:board", slug=slug)


def _own(request: SignedInRequest, slug: str, pk: int) -> Post:
    visible = Thread.objects.visible_to(request.user).filter(cohort__slug=slug)
    own = Post.objects.filter(author=request.user, thread__in=visible, withdrawn_at=None)
    return get_object_or_404(own.select_related("thread__cohort"), pk=pk)
