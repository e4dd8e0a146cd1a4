"""What is offered at a post is what is taken: in every state, in every role."""

import re
from itertools import product
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cohorts.services import end_cohort
from discussions.models import NameOpening, Post, Report, SavedPost, Thread
from discussions.presses import SELDOM, Standing, presses_on
from discussions.services import create_post, edit, hide, lock, open_thread, withdraw_post
from tests.html import squeezed

FACTS = tuple(Standing.__dataclass_fields__)
ALL = {"later", "answer", "quote", "edit", "withdraw", "help", "report", "hide", "show", "move", "open_name"}


def test_nothing_is_done_with_what_was_taken_back_and_all_else_has_a_state():
    met = set()
    for values in product([False, True], repeat=len(FACTS)):
        post = Standing(**dict(zip(FACTS, values, strict=True)))
        found = presses_on(post)
        met |= found
        assert not (post.is_withdrawn and found)
        assert post.is_trainer or not found & {"hide", "show", "move", "open_name"}
        assert post.is_mine or not found & {"edit", "withdraw"}
        assert not {"hide", "show"} <= found
    assert met == ALL
    assert SELDOM < ALL


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"is_mine": True}, {"later", "answer", "quote", "edit", "withdraw"}),
        ({"is_mine": True, "takes_posts": False}, {"later", "withdraw"}),
        ({}, {"later", "answer", "quote", "help", "report"}),
        ({"is_answer": True, "in_withdrawn_row": True}, {"later", "answer", "help", "report"}),
        ({"is_hidden": True}, {"answer"}),
        ({"is_trainer": True}, {"later", "answer", "quote", "help", "report", "hide", "move"}),
        ({"is_trainer": True, "has_other_threads": False}, {"later", "answer", "quote", "help", "report", "hide"}),
        ({"is_trainer": True, "is_hidden": True, "is_answer": True, "takes_posts": False}, {"show"}),
        (
            {"is_trainer": True, "is_nameless": True, "in_nameless_thread": True},
            {"later", "answer", "quote", "help", "report", "hide", "open_name"},
        ),
    ],
)
def test_what_may_be_done(facts, expected):
    assert presses_on(Standing(**facts)) == expected


# How each press looks on a page, and how it is made.
OFFERED = {
    "answer": r"\?answer={pk}#",
    "quote": r"\?quote={pk}#",
    "edit": r"/inlagg/{pk}/\"> ?Ändra eller ta tillbaka",
    "withdraw": r"/inlagg/{pk}/\"",
    "later": r"/inlagg/{pk}/senare/\".{{0,20}}> ?Läs det senare",
    "help": r"/inlagg/{pk}/hjalpte/\"",
    "report": r"/inlagg/{pk}/anmal/\"",
    "hide": r"/inlagg/{pk}/dolj/\"",
    "show": r"/inlagg/{pk}/visa/\"",
    "move": r"/inlagg/{pk}/flytta/\"",
    "open_name": r"/inlagg/{pk}/namn/\"",
}
NAMES = {"edit": "edit_post", "withdraw": "withdraw_post", "help": "helped"}


def offered(page, post):
    return {press for press, sign in OFFERED.items() if re.search(sign.format(pk=post.pk), page)}


def traces():
    """All that a press may change."""
    facts = ("pk", "source", "thread", "withdrawn_at", "hidden_at")
    helped = Post.helped.through.objects.count()
    counts = (helped, SavedPost.objects.count(), Report.objects.count(), NameOpening.objects.count())
    return list(Post.objects.order_by("pk").values_list(*facts)), counts


def is_taken(client, cohort, post, press, other):
    """Whether a press changes anything; taken back afterwards."""
    cache.clear()
    if press == "quote":
        page = client.get(reverse("discussions:thread", args=[cohort.slug, post.thread_id]) + f"?quote={post.pk}")
        return "\n&gt; " in page.text
    before = traces()
    said = {
        "text": "Nytt",
        "submission_id": str(uuid4()),
        "parent": post.pk,
        "version": post.version,
        "reason": "Så är det",
    }
    name, args = NAMES.get(press, press), [cohort.slug, post.pk]
    if press == "answer":
        name, args = "thread", [cohort.slug, post.thread_id]
    with transaction.atomic():
        client.post(reverse(f"discussions:{name}", args=args), {**said, "to": other.pk})
        is_changed = traces() != before
        transaction.set_rollback(True)
    return is_changed


def posts_of(thread, author, tove):
    """A post in each state: as it was written, as an answer, hidden, changed, taken back with an answer to it."""

    def write(parent=None):
        facts = {"thread": thread, "author": author, "source": "Ord", "submission_id": uuid4()}
        return create_post(parent=parent, **facts)

    plain, hidden, changed, withdrawn = (write() for _number in range(4))
    posts = [plain, write(plain), hidden, write(hidden), changed, withdrawn, write(withdrawn)]
    hide(post=hidden, by=tove, reason="Ett namn")
    edit(post=changed, source="Andra ord", expected_version=0)
    withdraw_post(post=withdrawn)
    return [Post.objects.get(pk=post.pk) for post in posts]


@pytest.mark.parametrize("is_anonymous", [False, True])
@pytest.mark.parametrize("state", ["open", "locked", "ended"])
def test_what_is_offered_is_what_is_taken(client_as, cohort, alva, bo, tove, state, is_anonymous):
    facts = {"cohort": cohort, "author": bo, "title": "T", "source": "S"}
    thread = open_thread(is_anonymous=is_anonymous, submission_id=uuid4(), **facts).thread
    other = open_thread(submission_id=uuid4(), **facts).thread
    posts = posts_of(thread, alva, tove)
    if state == "locked":
        lock(thread=thread, is_locked=True)
    if state == "ended":
        end_cohort(cohort=cohort, today=timezone.localdate())
    url, met = reverse("discussions:thread", args=[cohort.slug, thread.pk]), set()
    for person, post in product((alva, bo, tove), posts):
        client = client_as(person)
        page = squeezed(client.get(f"{url}?more={post.pk}").text)
        # Where a box stands open, or was folded away, the way to answer is that of the post above.
        tried = {press for press in ALL if press != "answer" or post.parent_id is None}
        taken = {press for press in tried if is_taken(client, cohort, post, press, other)}
        assert offered(page, post) == taken, (person.name, post.pk, state)
        met |= taken
    missing = set() if state == "open" else {"answer", "quote", "edit"}
    assert met == ALL - missing - ({"move"} if is_anonymous else {"open_name"})


def test_a_post_moves_only_where_there_is_somewhere_to(client_as, cohort, alva, tove):
    Thread.objects.filter(cohort=cohort).delete()
    facts = {"cohort": cohort, "author": alva, "title": "T", "source": "S"}
    post = open_thread(submission_id=uuid4(), **facts)
    url, client = reverse("discussions:thread", args=[cohort.slug, post.thread_id]), client_as(tove)
    assert "flytta" not in client.get(f"{url}?more={post.pk}").text
    open_thread(submission_id=uuid4(), **{**facts, "is_write_first": True})
    assert "flytta" not in client.get(f"{url}?more={post.pk}").text
    open_thread(submission_id=uuid4(), **facts)
    assert "flytta" in client.get(f"{url}?more={post.pk}").text


def test_a_post_of_a_locked_thread_can_be_taken_back_and_says_why_not_changed(client_as, cohort, alva):
    facts = {"cohort": cohort, "author": alva, "title": "T", "source": "Mina ord"}
    post = open_thread(submission_id=uuid4(), **facts)
    url, client = reverse("discussions:edit_post", args=[cohort.slug, post.pk]), client_as(alva)
    assert "<textarea" in client.get(url).text
    lock(thread=post.thread, is_locked=True)
    page = client.get(url).text
    assert "<textarea" not in page
    assert "Mina ord" in page
    assert "kan inte ändras" in page
    # Locked while she wrote: her words come back to her.
    met = client.post(url, {"text": "Långt och nytt", "version": 0})
    assert met.status_code == 422
    assert "Långt och nytt" in met.text
    client.post(reverse("discussions:withdraw_post", args=[cohort.slug, post.pk]))
    assert not Thread.objects.filter(pk=post.thread_id).exists()
