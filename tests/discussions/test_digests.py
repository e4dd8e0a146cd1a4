"""Boards in the digest: each post once at most, never one that was read, one's own, or one that is gone."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from accounts.models import User
from cohorts.models import Cohort
from cohorts.services import join
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
from notices.lines import Line, Said, Section
from notices.models import MailChoice, Notice
from notices.queries import Window, unread_sections
from notices.services import choose_mail
from tests.conftest import membership_of
from tests.long import run_machine
from tests.meeting import meet

WEEK = timedelta(days=7)


def begin(cohort, author, title="Tyst start", **manner):
    return open_thread(cohort=cohort, author=author, title=title, source="Hej", submission_id=uuid4(), **manner).thread


def start_another(cohort, number, people):
    """One more cohort with the same course and some of the people."""
    other = Cohort.objects.create(
        name=f"Kohort {number}", slug=f"kohort-{number}", course_key=cohort.course_key, starts_on=cohort.starts_on
    )
    for person in people:
        join(cohort=other, user=person, role="coach")
    return other


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


def test_it_names_threads_and_who_wrote_what(thread, cohort, alva, bo, week):
    write(thread, alva, "**Först** skriver vi.\n\n- Sedan läser vi.")
    opening = thread.posts.first()
    said = (Said("Alva Berg", "Hej"), Said("Alva Berg", "Först skriver vi. Sedan läser vi."))
    assert board_sections(bo, week) == [
        Section(cohort.name, (Line("Tyst start", path=f"/post/{opening.pk}/", said=said),), "2 nya inlägg")
    ]


def test_a_few_words_of_each_and_how_many_more(thread, alva, bo, week):
    for text in ("ord " * 100, "x" * 300, "Tre", "Fyra"):
        write(thread, alva, text)
    [section] = board_sections(bo, week)
    [line] = section.lines
    assert (section.about, line.more) == ("5 nya inlägg", "och 2 inlägg till")
    assert [len(said.words) for said in line.said] == [3, 116, 120]
    assert line.said[1].words == "ord " * 28 + "ord…"


def test_of_very_many_threads_the_rest_is_counted(cohort, alva, bo, week):
    mark_board_read(membership=membership_of(bo, cohort))
    for number in range(12):
        begin(cohort, alva, f"Tråd {number}")
    [section] = board_sections(bo, week)
    assert len(section.lines) == 11
    assert section.lines[0].what == "Tråd 11"
    assert section.lines[-1] == Line("2 trådar till", path=reverse("discussions:board", args=[cohort.slug]))


def test_without_names_nobody_is_named(cohort, alva, bo, tove, week):
    mark_board_read(membership=membership_of(bo, cohort))
    thread = begin(cohort, alva, is_anonymous=True)
    write(thread, tove, "Tack för att du säger det.")
    [section] = board_sections(bo, week)
    assert [said.who for said in section.lines[0].said] == ["Någon i kohorten", "Tove Ek"]
    assert "Alva" not in repr(section)


def test_what_she_follows_is_told_with_its_thread_and_not_beside_it(thread, cohort, alva, bo, week):
    follow_thread(user=bo, thread=thread, level="all")
    latest = write(thread, alva, "Mer")
    assert Notice.objects.filter(recipient=bo, key=latest.event, kind="post").exists()
    [section] = board_sections(bo, week)
    assert [said.words for said in section.lines[0].said] == ["Hej", "Mer"]
    assert not any(part.lines for part in unread_sections(bo, week))


def test_what_waits_for_her_comes_before_dates_and_boards(
    thread, cohort, alva, bo, tove, django_capture_on_commit_callbacks
):
    choose_mail(user=bo, digest="daily", at_once=False)
    meet(cohort, starts_at=timezone.now() + timedelta(days=3), title="Uppstart")
    write(thread, alva, "Vad tycker du, @Bo Lind?")
    with time_machine.travel(timezone.now() + timedelta(days=2)), django_capture_on_commit_callbacks(execute=True):
        send_digests(now=timezone.now())
    [letter] = [one for one in mail.outbox if one.to == [bo.email]]
    headings = ["DET HÄR VÄNTAR PÅ DIG", "DITT NÄSTA STEG", "NÄSTA TRÄFFAR", cohort.name.upper()]
    places = [letter.body.index(heading) for heading in headings]
    assert places == sorted(places)
    assert places[0] < letter.body.index("Alva nämnde dig") < places[1]
    assert places[2] < letter.body.index("kl. ") < places[3]
    page = letter.alternatives[0].content
    assert "Alva Berg" in page[page.index(cohort.name + "</h2>") :]


def test_a_step_and_dates_are_no_reason_for_a_digest(cohort, bo, django_capture_on_commit_callbacks):
    meet(cohort, starts_at=timezone.now() + timedelta(days=9))
    Notice.objects.all().delete()
    mark_board_read(membership=membership_of(bo, cohort))
    choose_mail(user=bo, digest="daily")
    mail.outbox.clear()
    with time_machine.travel(timezone.now() + timedelta(days=2)), django_capture_on_commit_callbacks(execute=True):
        send_digests(now=timezone.now())
    assert [one for one in mail.outbox if one.to == [bo.email]] == []


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
    assert f"{cohort.name.upper()} · 1 nytt inlägg" in letter.body
    assert "Tyst start" in letter.body


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_as_much_for_one_thread_as_for_three(cohort, alva, bo, week, number):
    mark_board_read(membership=membership_of(bo, cohort))
    for at in range(number):
        begin(cohort, alva, f"Tråd {at}")
    with CaptureQueriesContext(connection) as captured:
        board_sections(bo, week)
    assert len(captured) == 4


@pytest.mark.parametrize(("boards", "queries"), [(1, 4), (3, 10)])
def test_each_board_costs_three_queries_whoever_wrote(cohort, alva, bo, week, boards, queries):
    mark_board_read(membership=membership_of(bo, cohort))
    for number in range(boards):
        here = cohort if number == 0 else start_another(cohort, number, (alva, bo))
        for at in range(3):
            write(begin(here, alva, f"Tråd {at}"), [alva, bo][at % 2])
    with CaptureQueriesContext(connection) as captured:
        assert sum(bool(section.lines) for section in board_sections(bo, week)) == boards
    assert len(captured) == queries


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
        lines = [line for section in unread_sections(self.bo, window) for line in section.lines]
        paths = [line.path for line in lines if line.path.startswith("/post/")]
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
