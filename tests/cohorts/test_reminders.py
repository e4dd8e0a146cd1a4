"""On the day before a gathering those who come are reminded of it, once, whatever clocks do."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from cohorts.models import Gathering
from cohorts.services import (
    cancel_gathering,
    note_absence,
    remind_of_gatherings,
    request_deletion,
)
from home.services import tick
from notices.queries import unread_count
from tests.meeting import HERE, calendar_of, event_of, meet, moved, outbox, sent_mails, told

A_WEEK, AN_HOUR = timedelta(days=7), timedelta(hours=1)


def test_the_day_before_those_who_come_are_reminded_once(cohort, alva, bo, tove, at):
    gathering = meet(cohort, title="Uppstart", starts_at=at)
    note_absence(gathering=gathering, user=bo, is_absent=True)
    sent_mails()
    day = timezone.localtime(at).replace(hour=0) - timedelta(days=1)
    with time_machine.travel(day - timedelta(seconds=1), tick=False):
        assert remind_of_gatherings(now=timezone.now()) == 0
    with time_machine.travel(day, tick=False):
        assert [remind_of_gatherings(now=timezone.now()) for _run in range(3)] == [1, 0, 0]
        sent = outbox()
    assert sorted(sent) == ["alva@example.org", "tove@example.org"]
    assert sent["alva@example.org"].subject.startswith("Påminnelse: Uppstart")
    calendar = calendar_of(sent["alva@example.org"])
    assert (str(calendar["method"]), int(calendar.walk("VEVENT")[0]["sequence"])) == ("REQUEST", 0)
    assert [headline for headline, _subject in told(alva)] == ["Snart är det träff"]
    # What he was told of it is withdrawn with all of before: he does not come.
    assert told(bo) == []
    assert unread_count(bo) == 0


def test_a_reminder_that_was_missed_comes_late_but_never_after_it_began(cohort, at):
    meet(cohort, starts_at=at)
    meet(cohort, starts_at=at + timedelta(days=2))
    with time_machine.travel(at - timedelta(minutes=1), tick=False):
        assert remind_of_gatherings(now=timezone.now()) == 1
    with time_machine.travel(at + timedelta(days=2), tick=False):
        assert remind_of_gatherings(now=timezone.now()) == 0


def test_who_was_just_told_is_not_reminded(cohort, tove, at):
    with time_machine.travel(at - timedelta(hours=20)):
        meet(cohort, starts_at=at)
        later = meet(cohort, starts_at=at + A_WEEK)
        moved(later, tove, days=-7)
        assert remind_of_gatherings(now=timezone.now()) == 0


def test_what_is_moved_away_is_reminded_of_on_its_new_day(cohort, tove, at):
    gathering = meet(cohort, starts_at=at)
    with time_machine.travel(at - timedelta(hours=20), tick=False):
        assert remind_of_gatherings(now=timezone.now()) == 1
        moved(gathering, tove, days=7)
        assert remind_of_gatherings(now=timezone.now()) == 0
    with time_machine.travel(at + A_WEEK - timedelta(hours=20), tick=False):
        assert remind_of_gatherings(now=timezone.now()) == 1


@pytest.mark.parametrize("end", ["cancelled", "closed"])
def test_of_what_does_not_take_place_nobody_is_reminded(cohort, tove, maja, at, end):
    gathering = meet(cohort, starts_at=at)
    if end == "cancelled":
        cancel_gathering(gathering=gathering, by=tove)
    else:
        request_deletion(cohort=cohort, by=maja, today=timezone.localdate())
    sent_mails()
    with time_machine.travel(at - timedelta(hours=20), tick=False):
        assert (remind_of_gatherings(now=timezone.now()), outbox()) == (0, {})


def test_one_that_fails_keeps_no_other_back(cohort, at, monkeypatch):
    bad, good = (meet(cohort, title=title, starts_at=at) for title in ("Dålig", "Bra"))
    sent_mails()
    from cohorts.services import gatherings

    tell = gatherings.tell_of_gathering

    def fail(*, gathering, **facts):
        if gathering.pk == bad.pk:
            raise OSError
        tell(gathering=gathering, **facts)

    monkeypatch.setattr(gatherings, "tell_of_gathering", fail)
    with time_machine.travel(at - timedelta(hours=20), tick=False):
        with pytest.raises(RuntimeError, match=str(bad.pk)):
            remind_of_gatherings(now=timezone.now())
        assert {one.subject.split(",")[0] for one in outbox().values()} == {"Påminnelse: Bra"}
        monkeypatch.undo()
        assert remind_of_gatherings(now=timezone.now()) == 1
    assert Gathering.objects.get(pk=good.pk).reminded_at is not None


def test_the_upkeep_reminds(cohort, at):
    meet(cohort, starts_at=at)
    with time_machine.travel(at - timedelta(hours=20), tick=False):
        done, failed = tick(now=timezone.now())
    assert (done["reminders of gatherings"], failed) == (1, [])


# The night of 28 March 2027 has no hour from two to three; that of 31 October has it twice.
@pytest.mark.parametrize(
    ("starts", "ends", "in_utc", "hours"),
    [
        ((2027, 3, 28, 1, 30), (2027, 3, 28, 3, 30), "20270328T003000Z", 1),
        ((2027, 3, 28, 9, 0), (2027, 3, 28, 10, 0), "20270328T070000Z", 1),
        ((2027, 3, 27, 9, 0), (2027, 3, 27, 10, 0), "20270327T080000Z", 1),
        ((2027, 10, 31, 1, 30), (2027, 10, 31, 3, 30), "20271030T233000Z", 3),
        ((2027, 10, 31, 9, 0), (2027, 10, 31, 10, 0), "20271031T080000Z", 1),
    ],
)
def test_when_clocks_change(cohort, tove, starts, ends, in_utc, hours):
    begins, over = (datetime(*moment, tzinfo=HERE) for moment in (starts, ends))
    with time_machine.travel(datetime(2027, 1, 11, 10, tzinfo=HERE), tick=False):
        gathering = meet(cohort, starts_at=begins, ends_at=over)
        event = event_of(outbox()["alva@example.org"])
    assert event["dtstart"].to_ical().decode() == in_utc
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(hours=hours)
    gathering.refresh_from_db()
    assert f"kl.\u00a0{starts[3]:02}.{starts[4]:02}–{ends[3]:02}.{ends[4]:02}" in gathering.when


@pytest.mark.parametrize(
    ("starts", "tick_at", "due"),
    [
        # A Sunday without an hour, and its Monday: the day before begins at its own midnight.
        ((2027, 3, 29, 9, 0), (2027, 3, 27, 23, 59), 0),
        ((2027, 3, 29, 9, 0), (2027, 3, 28, 0, 0), 1),
        ((2027, 11, 1, 0, 30), (2027, 10, 30, 23, 59), 0),
        ((2027, 11, 1, 0, 30), (2027, 10, 31, 0, 0), 1),
        ((2027, 10, 31, 9, 0), (2027, 10, 30, 0, 0), 1),
    ],
)
def test_the_day_before_when_clocks_change(cohort, starts, tick_at, due):
    with time_machine.travel(datetime(2027, 1, 11, 10, tzinfo=HERE), tick=False):
        meet(cohort, starts_at=datetime(*starts, tzinfo=HERE))
    with time_machine.travel(datetime(*tick_at, tzinfo=HERE), tick=False):
        assert remind_of_gatherings(now=timezone.now()) == due


def test_why_something_was_changed_is_forgotten_when_it_is_over(cohort, tove, at):
    gathering = cancel_gathering(gathering=meet(cohort, starts_at=at), by=tove, reason="Jag är sjuk")
    for moment, kept in ((gathering.ends_at - timedelta(seconds=1), "Jag är sjuk"), (gathering.ends_at, "")):
        with time_machine.travel(moment, tick=False):
            tick(now=timezone.now())
        gathering.refresh_from_db()
        assert gathering.reason == kept
