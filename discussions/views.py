"""The discussion step and the cohort's board. Both show threads in the same way and post through the same verbs."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.kept import signed_in_or_kept
from cohorts.models import Cohort
from cohorts.queries import people_of
from courses.context import step_context
from discussions import services
from discussions.forms import PostForm, ThreadForm
from discussions.models import DiscussionPage, Post, Thread
from discussions.queries import MOST_HITS, latest_threads, post_lines, prompt_page, search, title_of

THREADS_ON_A_PAGE = 25
LONGEST_QUERY = 200
GONE = gettext_lazy("What you answered is no longer there. Your text is kept here.")


def discussion(request: HttpRequest, page: DiscussionPage) -> HttpResponse:
    cohort_id = request.enrolment.cohort_id
    context = step_context(request, page)
    if cohort_id is None:
        return render(request, "discussions/discussion.html", context | {"form": PostForm.blank()})
    threads = Thread.objects.filter(cohort_id=cohort_id, step_key=page.translation_key)
    thread = threads.select_related("cohort").first()
    if request.method == "POST":
        thread = thread or services.thread_of_prompt(cohort_id=cohort_id, step_key=page.translation_key)
        form, post = _say(request, thread)
        if post:
            return redirect(f"{page.get_url(request)}#post-{post.pk}")
    else:
        form = PostForm.blank()
    context |= _thread_context(thread, form)
    return render(request, "discussions/discussion.html", context, status=422 if form.is_bound else 200)


@login_required
def own_board(request: HttpRequest) -> HttpResponse:
    """The board of the cohort that a person joined last."""
    cohort = Cohort.objects.visible_to(request.user).order_by("-memberships__joined_at").first()
    if cohort is None:
        return render(request, "discussions/no_cohort.html")
    return redirect("discussions:board", slug=cohort.slug)


@login_required
def board(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_object_or_404(Cohort.objects.visible_to(request.user), slug=slug)
    after = request.GET.get("after", "")
    after = int(after) if after.isdecimal() and len(after) < 19 else None
    lines = latest_threads(cohort, get_language(), limit=THREADS_ON_A_PAGE + 1, after=after)
    context = {
        "cohort": cohort,
        "threads": lines[:THREADS_ON_A_PAGE],
        "older": lines[THREADS_ON_A_PAGE - 1].thread.pk if len(lines) > THREADS_ON_A_PAGE else None,
        "is_first_page": after is None,
        "people": people_of(cohort),
    }
    return render(request, "discussions/board.html", context)


@login_required
def search_board(request: HttpRequest, slug: str) -> HttpResponse:
    """Posts of the board that hold every word of `q`."""
    cohort = get_object_or_404(Cohort.objects.visible_to(request.user), slug=slug)
    query = request.GET.get("q", "")[:LONGEST_QUERY]
    hits = search(cohort, request.user, query, get_language())
    context = {"cohort": cohort, "query": query, "hits": hits, "is_cut": len(hits) == MOST_HITS}
    return render(request, "discussions/search.html", context)


@signed_in_or_kept
def new_thread(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_object_or_404(Cohort.objects.visible_to(request.user), slug=slug)
    options = {"is_trainer": Cohort.objects.led_by(request.user).filter(pk=cohort.pk).exists()}
    form = ThreadForm(request.POST, **options) if request.method == "POST" else ThreadForm.blank(**options)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        post = services.open_thread(
            cohort=cohort,
            author=request.user,
            title=data["title"],
            source=data["text"],
            submission_id=data["submission_id"],
            is_announcement=data.get("is_announcement", False),
        )
        return redirect("discussions:thread", slug=slug, pk=post.thread_id)
    context = {"cohort": cohort, "form": form}
    return render(request, "discussions/new_thread.html", context, status=422 if form.is_bound else 200)


@signed_in_or_kept
def thread(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    visible = Thread.objects.visible_to(request.user).select_related("cohort")
    thread = get_object_or_404(visible, pk=pk, cohort__slug=slug)
    if request.method == "POST":
        form, post = _say(request, thread)
        if post:
            return redirect(f"{reverse('discussions:thread', args=[slug, pk])}#post-{post.pk}")
    else:
        form = PostForm.blank()
    page = prompt_page(thread, get_language())
    context = {"cohort": thread.cohort, "page": page, "title": page.title if page else title_of(thread)}
    context |= _thread_context(thread, form)
    return render(request, "discussions/thread.html", context, status=422 if form.is_bound else 200)


@login_required
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a post where it stands, in the reader's language; what a notice links to."""
    found = get_object_or_404(Post.objects.select_related("thread__cohort"), pk=pk)
    get_object_or_404(Thread.objects.visible_to(request.user), pk=found.thread_id)
    url = reverse("discussions:thread", args=[found.thread.cohort.slug, found.thread_id])
    return redirect(f"{url}#post-{found.pk}")


def _say(request: HttpRequest, thread: Thread) -> tuple[PostForm, Post | None]:
    """Post what a form holds; returns the form with its errors and no post when it cannot."""
    form = PostForm(request.POST, auto_id="post_%s")
    if not form.is_valid():
        return form, None
    data = form.cleaned_data
    parent = thread.posts.select_related("author", "parent__author").filter(pk=data["parent"]).first()
    if data["parent"] and parent is None:
        return form.with_nothing_to_answer(GONE), None
    said = {"source": data["text"], "submission_id": data["submission_id"]}
    try:
        post = services.say(thread=thread, author=request.user, parent=parent, **said)
    except services.Gone:
        return form.with_nothing_to_answer(GONE), None
    messages.success(request, _("Posted. Everybody in the cohort can read it."))
    return form, post


def _thread_context(thread: Thread | None, form: PostForm) -> dict[str, Any]:
    if thread is None:
        return {"lines": [], "form": form}
    return {"thread": thread, "cohort": thread.cohort, "lines": post_lines(thread), "form": form}
