"""Looking after a board: anybody reports a post; trainers look at reports, hide, move, and open a name."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.limits import TOO_OFTEN, TooOften
from accounts.models import User
from accounts.reauthentication import recently_authenticated
from accounts.requests import SignedInRequest
from cohorts.models import Cohort, Membership
from discussions import services
from discussions.forms import MoveForm, ReasonForm
from discussions.models import NameOpening, Post, Thread
from discussions.queries import presses_of
from discussions.queries.moderation import board_titles, openings_of, reported
from discussions.views.boards import membership_at
from discussions.views.gone import gone_is_not_found, refuse_unless


@login_required
@gone_is_not_found
def report_post(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Ask the trainers to look at a post."""
    visible = Post.objects.visible_to(request.user).select_related("thread__cohort")
    post = get_object_or_404(visible, pk=pk, thread__cohort__slug=slug)
    refuse_unless("report", presses_of(post, request.user))
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            services.report(post=post, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, _("The trainers look at it. Nobody learns that you reported it."))
            return redirect("post", pk=pk)
        except TooOften:
            form.add_error("reason", TOO_OFTEN)
    return _reason(request, post, form, "report")


@login_required
@gone_is_not_found
def hide_post(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    post = _led_post(request, slug, pk)
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        services.hide(post=post, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The post is hidden, and its author is told why."))
        return redirect("post", pk=pk)
    return _reason(request, post, form, "hide")


@login_required
@require_POST
@gone_is_not_found
def show_post(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    services.show_again(post=_led_post(request, slug, pk))
    messages.success(request, _("The post is shown again."))
    return redirect("post", pk=pk)


@login_required
@recently_authenticated
@gone_is_not_found
def open_name(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Look up who wrote a post without a name: kept with its reason, and told to the author."""
    post = _led_post(request, slug, pk)
    refuse_unless("open_name", presses_of(post, request.user, is_trainer=True))
    opening = NameOpening.objects.filter(post=post, by=request.user).first()
    form = ReasonForm(request.POST or None)
    if opening is None and form.is_bound and form.is_valid():
        opening = services.open_name(post=post, by=request.user, reason=form.cleaned_data["reason"])
    if opening is None:
        return _reason(request, post, form, "name")
    context = {"cohort": post.thread.cohort, "post": post, "opening": opening}
    return render(request, "discussions/opened_name.html", context)


@login_required
def move_post(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Move a post with its answers to another thread of the board."""
    post = _led_post(request, slug, pk)
    refuse_unless("move", presses_of(post, request.user, is_trainer=True))
    others = Thread.objects.exchanging_posts_with(post.thread).order_by("-pk")
    form = MoveForm(request.POST or None, threads=others, titles=board_titles(others, get_language()))
    if form.is_bound and form.is_valid():
        try:
            services.move(post=post, to=form.cleaned_data["to"])
            messages.success(request, _("The post is moved, with the answers to it."))
            return redirect("post", pk=pk)
        except services.Gone:
            form.add_error("to", _("That thread or post is no longer there. Choose again."))
    context = {"cohort": post.thread.cohort, "post": post, "form": form, "has_others": others.exists()}
    return render(request, "discussions/move.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def reports(request: SignedInRequest, slug: str) -> HttpResponse:
    """What waits for a trainer to look at, and the names that were opened on this board."""
    membership = _led_membership(request.user, slug)
    context = {
        "cohort": membership.cohort,
        "reported": reported(membership.cohort),
        "openings": openings_of(membership.cohort),
    }
    return render(request, "discussions/reports.html", context)


@login_required
@require_safe
def board_reports(request: SignedInRequest, slug: str) -> HttpResponse:
    """The reports in the reader's language; what a notice links to."""
    return redirect("discussions:reports", slug=_led_membership(request.user, slug).cohort.slug)


@login_required
@require_POST
def settle(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    services.settle(post=_led_post(request, slug, pk), by=request.user)
    messages.success(request, _("Settled. The post stays as it is."))
    return redirect("discussions:reports", slug=slug)


def _led_membership(user: User, slug: str) -> Membership:
    get_object_or_404(Cohort.objects.led_by(user), slug=slug)
    return membership_at(user, slug)


def _led_post(request: SignedInRequest, slug: str, pk: int) -> Post:
    led = Post.objects.filter(thread__in=Thread.objects.led_by(request.user), withdrawn_at=None)
    return get_object_or_404(led.select_related("author", "thread__cohort"), pk=pk, thread__cohort__slug=slug)


def _reason(request: SignedInRequest, post: Post, form: ReasonForm, doing: str) -> HttpResponse:
    back = reverse("post", args=[post.pk])
    context = {"cohort": post.thread.cohort, "post": post, "form": form, "doing": doing, "back": back}
    return render(request, "discussions/reason.html", context, status=422 if form.errors else 200)
