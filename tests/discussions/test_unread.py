"""What is new to whom: every reply since she was there, also in old threads; never her own; alike on two devices."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from accounts.services import create_person
from cohorts.models import Cohort, Membership
from cohorts.services import join, leave
from discussions.models import Post, Reading, Thread
from discussions.queries import board_of, conversation, latest_threads
from discussions.services import (
    create_post,
    hide,
    mark_board_read,
    move,
    note_read,
    open_thread,
    show_again,
    withdraw_post,
)
from notices.queries import unread_count
from tests.conftest import membership_of
from tests.long import run_machine


def new_to(person, cohort) -> int:
    return Post.objects.new_at(membership_of(person, cohort)).count()


def begin(cohort, author, **manner):
    return open_thread(cohort=cohort, author=author, title="T", source="Hej", submission_id=uuid4(), **manner).thread


def write(thread, author, text="Ett svar", parent=None):
    return create_post(thread=thread, author=author, source=text, submission_id=uuid4(), parent=parent)


@pytest.fixture
def thread(cohort, alva, bo):
    """A thread of Alva's; both have read all before it."""
    for person in (alva, bo):
        mark_board_read(membership=membership_of(person, cohort))
    return begin(cohort, alva)


def test_what_others_write_is_new_and_ones_own_never(thread, cohort, alva, bo):
    write(thread, alva)
    write(thread, bo)
    assert (new_to(alva, cohort), new_to(bo, cohort)) == (1, 2)


def test_an_answer_in_an_old_thread_is_new(thread, cohort, alva, bo):
    opening = thread.posts.get()
    for _later in range(30):
        begin(cohort, alva)
    mark_board_read(membership=membership_of(bo, cohort))
    write(thread, alva, parent=opening)
    [line, *_others] = latest_threads(membership_of(bo, cohort), "sv", limit=5)
    assert (new_to(bo, cohort), line.thread, line.new) == (1, thread, 1)


def test_reading_on_one_device_is_read_on_the_other(client_as, thread, cohort, alva, bo):
    write(thread, alva)
    phone, laptop = client_as(bo), client_as(bo)
    board = reverse("discussions:board", args=[cohort.slug])
    assert "Det finns något nytt i 1 tråd." in laptop.get(board).text
    page = phone.get(reverse("discussions:thread", args=[cohort.slug, thread.pk]))
    assert page.text.count("is-new") == 2
    assert "Det finns något nytt" not in laptop.get(board).text
    assert "is-new" not in phone.get(reverse("discussions:thread", args=[cohort.slug, thread.pk])).text


def test_what_was_read_clears_its_notices(client_as, thread, cohort, alva, bo):
    write(thread, alva, f"@{bo.name} kom och se")
    assert unread_count(bo) == 1
    client_as(bo).get(reverse("discussions:thread", args=[cohort.slug, thread.pk]))
    assert unread_count(bo) == 0


def test_all_is_read_at_a_press(client_as, thread, cohort, alva, bo):
    write(thread, alva, f"@{bo.name} kom och se")
    client = client_as(bo)
    for _press in range(2):
        client.post(reverse("discussions:mark_read", args=[cohort.slug]))
    assert (new_to(bo, cohort), unread_count(bo), new_to(alva, cohort)) == (0, 0, 0)


@pytest.mark.parametrize("number", [1, 3])
def test_marking_all_costs_the_same_for_any_number(thread, cohort, alva, bo, number):
    for _one in range(number):
        begin(cohort, alva)
    membership = membership_of(bo, cohort)
    with CaptureQueriesContext(connection) as captured:
        mark_board_read(membership=membership)
    assert len(captured) == 7


def test_it_never_goes_backwards(thread, alva, bo):
    first, second = write(thread, alva), write(thread, alva)
    note_read(user=bo, thread=thread, posts=[first.pk, second.pk])
    note_read(user=bo, thread=thread, posts=[first.pk])
    assert Reading.objects.get(user=bo, thread=thread).up_to == second.pk


def test_what_was_said_before_she_came_is_not_new(cohort, alva, thread):
    newcomer = create_person(email="ny@example.org", name="Nya")
    join(cohort=cohort, user=newcomer)
    Membership.objects.filter(user=newcomer).update(joined_at=timezone.now() + timedelta(seconds=1))
    assert new_to(newcomer, cohort) == 0
    Post.objects.filter(pk=write(thread, alva).pk).update(posted_at=timezone.now() + timedelta(minutes=1))
    assert new_to(newcomer, cohort) == 1


def test_what_was_taken_back_or_hidden_is_not_new(thread, cohort, alva, bo, tove):
    mark_board_read(membership=membership_of(bo, cohort))
    answered, hidden = write(thread, alva), write(thread, alva)
    write(thread, alva, parent=answered)
    assert new_to(bo, cohort) == 3
    withdraw_post(post=answered)
    hide(post=hidden, by=tove, reason="Fel ställe")
    assert new_to(bo, cohort) == 1
    show_again(post=hidden)
    assert new_to(bo, cohort) == 2


def test_new_threads_stand_above_read_ones_and_below_pinned(thread, cohort, alva, bo):
    unread = begin(cohort, alva)
    later = begin(cohort, alva)
    Thread.objects.filter(pk=thread.pk).update(is_pinned=True)
    for one in (thread, later):
        note_read(user=bo, thread=one, posts=list(one.posts.values_list("pk", flat=True)))
    found = [line.thread for line in latest_threads(membership_of(bo, cohort), "sv", limit=3)]
    assert found == [thread, unread, later]


def test_pages_of_a_board_hold_every_thread_once(thread, cohort, alva, bo):
    threads = [begin(cohort, alva) for _one in range(9)]
    Thread.objects.filter(pk__in=[threads[1].pk, threads[4].pk]).update(is_pinned=True)
    for one in threads[::3]:
        note_read(user=bo, thread=one, posts=list(one.posts.values_list("pk", flat=True)))
    membership, seen, after = membership_of(bo, cohort), [], ""
    while page := latest_threads(membership, "sv", limit=2, after=after):
        seen += [line.thread.pk for line in page]
        after = page[-1].key
    assert seen == [line.thread.pk for line in latest_threads(membership, "sv", limit=50)]
    assert len(seen) == len(set(seen)) == Thread.objects.filter(cohort=cohort).count()


@pytest.mark.parametrize("after", ["x", "00-", "22-1", "00-x", "00-²", "0-1", "00-" + "9" * 30, "\0", "00-1-2"])
def test_odd_places_to_go_on_from(client_as, thread, cohort, bo, after):
    page = client_as(bo).get(reverse("discussions:board", args=[cohort.slug]), {"after": after})
    assert page.status_code == 200


class Board(RuleBasedStateMachine):
    """Whatever happens on a board, in any order, what is new is what an own count says."""

    def __init__(self) -> None:
        super().__init__()
        Thread.objects.filter(step_key=None).delete()
        self.cohort = Cohort.objects.get(slug="exempelkommun-hosten-2026")
        self.memberships = list(self.cohort.memberships.select_related("user", "cohort").order_by("pk"))
        for membership in self.memberships:
            mark_board_read(membership=membership)
        self.threads = [
            begin(self.cohort, self.memberships[0].user, is_write_first=first) for first in (False, True, False)
        ]
        self.seen: set[tuple[int, int]] = set()
        # Threads that posts were moved to: what was read elsewhere may be new there once more.
        self.moved_to: set[int] = set()

    who, where, which = st.integers(0, 2), st.integers(0, 2), st.integers(0, 50)

    @rule(who=who, where=where)
    def write(self, who, where):
        write(self.threads[where], self.memberships[who].user)

    @rule(who=who, where=where, which=which)
    def answer(self, who, where, which):
        talk = conversation(self.threads[where], self.memberships[who].user)
        if talk.lines:
            write(self.threads[where], self.memberships[who].user, parent=talk.lines[which % len(talk.lines)].post)

    @rule(who=who, where=where)
    def read(self, who, where):
        user = self.memberships[who].user
        talk = conversation(self.threads[where], user)
        note_read(user=user, thread=self.threads[where], posts=talk.new)
        self.seen |= {(user.pk, pk) for pk in talk.shown}

    @rule(who=who)
    def read_all(self, who):
        membership = self.memberships[who]
        self.seen |= {(membership.user_id, pk) for pk in Post.objects.new_at(membership).values_list("pk", flat=True)}
        mark_board_read(membership=membership)

    @rule(where=where, which=which)
    def take_back(self, where, which):
        posts = list(self.threads[where].posts.filter(withdrawn_at=None, is_opening=False))
        if posts:
            withdraw_post(post=posts[which % len(posts)])

    @rule(where=where, which=which)
    def hide_one(self, where, which):
        posts = list(self.threads[where].posts.all())
        hide(post=posts[which % len(posts)], by=self.memberships[-1].user, reason="R")

    @rule(back=st.booleans(), which=which)
    def move_one(self, back, which):
        old, new = (self.threads[2], self.threads[0]) if back else (self.threads[0], self.threads[2])
        posts = list(old.posts.filter(parent=None, is_opening=False).order_by("pk"))
        if posts:
            move(post=posts[which % len(posts)], to=new)
            self.moved_to.add(new.pk)

    @rule()
    def go_and_come_back(self):
        membership = self.memberships[1]
        leave(membership=membership)
        self.memberships[1] = join(cohort=self.cohort, user=membership.user, role=membership.role)
        self.seen |= {(membership.user_id, pk) for pk in Post.objects.values_list("pk", flat=True)}

    @invariant()
    def what_is_new_is_what_others_wrote_and_she_has_not_seen(self):
        posts = list(Post.objects.filter(thread__in=self.threads).select_related("thread"))
        for membership in self.memberships:
            wrote = {post.thread_id for post in posts if post.author_id == membership.user_id and not post.withdrawn_at}
            expected = {
                post.pk
                for post in posts
                if post.author_id != membership.user_id
                and not post.withdrawn_at
                and not post.hidden_at
                and (membership.user_id, post.pk) not in self.seen
                and (
                    not post.thread.is_write_first
                    or post.is_opening
                    or membership.role == Membership.Role.TRAINER
                    or post.thread_id in wrote
                )
            }
            found = set(Post.objects.new_at(membership).values_list("pk", flat=True))
            assert expected <= found
            assert {post.thread_id for post in posts if post.pk in found - expected} <= self.moved_to
            shown = {pk for thread in self.threads for pk in conversation(thread, membership.user).new}
            assert shown == found
            counts = Counter(post.thread_id for post in posts if post.pk in found)
            lines = latest_threads(membership, "sv", limit=50)
            assert {line.thread.pk: line.new for line in lines if line.new} == counts
            assert board_of(membership, "sv", limit=1).new == len(counts)


@pytest.mark.long
@pytest.mark.django_db
def test_in_any_order():
    run_machine(Board, short=(8, 8), long=(30, 25))
