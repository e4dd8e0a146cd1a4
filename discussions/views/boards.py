"""The cohort's board: its threads, a new one, what is new, and what to hear of."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.limits import TOO_OFTEN, TooOften
from accounts.models import User
from accounts.requests import SignedInRequest
from accounts.room import Asked
from cohorts.queries import choices_of, learners_there, membership_in, people_of, place_at, places_of
from cohorts.services import choose_place
from discussions import services
from discussions.boxes import NEW_THREAD
from discussions.forms import ALWAYS_NAMED, FollowForm, ThreadForm
from discussions.models import Draft, Following, Post, Thread
from discussions.queries import Room, asks_in, board_of, find_posts, news_in, saved_at, used_by
from discussions.views.gone import to_what_was_left
from discussions.views.threads import ASKS, CLOSED

THREADS_ON_A_PAGE = 25
# Among fewer who learn, it is easily guessed who wrote what.
FEWEST = 5


def membership_at(user: User, slug: str, **annotations: Any) -> Any:
    """A person's place in a cohort that she may see, as `membership_in` gives it; a 404 for others."""
    membership = membership_in(user, slug, **annotations)
    if membership is None:
        raise Http404
    return membership


@login_required
@require_safe
def own_board(request: SignedInRequest) -> HttpResponse:
    """The board of the cohort that a person chose last, or joined last."""
    places = places_of(request.user)
    if not places:
        return render(request, "discussions/no_cohort.html")
    return redirect("discussions:board", slug=places[0].cohort.slug)


@login_required
@require_safe
def open_board(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open a board in the reader's language; what a notice links to."""
    if membership_in(request.user, slug) is None:
        return to_what_was_left(request.user, slug)
    return redirect("discussions:board", slug=slug)


@login_required
@require_safe
def board(request: SignedInRequest, slug: str) -> HttpResponse:
    chosen = Following.objects.filter(user=request.user, cohort=OuterRef("cohort"), thread=None).values("level")
    places = places_of(request.user, level=Subquery(chosen))
    membership: Any = place_at(places, slug)
    if membership is None:
        return to_what_was_left(request.user, slug)
    choose_place(places=places, chosen=membership)
    after = request.GET.get("after", "")
    found = board_of(membership, get_language(), limit=THREADS_ON_A_PAGE + 1, after=after)
    lines = found.lines
    context = {
        "cohort": membership.cohort,
        "membership": membership,
        "choices": choices_of(places, news_in(places)),
        "threads": lines[:THREADS_ON_A_PAGE],
        "older": lines[THREADS_ON_A_PAGE - 1].key if len(lines) > THREADS_ON_A_PAGE else None,
        "is_first_page": not after,
        "new": 0 if after else found.new,
        "saved": () if after else saved_at(membership, get_language()),
        "level": membership.level or Following.Level.MINE,
        "levels": Following.Level.choices,
        "people": people_of(membership.cohort),
    }
    return render(request, "discussions/board.html", context)


@login_required
@require_POST
def mark_read(request: SignedInRequest, slug: str) -> HttpResponse:
    services.mark_board_read(membership=membership_at(request.user, slug))
    messages.success(request, _("Everything here is marked as read."))
    return redirect("discussions:board", slug=slug)


def _what_holds(level: str, others: int) -> str:
    """What is true after a choice of what to hear of, with a number of threads where something else was chosen."""
    nothing = _("Saved. Nothing of this cohort reaches you now but announcements.")
    saved = nothing if level == Following.Level.NONE else _("Saved. It holds for the whole cohort.")
    but = ngettext(
        "In %(number)s thread you have chosen otherwise, and that stays.",
        "In %(number)s threads you have chosen otherwise, and that stays.",
        others,
    )
    return f"{saved} {but % {'number': others}}" if others else saved


@login_required
@require_POST
def follow_board(request: SignedInRequest, slug: str) -> HttpResponse:
    membership, form = membership_at(request.user, slug), FollowForm(request.POST)
    if form.is_valid() and form.cleaned_data["level"]:
        level = form.cleaned_data["level"]
        others = services.follow_board(user=request.user, cohort=membership.cohort, level=level)
        messages.success(request, _what_holds(level, others))
    return redirect("discussions:board", slug=slug)


@login_required
@require_safe
def search_board(request: SignedInRequest, slug: str) -> HttpResponse:
    """Posts of the board that hold every word of `q`."""
    cohort, asked = membership_at(request.user, slug).cohort, Asked.of(request)
    context = {"cohort": cohort, "asked": asked, "found": find_posts(asked, cohort)}
    return render(request, "discussions/search.html", context)


@login_required
def new_thread(request: SignedInRequest, slug: str) -> HttpResponse:
    membership = membership_at(request.user, slug, used=used_by(request.user.pk), learners=learners_there())
    cohort = membership.cohort
    options = {"takes_nameless": cohort.takes_nameless, "is_small": membership.learners < FEWEST}
    options["is_trainer"] = membership.is_trainer
    if request.method == "POST":
        form = ThreadForm(request.POST, request.FILES, **options)
        if form.is_valid():
            try:
                post = services.open_thread(cohort=cohort, author=request.user, **form.opening)
                return redirect(_begun(post))
            except (services.Closed, services.Gone):
                form.add_error("text", CLOSED)
            except services.Named:
                form.add_error("text", ALWAYS_NAMED)
            except TooOften:
                form.add_error("text", TOO_OFTEN)
            except services.Full as full:
                form.add_error("files", full.words)
    else:
        draft = Draft.objects.begun_by(request.user, membership.cohort_id).filter(box=NEW_THREAD).first()
        form = ThreadForm.blank(draft=draft, **options)
    room = Room.of_person(membership.used)
    context = {"cohort": cohort, "form": form, "box": NEW_THREAD, "room": room}
    return render(request, "discussions/new_thread.html", context, status=422 if form.is_bound else 200)


def _begun(post: Post) -> str:
    """Where a thread that was just begun stands; with an offer to make it a question where it asks something."""
    url = reverse("discussions:thread", args=[post.thread.cohort.slug, post.thread_id])
    return f"{url}?{ASKS}=1" if post.thread.kind == Thread.Kind.TALK and asks_in(post) else url


@login_required
@require_safe
def names(request: SignedInRequest, slug: str) -> HttpResponse:
    """The names of the others on a board, for whoever calls one of them in a text."""
    membership = membership_at(request.user, slug)
    others = membership.cohort.memberships.current().exclude(user=request.user)
    return JsonResponse({"names": sorted(set(others.values_list("user__name", flat=True)), key=str.casefold)})
