"""Boards in the digest: each post once at most, never one that was read, one's own, or one that is gone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from accounts.models import User
from discussions.models import Post
from discussions.queries.digests import board_sections, unheard
from discussions.services import (
    create_post,
    follow_board,
    follow_thread,
    hide,
    mark_board_read,
    note_read,
    open_thread,
    withdraw_post,
)
from home.services import send_digests
from notices.lines import Line, Section
from notices.models import MailChoice, Notice
from notices.queries import Window, unread_lines
from tests.conftest import membership_of
from tests.long import run_machine

WEEK = timedelta(days=7)


def begin(cohort, author, title="Tyst start", **manner):
    return open_thread(cohort=cohort, author=author, title=title, source="Hej", submission_id=uuid4(), **manner).thread


def write(thread, author, text="Ett svar"):
    return create_post(thread=thread, author=author, source=text, submission_id=uuid4())


@pytest.fixture
def week():
    now = timezone.now()
    return Window(now - WEEK, now + WEEK)


@pytest.fixture
def thread(cohort, alva, bo):
    mark_board_read(membership=membership_of(bo, cohort))
    return begin(cohort, alva)


def test_it_names_threads_with_what_is_new_and_nobody(thread, cohort, alva, bo, week):
    latest = write(thread, alva)
    opening = thread.posts.first()
    assert opening != latest
    assert board_sections(bo, week) == [
        Section(
            f"2 nya inlägg i {cohort.name}",
            (Line(what="Tyst start", where="2 nya inlägg", path=f"/post/{opening.pk}/"),),
        )
    ]


def test_what_a_notice_tells_of_stands_there_alone(thread, cohort, alva, bo, week):
    told = write(thread, alva, "Vad tycker du, @Bo Lind?")
    assert Notice.objects.filter(recipient=bo, key=told.event).exists()
    assert unheard(membership_of(bo, cohort), week) == [thread.posts.first()]


@pytest.mark.parametrize("where", ["board", "thread"])
def test_whoever_wants_to_hear_nothing_hears_nothing(thread, cohort, bo, week, where):
    if where == "board":
        follow_board(user=bo, cohort=cohort, level="none")
    else:
        follow_thread(user=bo, thread=thread, level="none")
    assert unheard(membership_of(bo, cohort), week) == []


def test_only_what_the_window_spans(thread, cohort, bo, week):
    opening = thread.posts.first()
    membership = membership_of(bo, cohort)
    assert unheard(membership, Window(week.since, opening.posted_at)) == []
    assert unheard(membership, Window(opening.posted_at, week.until)) == [opening]


def test_where_each_writes_first_only_the_opening_is_told(cohort, tove, alva, bo, week):
    mark_board_read(membership=membership_of(bo, cohort))
    thread = begin(cohort, tove, is_write_first=True)
    write(thread, alva)
    assert unheard(membership_of(bo, cohort), week) == [thread.posts.first()]


def test_a_digest_goes_out_with_what_is_new_on_the_board(thread, cohort, bo, django_capture_on_commit_callbacks):
    User.objects.exclude(pk=bo.pk).update(date_joined=timezone.now())
    # A week by the clock on the wall may have an hour more.
    before = timezone.now() - WEEK - timedelta(hours=1)
    MailChoice.objects.update_or_create(user=bo, defaults={"digested_until": before})
    bo.memberships.update(joined_at=before)
    Post.objects.filter(thread=thread).update(posted_at=timezone.now() - timedelta(hours=1))
    mail.outbox.clear()
    for _twice in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            send_digests(now=timezone.now())
    [letter] = mail.outbox
    assert letter.to == [bo.email]
    assert f"1 nytt inlägg i {cohort.name}" in letter.body
    assert "Tyst start" in letter.body


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_as_much_for_one_thread_as_for_three(cohort, alva, bo, week, number):
    mark_board_read(membership=membership_of(bo, cohort))
    for at in range(number):
        begin(cohort, alva, f"Tråd {at}")
    with CaptureQueriesContext(connection) as captured:
        board_sections(bo, week)
    assert len(captured) == 4


class Weeks(RuleBasedStateMachine):
    """Posts come, are read, go, and digests are sent, in any order; what a digest tells is written down."""

    cohort = alva = bo = None

    def __init__(self):
        super().__init__()
        self.membership = membership_of(self.bo, self.cohort)
        mark_board_read(membership=self.membership)
        follow_board(user=self.bo, cohort=self.cohort, level="mine")
        Notice.objects.all().delete()
        self.now = self.sent_until = timezone.now()
        self.threads = [begin(self.cohort, self.alva), begin(self.cohort, self.bo)]
        self.told, self.read = [], set()
        Post.objects.filter(thread__in=self.threads).update(posted_at=self.now)
        self.pass_time(1)

    def pass_time(self, hours):
        self.now += timedelta(hours=hours)

    def date(self, post):
        Post.objects.filter(pk=post.pk).update(posted_at=self.now)
        Notice.objects.filter(key=post.event).update(created_at=self.now)

    @rule(thread=st.integers(0, 1), by_bo=st.booleans(), text=st.sampled_from(["Hej", "Hör du, @Bo Lind?"]))
    def somebody_writes(self, thread, by_bo, text):
        self.date(write(self.threads[thread], self.bo if by_bo else self.alva, text))

    @rule(thread=st.integers(0, 1))
    def bo_reads(self, thread):
        posts = set(self.threads[thread].posts.values_list("pk", flat=True))
        note_read(user=self.bo, thread=self.threads[thread], posts=posts)
        self.read |= posts

    @rule(level=st.sampled_from(["all", "mine", "none"]), thread=st.sampled_from([None, 0, 1]))
    def bo_chooses(self, level, thread):
        if thread is None:
            follow_board(user=self.bo, cohort=self.cohort, level=level)
        else:
            follow_thread(user=self.bo, thread=self.threads[thread], level=level)

    @rule(is_hidden=st.booleans(), data=st.data())
    def a_post_goes(self, is_hidden, data):
        standing = list(Post.objects.shown().filter(thread__in=self.threads, is_opening=False).order_by("pk"))
        if standing:
            post = data.draw(st.sampled_from(standing))
            hide(post=post, by=self.alva, reason="X") if is_hidden else withdraw_post(post=post)

    @rule(hours=st.integers(1, 300))
    def a_digest_is_sent(self, hours):
        self.pass_time(hours)
        window, self.sent_until = Window(self.sent_until, self.now), self.now
        paths = [line.path for line in unread_lines(self.bo, window) if line.path.startswith("/post/")]
        events = [int(path.split("/")[2]) for path in paths]
        heard = {notice.path: notice.kind for notice in Notice.objects.filter(recipient=self.bo)}
        told = [pk for pk, path in zip(events, paths, strict=True) if heard[path] != Notice.Kind.HIDDEN]
        told += [post.pk for post in unheard(self.membership, window)]
        assert not set(told) & set(self.told)
        assert not set(told) & self.read
        assert len(told) == len(set(told))
        posts = Post.objects.filter(pk__in=told)
        assert not posts.filter(author=self.bo).exists()
        assert posts.shown().count() == len(told)
        self.told += told


@pytest.mark.long
def test_any_order_of_things(cohort, alva, bo):
    Weeks.cohort, Weeks.alva, Weeks.bo = cohort, alva, bo
    run_machine(Weeks, short=(10, 20), long=(200, 40))
