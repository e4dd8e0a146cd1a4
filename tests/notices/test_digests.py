"""The digest: who is due, windows without gap or overlap, and what stands in the mail."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from accounts.services import create_person
from home.services import DigestsFailed, digests, send_digests
from notices.lines import Line, Section
from notices.models import MailChoice, Notice
from notices.queries import Window, people_due, unread_sections
from notices.services import choose_mail, mark_all_read, note_bounce, open_window, write_digest
from notices.tasks import send_mail
from tests.notices.telling import tell_one

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
DAY, WEEK, LATE = timedelta(days=1), timedelta(days=7), timedelta(minutes=5)


@pytest.fixture
def nora(db):
    """Somebody who joined a fortnight ago; all others joined just now."""
    User.objects.update(date_joined=NOW)
    person = create_person(email="nora@example.org", name="Nora Ny")
    User.objects.filter(pk=person.pk).update(date_joined=NOW - 2 * WEEK)
    return User.objects.get(pk=person.pk)


def told(person, actor, at, key="share:1", **facts):
    facts = {"kind": Notice.Kind.SHARED, "subject": "Två", "path": "/dialogue/1/", "place": "Kohorten", **facts}
    notice = tell_one(person, actor, key=key, **facts)
    Notice.objects.filter(pk=notice.pk).update(created_at=at)


def waiting(person, window):
    return list(unread_sections(person, window)[0].lines)


def send(now):
    """What the command does: each who is due, in a transaction of her own."""
    for user in people_due(now):
        with transaction.atomic():
            window = open_window(user=user, now=now)
            if window:
                write_digest(user=user, window=window, sections=unread_sections(user, window))


@pytest.mark.parametrize(("joined", "is_due"), [(WEEK, True), (WEEK - timedelta(seconds=1), False), (3 * WEEK, True)])
def test_somebody_new_is_due_after_a_week(nora, joined, is_due):
    User.objects.filter(pk=nora.pk).update(date_joined=NOW - joined)
    assert people_due(NOW) == ([nora] if is_due else [])


@pytest.mark.parametrize(
    ("digest", "ago", "is_due"),
    [
        ("weekly", WEEK, True),
        ("weekly", WEEK - timedelta(seconds=1), False),
        ("daily", DAY, True),
        ("daily", DAY - timedelta(seconds=1), False),
        ("none", 50 * WEEK, False),
    ],
)
def test_due_is_counted_from_the_last_one(nora, digest, ago, is_due):
    MailChoice.objects.create(user=nora, digest=digest, digested_until=NOW - ago)
    assert people_due(NOW) == ([nora] if is_due else [])
    assert (open_window(user=nora, now=NOW) is not None) == is_due


def test_a_daily_hour_stays_due_on_the_day_that_clocks_change(nora):
    """Seven in the morning in Stockholm, before and after the night of 29 March that is an hour shorter."""
    before, after = datetime(2026, 3, 28, 6, 0, tzinfo=UTC), datetime(2026, 3, 29, 5, 0, tzinfo=UTC)
    MailChoice.objects.create(user=nora, digest="daily", digested_until=before)
    assert nora in people_due(after)
    assert nora not in people_due(after - timedelta(minutes=1))


@pytest.mark.parametrize("address", ["nora@example.org", "Nora@Example.org"])
def test_who_cannot_be_reached_is_not_due(nora, address):
    note_bounce(address=address, reason="")
    assert people_due(NOW) == []


def test_who_is_not_active_is_not_due(nora):
    User.objects.filter(pk=nora.pk).update(is_active=False)
    assert people_due(NOW) == []


@pytest.mark.parametrize("number", [1, 3])
def test_due_costs_one_query(nora, number):
    for at in range(number):
        create_person(email=f"more{at}@example.org", name="M")
    User.objects.update(date_joined=NOW - WEEK)
    with CaptureQueriesContext(connection) as captured:
        people_due(NOW)
    assert len(captured) == 1


def test_a_window_ends_a_little_before_now_and_the_next_begins_there(nora):
    first = open_window(user=nora, now=NOW)
    assert first == Window(NOW - 2 * WEEK, NOW - LATE)
    assert open_window(user=nora, now=NOW + WEEK) == Window(NOW - LATE, NOW + WEEK - LATE)


def test_a_window_is_taken_once(nora):
    assert open_window(user=nora, now=NOW) is not None
    assert open_window(user=nora, now=NOW) is None
    assert open_window(user=nora, now=NOW + LATE) is None


def test_a_window_comes_back_when_its_transaction_breaks(nora):
    with transaction.atomic():
        taken = open_window(user=nora, now=NOW)
        transaction.set_rollback(True)
    assert open_window(user=nora, now=NOW) == taken


def test_it_holds_what_is_unread_in_the_window_and_nothing_else(nora, bo):
    window = Window(NOW - WEEK, NOW)
    told(nora, bo, window.since, "first")
    told(nora, bo, NOW - timedelta(microseconds=1), "last", subject="Sist")
    told(nora, bo, NOW, "next")
    told(nora, bo, window.since - timedelta(microseconds=1), "before")
    told(nora, bo, NOW - DAY, "mailed")
    Notice.objects.filter(key="mailed").update(mailed_at=NOW)
    told(nora, bo, NOW - DAY, "read")
    Notice.objects.filter(key="read").update(read_at=NOW)
    told(bo, nora, NOW - DAY, "of another")
    assert waiting(nora, window) == [
        Line("delade en text med dig", "Bo", "Kohorten", "Sist", "/dialogue/1/"),
        Line("delade en text med dig", "Bo", "Kohorten", "Två", "/dialogue/1/"),
    ]


@pytest.mark.parametrize(("number", "last"), [(20, None), (21, "1 notis till"), (25, "5 notiser till")])
def test_a_great_many_are_summed_up(nora, bo, number, last):
    for at in range(number):
        told(nora, bo, NOW - DAY, f"share:{at}")
    lines = waiting(nora, Window(NOW - WEEK, NOW))
    if last is None:
        assert len(lines) == 20
    else:
        assert (len(lines), lines[-1]) == (21, Line(last, path="/sv/notiser/"))


@pytest.mark.parametrize("number", [1, 3])
def test_the_lines_cost_one_query(nora, bo, number, django_assert_num_queries):
    for at in range(number):
        told(nora, bo, NOW - DAY, f"share:{at}")
    with django_assert_num_queries(1):
        waiting(nora, Window(NOW - WEEK, NOW))


@pytest.mark.parametrize(
    ("language", "subject", "line"),
    [
        ("sv", "Det här har hänt sedan den 9 november 2026", "Bo delade en text med dig · Kohorten"),
        ("en", "What has happened since 9 November 2026", "Bo shared a text with you · Kohorten"),
    ],
)
def test_it_is_sent_in_the_readers_language(nora, bo, language, subject, line, django_capture_on_commit_callbacks):
    User.objects.filter(pk=nora.pk).update(language=language)
    told(nora, bo, NOW - DAY)
    with django_capture_on_commit_callbacks(execute=True):
        send(NOW)
    [message] = mail.outbox
    assert (message.to, message.subject) == (["nora@example.org"], subject)
    assert line in message.body
    page = message.alternatives[0].content
    assert f'<html lang="{language}">' in page
    assert 'href="http://127.0.0.1:8000/dialogue/1/"' in page
    assert message.message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/mail/stop/digest." in message.message()["List-Unsubscribe"]


def test_a_second_run_sends_nothing(nora, bo, django_capture_on_commit_callbacks):
    told(nora, bo, NOW - DAY)
    for _run in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            send(NOW)
    assert len(mail.outbox) == 1


def test_nothing_is_sent_when_there_is_nothing(nora, bo, django_capture_on_commit_callbacks):
    told(nora, bo, NOW - DAY)
    mark_all_read(person=nora)
    with django_capture_on_commit_callbacks(execute=True):
        send(NOW)
    assert mail.outbox == []
    assert MailChoice.objects.get(user=nora).digested_until == NOW - LATE


def test_only_sections_with_lines_are_in_it(nora, django_capture_on_commit_callbacks):
    sections = [Section("Tomt", ()), Section("Tavlan", (Line("3 nya inlägg", "", "Kohorten", "Hej", "/post/1/"),))]
    with django_capture_on_commit_callbacks(execute=True):
        assert write_digest(user=nora, window=Window(NOW - WEEK, NOW), sections=sections)
        assert not write_digest(user=nora, window=Window(NOW - WEEK, NOW), sections=sections[:1])
    [message] = mail.outbox
    assert "TAVLAN" in message.body
    assert "TOMT" not in message.body


def test_who_comes_back_gets_the_last_week_at_most(nora):
    choose_mail(user=nora, digest="weekly")
    open_window(user=nora, now=NOW)
    choose_mail(user=nora, digest="none")
    MailChoice.objects.filter(user=nora).update(digested_until=timezone.now() - 30 * WEEK)
    choose_mail(user=nora, digest="daily")
    since = MailChoice.objects.get(user=nora).digested_until
    assert abs(timezone.now() - WEEK - since) < timedelta(minutes=1)


def test_a_press_by_mistake_loses_nothing(nora):
    MailChoice.objects.create(user=nora, digested_until=timezone.now() - 3 * DAY)
    before = MailChoice.objects.get(user=nora).digested_until
    choose_mail(user=nora, digest="none")
    choose_mail(user=nora, digest="weekly")
    assert MailChoice.objects.get(user=nora).digested_until == before


def test_one_digest_that_cannot_be_sent_keeps_no_other_back(nora, bo, alva, monkeypatch):
    """The run says so, and tries that one again the next time."""
    due_now = timezone.now()
    User.objects.filter(pk__in=[bo.pk, nora.pk]).update(date_joined=due_now - 2 * WEEK)
    for person in (bo, nora):
        told(person, alva, due_now - DAY)
    sections = digests.board_sections

    def fail_for_bo(person, window):
        if person == bo:
            raise RuntimeError("Something broke.")
        return sections(person, window)

    monkeypatch.setattr(digests, "board_sections", fail_for_bo)
    with pytest.raises(DigestsFailed, match="1 summaries could not be sent"):
        send_digests(now=timezone.now())
    windows = dict(MailChoice.objects.values_list("user__email", "digested_until"))
    assert nora.email in windows
    assert bo.email not in windows


def test_where_mail_waits_in_the_database_it_is_there_with_its_window(nora, alva, settings):
    """One transaction holds both, so that no end of a process comes in between."""
    told(nora, alva, NOW - DAY)
    waiting = DatabaseBackend("mail", {})
    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(type(send_mail), "get_backend", lambda task: waiting)
        patch.setattr(type(send_mail), "enqueue", lambda task, **facts: waiting.enqueue(task, (), facts))
        window = open_window(user=nora, now=NOW)
        assert write_digest(user=nora, window=window, sections=unread_sections(nora, window))
        assert DBTaskResult.objects.count() == 1
        transaction.set_rollback(True)
    assert DBTaskResult.objects.count() == 0
    assert not MailChoice.objects.filter(user=nora).exists()
