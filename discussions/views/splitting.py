"""Posts that become a thread of their own; for trainers."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from discussions import services
from discussions.forms import SplitForm
from discussions.models import Thread
from discussions.queries.moderation import to_split


@login_required
def split_thread(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """GET offers the posts of a thread, POST makes a thread of those that are chosen."""
    led = Thread.objects.led_by(request.user).filter(is_anonymous=False, cohort__slug=slug)
    thread = get_object_or_404(led.select_related("cohort"), pk=pk)
    # The posts of a press that was made twice are here no longer.
    number = _submission(request)
    if done := thread.splits.filter(split_submission=number).first() if number else None:
        return redirect("discussions:thread", slug=slug, pk=done.pk)
    posts = to_split(thread)
    form = SplitForm(request.POST or None, posts=posts, initial={"submission_id": uuid4()})
    if form.is_bound and form.is_valid():
        try:
            new = services.split(thread=thread, **form.chosen)
            messages.success(request, _("The posts stand in a thread of their own now."))
            return redirect("discussions:thread", slug=slug, pk=new.pk)
        except services.Gone:
            form.add_error("posts", _("The posts are no longer here. Choose again."))
    context = {"cohort": thread.cohort, "thread": thread, "form": form, "has_posts": bool(posts)}
    return render(request, "discussions/split.html", context, status=422 if form.errors else 200)


def _submission(request: SignedInRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("submission_id", ""))
    except ValueError:
        return None
