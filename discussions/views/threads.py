"""A thread: as a step of the course, or on the board. Both show it in the same way and post through the same verbs."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.limits import TOO_OFTEN, TooOften
from accounts.models import User
from accounts.numbers import row_number
from accounts.requests import SignedInRequest
from cohorts.models import Cohort, PlannedModule
from cohorts.queries import shut_to
from courses.context import step_context
from courses.queries import CoursePlace
from courses.requests import EnrolledRequest
from discussions import services
from discussions.forms import ANSWER_IDS, PostForm
from discussions.models import DiscussionPage, Following, Post, Thread
from discussions.queries import (
    Conversation,
    Room,
    Splits,
    conversation,
    drafts_of,
    prompt_manner,
    prompt_page,
    splits_of,
    title_of,
    used_by,
)
from discussions.views.gone import to_what_was_left

GONE = gettext_lazy("What you answered is no longer there. Your text is kept here.")
CLOSED = gettext_lazy("Posting here is closed, so your text was not posted. It is still here for you to copy.")
NAMED = gettext_lazy(
    "Here posts show the name of their author now, and that was not so when you began. Nothing is posted yet. "
    "Send it once more if you want to say it with your name."
)
# In addresses: the post that somebody is led to.
AT = "at"
# And the post that she wants to answer.
ANSWER = "answer"
# And the post with which she wants to do something that is seldom done.
MORE = "more"
# And the post that she wants to quote in her answer.
QUOTE = "quote"
# And that she has just begun, and asks something there.
ASKS = "asks"
IN_THE_WAY = {services.Gone: GONE, services.Closed: CLOSED, services.Named: NAMED}


def discussion(request: EnrolledRequest, page: DiscussionPage) -> HttpResponse:
    context = step_context(request, page)
    key, form = page.translation_key, None
    thread, cohort = _conversation_at(request, key)
    if cohort is None:
        return render(request, "discussions/discussion.html", context | {"form": PostForm.blank()})
    if request.method == "POST":
        opened = thread or (lambda: services.thread_of_prompt(cohort_id=cohort.pk, step_key=key))
        form, post = say(request, opened)
        if post:
            return redirect(at_post(page.get_url(request), post.pk))
    if thread:
        context |= thread_context(request, thread, form)
    else:
        begun = Thread(cohort=cohort, step_key=key, **prompt_manner(key, cohort.pk))
        context |= empty_context(request, begun, cohort, form)
    return render(request, "discussions/discussion.html", context, status=422 if form else 200)


def _conversation_at(request: EnrolledRequest, key: UUID) -> tuple[Thread | None, Cohort | None]:
    """The thread by a prompt in the cohort that somebody takes the course with, if it is there; and the cohort, unless
    she takes it with none, or reads its board no longer. One query, or two before anybody has written.
    """
    cohort_id = request.enrolment.cohort_id
    if cohort_id is None:
        return None, None
    used = used_by(request.user.pk)
    visible = Thread.objects.visible_to(request.user).select_related("cohort").annotate(used=used)
    thread = visible.filter(cohort=cohort_id, step_key=key).first()
    if thread:
        return thread, thread.cohort
    return None, Cohort.objects.visible_to(request.user).annotate(used=used).filter(pk=cohort_id).first()


@login_required
def thread(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    closed = PlannedModule.objects.filter(cohort=OuterRef("cohort"), is_closed=True)
    visible = Thread.objects.visible_to(request.user).select_related("cohort", "gathering")
    visible = visible.annotate(waits=Exists(closed), used=used_by(request.user.pk))
    thread: Any = visible.filter(pk=pk, cohort__slug=slug).first()
    if thread is None:
        return to_what_was_left(request.user, slug)
    if thread.waits and (kept_out := _kept_out(request, thread)):
        return kept_out
    form = None
    if request.method == "POST":
        form, post = say(request, thread)
        if post:
            return redirect(at_post(reverse("discussions:thread", args=[slug, pk]), post.pk))
    page = prompt_page(thread, get_language())
    context = {"page": page, "title": page.title if page else title_of(thread)}
    context |= thread_context(request, thread, form)
    return render(request, "discussions/thread.html", context, status=422 if form else 200)


@login_required
@require_safe
def post(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a post where it stands, in the reader's language; what a notice links to."""
    visible = Post.objects.in_the_time_of(request.user.pk).filter(thread__in=Thread.objects.visible_to(request.user))
    found = visible.select_related("thread__cohort").filter(pk=pk).first()
    if found is None:
        hers = get_object_or_404(Post.objects.left_by(request.user).select_related("thread__cohort"), pk=pk)
        return to_what_was_left(request.user, hers.thread.cohort.slug)
    url = reverse("discussions:thread", args=[found.thread.cohort.slug, found.thread_id])
    return redirect(at_post(url, found.pk))


def at_post(url: str, pk: int) -> str:
    """Where a post stands on the page of a thread, on whichever of its pages that is."""
    return f"{url}?{AT}={pk}#post-{pk}"


def _kept_out(request: SignedInRequest, thread: Thread) -> HttpResponse | None:
    """What somebody meets instead of a thread of a step in a module that waits for its day."""
    page = prompt_page(thread, get_language())
    shut = shut_to(request.user, thread.cohort_id, page) if page else None
    if page is None or shut is None:
        return None
    context = {"module": shut, "course_url": CoursePlace.of(page).url}
    return render(request, "courses/shut.html", context, status=403)


def say(request: SignedInRequest, place: Thread | Callable[[], Thread]) -> tuple[PostForm, Post | None]:
    """Post what a form holds in a thread, or in one that is opened for it; returns the form with its errors and no post
    when it cannot.
    """
    form = PostForm(request.POST, request.FILES, auto_id="post_%s")
    if not form.is_valid():
        return form, None
    thread = place if isinstance(place, Thread) else place()
    if not form.fits(thread.is_anonymous):
        return form, None
    parent = _readable(thread, request.user, form.cleaned_data["parent"])
    if form.cleaned_data["parent"] and parent is None:
        return form.sent_below(GONE), None
    try:
        post = services.create_post(thread=thread, author=request.user, parent=parent, **form.said)
    except TooOften:
        form.add_error("text", TOO_OFTEN)
        return form, None
    except services.Full as full:
        form.add_error("files", full.words)
        return form, None
    except tuple(IN_THE_WAY) as refused:
        return form.sent_below(IN_THE_WAY[type(refused)]), None
    messages.success(request, _("Posted. Everybody in the cohort can read it."))
    return form, post


def _readable(thread: Thread, user: User, pk: int | None) -> Post | None:
    posts = thread.posts.readable_by(user.pk).filter(withdrawn_at=None)
    return posts.select_related("author", "parent__author").filter(pk=pk).first() if pk else None


def thread_context(request: SignedInRequest, thread: Thread, sent: PostForm | None) -> dict[str, Any]:
    """A thread with its boxes; what is shown counts as read from now on."""
    # A text that comes back to its box is shown where the box is.
    answered = (row_number(sent["parent"].value()) or 0) if sent else 0
    asked, more = answered or _number(request, ANSWER), _number(request, MORE)
    quoted = 0 if answered else _number(request, QUOTE)
    at = asked or quoted or more
    page = 0 if at else _number(request, "page")
    talk = conversation(thread, request.user, page=page, at=at or _number(request, AT))
    _note_read(request.user, talk)
    box, boxes = thread.box_below(), _open_boxes(talk, asked, talk.quote_of(quoted))
    if sent and answered in {line.post.pk for line in talk.lines}:
        sent.auto_id = ANSWER_IDS % answered
        boxes[answered], sent = sent, None
    return {
        "thread": thread,
        "cohort": thread.cohort,
        "room": _room(thread),
        "talk": talk,
        "rows": [(line, boxes.get(line.post.pk)) for line in talk.lines],
        "more": str(more),
        **_around(request, talk),
        "box": box,
        "form": sent or PostForm.blank(draft=talk.drafts.get(box)),
    }


def _note_read(user: User, talk: Conversation) -> None:
    if talk.new:
        shown = {"posts": talk.new, "unread": talk.new_elsewhere, "saved": talk.saved}
        services.note_read(user=user, thread=talk.thread, **shown)


def _around(request: SignedInRequest, talk: Conversation) -> dict[str, Any]:
    """Beside the posts: what to hear of, the box that a script opens, an offer to make it a question, and where posts
    went and came from.
    """
    is_talk = talk.thread.kind == Thread.Kind.TALK
    splits = splits_of(talk.thread, request.user, get_language()) if talk.has_splits else Splits()
    return {
        "levels": Following.Level.choices,
        "empty_answer": PostForm.for_answer(0),
        "asks": talk.may_turn and is_talk and ASKS in request.GET,
        "splits": splits,
    }


def _room(place: Any) -> Room:
    """The room for files of whoever reads, asked for together with the place where she does."""
    return Room.of_person(place.used)


def _number(request: SignedInRequest, name: str) -> int:
    return row_number(request.GET.get(name)) or 0


def _open_boxes(talk: Conversation, asked: int, quoted: tuple[int, str] | None) -> dict[int, PostForm]:
    """The boxes that are open on a page, by the post that is answered: that which is asked for, that in which a post
    is quoted, and where something was begun.
    """
    if not talk.thread.takes_posts:
        return {}
    posts = [line.post.pk for line in talk.lines if line.post.withdrawn_at is None]
    begun = {pk: talk.drafts.get(talk.thread.box_below(pk)) for pk in posts}
    row, words = quoted or (0, "")
    return {
        pk: PostForm.for_answer(pk, draft, words if pk == row else "")
        for pk, draft in begun.items()
        if draft or pk in (asked, row)
    }


def empty_context(request: SignedInRequest, thread: Thread, place: Any, form: PostForm | None) -> dict[str, Any]:
    """A conversation in which nobody has written, as it will begin; `place` tells of the room for files."""
    box = thread.box_below()
    draft = drafts_of(request.user, thread.cohort_id).get(box)
    return {
        "thread": thread,
        "cohort": thread.cohort,
        "room": _room(place),
        "talk": None,
        "box": box,
        "form": form or PostForm.blank(draft=draft),
    }
