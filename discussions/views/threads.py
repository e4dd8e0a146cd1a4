"""A thread: as a step of the course, or on the board. Both show it in the same way and post through the same verbs."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.kept import signed_in_or_kept
from accounts.models import User
from cohorts.models import Cohort
from courses.context import step_context
from discussions import services
from discussions.boxes import box_of
from discussions.forms import PostForm
from discussions.models import DiscussionPage, Following, Post, Thread
from discussions.queries import conversation, drafts_of, prompt_page, title_of

GONE = gettext_lazy("What you answered is no longer there. Your text is kept here.")
CLOSED = gettext_lazy("Posting here is closed, so your text was not posted. It is still here for you to copy.")


def discussion(request: HttpRequest, page: DiscussionPage) -> HttpResponse:
    cohort_id = request.enrolment.cohort_id
    context = step_context(request, page)
    if cohort_id is None:
        return render(request, "discussions/discussion.html", context | {"form": PostForm.blank()})
    threads = Thread.objects.filter(cohort_id=cohort_id, step_key=page.translation_key)
    thread = threads.select_related("cohort").first()
    form = None
    if request.method == "POST":
        thread = thread or services.thread_of_prompt(cohort_id=cohort_id, step_key=page.translation_key)
        form, post = _say(request, thread)
        if post:
            return redirect(f"{page.get_url(request)}#post-{post.pk}")
    context |= _thread_context(request, thread, form) if thread else _empty_context(request, page, cohort_id)
    return render(request, "discussions/discussion.html", context, status=422 if form else 200)


@signed_in_or_kept
def thread(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    visible = Thread.objects.visible_to(request.user).select_related("cohort")
    thread = get_object_or_404(visible, pk=pk, cohort__slug=slug)
    form = None
    if request.method == "POST":
        form, post = _say(request, thread)
        if post:
            return redirect(f"{reverse('discussions:thread', args=[slug, pk])}#post-{post.pk}")
    page = prompt_page(thread, get_language())
    context = {"page": page, "title": page.title if page else title_of(thread)}
    context |= _thread_context(request, thread, form)
    return render(request, "discussions/thread.html", context, status=422 if form else 200)


@login_required
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a post where it stands, in the reader's language; what a notice links to."""
    found = get_object_or_404(Post.objects.select_related("thread__cohort"), pk=pk)
    get_object_or_404(Thread.objects.visible_to(request.user), pk=found.thread_id)
    url = reverse("discussions:thread", args=[found.thread.cohort.slug, found.thread_id])
    return redirect(f"{url}#post-{found.pk}")


def _say(request: HttpRequest, thread: Thread) -> tuple[PostForm, Post | None]:
    """Post what a form holds; returns the form with its errors and no post when it cannot."""
    form = PostForm(request.POST, request.FILES, auto_id="post_%s")
    if not form.is_valid():
        return form, None
    data = form.cleaned_data
    parent = _readable(thread, request.user, data["parent"]) if data["parent"] else None
    if data["parent"] and parent is None:
        return form.with_nothing_to_answer(GONE), None
    said = {"source": data["text"], "submission_id": data["submission_id"], "files": data["files"]}
    try:
        post = services.say(thread=thread, author=request.user, parent=parent, **said)
    except services.Gone:
        return form.with_nothing_to_answer(GONE), None
    except services.Closed:
        return form.with_nothing_to_answer(CLOSED), None
    messages.success(request, _("Posted. Everybody in the cohort can read it."))
    return form, post


def _readable(thread: Thread, user: User, pk: int) -> Post | None:
    standing = thread.posts.readable_by(user.pk).filter(withdrawn_at=None)
    return standing.select_related("author", "parent__author").filter(pk=pk).first()


def _thread_context(request: HttpRequest, thread: Thread, form: PostForm | None) -> dict[str, Any]:
    """A thread with its boxes; what is shown counts as read from now on."""
    talk = conversation(thread, request.user)
    if talk.new:
        services.note_read(user=request.user, thread=thread, posts=talk.new)
    box = box_of(thread.pk, thread.step_key)
    return {
        "thread": thread,
        "cohort": thread.cohort,
        "talk": talk,
        "patterns": {},
        "box": box,
        "form": form or PostForm.blank(draft=talk.drafts.get(box)),
        "levels": Following.Level.choices,
    }


def _empty_context(request: HttpRequest, page: DiscussionPage, cohort_id: int) -> dict[str, Any]:
    """A prompt that nobody in the cohort has written by."""
    box = box_of(None, page.translation_key)
    draft = drafts_of(request.user, cohort_id).get(box)
    manner = {
        "step_key": page.translation_key,
        "is_anonymous": page.is_anonymous,
        "is_write_first": page.is_write_first,
    }
    cohort = Cohort.objects.get(pk=cohort_id)
    return {
        "thread": Thread(cohort=cohort, **manner),
        "cohort": cohort,
        "talk": None,
        "box": box,
        "form": PostForm.blank(draft=draft),
    }
