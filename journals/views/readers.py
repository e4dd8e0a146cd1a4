"""Who reads what one shared, with a way to say no; and what one left in cohorts, with a way to take it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.numbers import row_number
from accounts.requests import SignedInRequest, back
from discussions import services as discussions
from discussions.models import Attachment, Post
from journals import services
from journals.models import Remark, Share, ShareReader
from journals.queries import newcomers, remarks_left_by, shares_of

POSTS_ON_A_PAGE = 25


@login_required
@require_safe
def shares(request: SignedInRequest) -> HttpResponse:
    """What others can read of one now, and who; those who will soon come first."""
    found = shares_of(request.user)
    return render(request, "journals/shares.html", {"shares": found, "newcomers": newcomers(found)})


@login_required
@require_safe
def open_readers(request: SignedInRequest) -> HttpResponse:
    """Open one's readers in one's language; what a notice links to."""
    return redirect("journals:shares")


@login_required
@require_POST
def refuse(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say no to a reader of what one shared; with `everything`, of all that she waits for."""
    own = ShareReader.objects.filter(share__author=request.user).select_related("share", "person")
    reader = get_object_or_404(own, pk=pk)
    services.refuse_reader(reader=reader, everything="everything" in request.POST)
    messages.success(request, _("%(name)s does not read it.") % {"name": reader.person.get_full_name()})
    return back(request, reverse("journals:shares"))


@login_required
@require_POST
def later(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let trainers who come later read what one shared, or with `undo` only those who do."""
    share = get_object_or_404(Share.objects.filter(author=request.user, audience=Share.Audience.TRAINERS), pk=pk)
    chosen = services.choose_later(share=share, takes_later="undo" not in request.POST)
    told = _("Trainers who come later may read it, seven days after you were told of each.")
    messages.success(request, told if chosen.takes_later else _("No trainer who comes later reads it."))
    return back(request, reverse("journals:shares"))


@login_required
@require_POST
def keep_open(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep a dialogue open to an author who has left, or with `undo` let it end; for a trainer who reads it."""
    read = Share.objects.visible_to(request.user).filter(audience=Share.Audience.TRAINERS).exclude(author=request.user)
    share = get_object_or_404(read, pk=pk)
    services.keep_open(share=share, by=request.user, is_kept_open="undo" not in request.POST)
    messages.success(request, _("Saved."))
    return redirect("journals:dialogue", pk=pk)


@login_required
@require_safe
def left(request: SignedInRequest) -> HttpResponse:
    """What one wrote where one reads no longer."""
    posts = Post.objects.left_by(request.user).select_related("thread__cohort").order_by("-posted_at", "-pk")
    posts = posts.prefetch_related(Prefetch("attachments", Attachment.objects.defer("content")))
    page = Paginator(posts, POSTS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "journals/left.html", {"posts": page, "remarks": remarks_left_by(request.user)})


@login_required
@require_safe
def open_left(request: SignedInRequest) -> HttpResponse:
    """Lead to it in the reader's language; what a mail and addresses of boards that she has left lead to."""
    return redirect("journals:left")


@login_required
@require_POST
def take_back(request: SignedInRequest) -> HttpResponse:
    """Take back a post or a remark of one's own, wherever it stands. What is gone already is taken back as well."""
    own = {"author": request.user}
    if post := Post.objects.filter(**own, pk=row_number(request.POST.get("post")) or 0).first():
        discussions.withdraw_post(post=post)
    if remark := Remark.objects.filter(**own, pk=row_number(request.POST.get("remark")) or 0).first():
        services.withdraw_remark(remark=remark)
    messages.success(request, _("Taken back. Nobody can read it any more; what others answered stays."))
    return back(request, reverse("journals:left"))
