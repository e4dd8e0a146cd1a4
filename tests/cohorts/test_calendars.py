"""The calendar that programs read, by the rules of RFC 5545, and how one comes to it."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from cohorts.feeds import feed_token
from cohorts.models import Cohort
from cohorts.queries import gathering_section
from cohorts.services import (
    cancel_gathering,
    change_gathering,
    end_cohort,
    join,
    move_member,
    note_absence,
    remove_own_day,
    set_own_day,
    set_pace,
)
from home.services import send_digests
from notices.lines import Section
from notices.queries import Window
from notices.services import choose_mail, write_digest
from tests.calendars import problems_of
from tests.conftest import membership_of, page_of
from tests.meeting import meet
from tests.odd import naughty_strings

A_DAY = timedelta(days=1)


def content_of(client, person):
    answer = client.get(reverse("calendar", args=[feed_token(person)]))
    assert problems_of(answer.content) == []
    return answer.content


def events_of(client, person):
    calendar = Calendar.from_ical(content_of(client, person))
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


def stamp_of(event):
    return event.decoded("dtstamp"), event.decoded("last-modified"), int(event["sequence"])


def plan(cohort, starts_on, **facts):
    given = {"skipped_weeks": [], "modules": [], "dated": {}, "closed": []}
    set_pace(cohort=cohort, starts_on=starts_on, **given | facts)


def test_an_empty_calendar_is_one(client, alva, cohort):
    Cohort.objects.filter(pk=cohort.pk).update(is_open=True)
    calendar = Calendar.from_ical(content_of(client, alva))
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]
    assert str(calendar.walk("VTIMEZONE")[0]["tzid"]) == "Europe/Stockholm"


def test_looking_again_changes_nothing(client, alva, cohort):
    meet(cohort)
    with time_machine.travel(timezone.now(), tick=False):
        first = content_of(client, alva)
    with time_machine.travel(timezone.now() + A_DAY, tick=False):
        assert content_of(client, alva) == first


def test_a_gathering_tells_when_it_was_changed(client, alva, tove, cohort):
    gathering = meet(cohort)
    first = events_of(client, alva)["Träff"]
    with time_machine.travel(timezone.now() + A_DAY, tick=False):
        facts = {name: getattr(gathering, name) for name in ("title", "starts_at", "ends_at")}
        change_gathering(gathering=gathering, by=tove, place="Rum 4", **facts)
        second = events_of(client, alva)["Träff"]
        assert stamp_of(second) == (*[timezone.now().replace(microsecond=0)] * 2, 1)
    assert stamp_of(first)[0] < stamp_of(second)[0]
    assert first["uid"] == second["uid"]


def test_what_is_cancelled_and_what_has_been_stay(client, alva, tove, cohort):
    cancel_gathering(gathering=meet(cohort, title="Inställd"), by=tove)
    meet(cohort, title="Har varit", starts_at=timezone.now() - 30 * A_DAY)
    events = events_of(client, alva)
    assert (str(events["Inställd"]["status"]), str(events["Har varit"]["status"])) == ("CANCELLED", "CONFIRMED")
    end_cohort(cohort=cohort, today=timezone.localdate())
    assert set(events_of(client, alva)) == set(events)


def test_days_of_modules_tell_when_the_plan_was_changed(client, alva, cohort, second, today):
    plan(cohort, today)
    before = stamp_of(events_of(client, alva)["Andra modulen"])
    with time_machine.travel(timezone.now() + A_DAY, tick=False):
        plan(cohort, today)
        assert stamp_of(events_of(client, alva)["Andra modulen"]) == before
        plan(cohort, today + A_DAY)
        moved = events_of(client, alva)["Andra modulen"]
        assert stamp_of(moved) == (*[timezone.now().replace(microsecond=0)] * 2, before[2] + 1)


def test_a_day_of_ones_own_counts_as_a_change_also_when_it_goes(client, alva, cohort, other_cohort, today):
    key = page_of("T1").translation_key
    title, sequences = page_of("T1").title, []

    def look():
        sequences.append(stamp_of(events_of(client, alva)[title])[2])

    look()
    own = set_own_day(cohort=cohort, user=alva, module_key=key, opens_on=today + A_DAY)
    look()
    for _press in range(2):
        remove_own_day(cohort=cohort, pk=own.pk)
    look()
    assert sequences == [sequences[0], sequences[0] + 1, sequences[0] + 2]
    set_own_day(cohort=cohort, user=alva, module_key=key, opens_on=today + A_DAY)
    other_cohort.refresh_from_db()
    before = other_cohort.plan_sequence
    move_member(membership=membership_of(alva, cohort), to=other_cohort)
    other_cohort.refresh_from_db()
    assert other_cohort.plan_sequence == before + 1


def test_hostile_words_leave_a_calendar_by_the_rules(client, alva, cohort):
    strings = [text for text in naughty_strings() if text.strip() and "\x00" not in text][:150]
    for text in strings:
        meet(cohort, title=text[:150], place=text[:300], starts_at=timezone.now() - A_DAY)
    assert content_of(client, alva).count(b"BEGIN:VEVENT") >= len(strings)


def test_one_press_subscribes_and_the_address_can_be_chosen_without_scripts(client_as, alva, cohort):
    page = client_as(alva).get(reverse("schedule", args=[cohort.slug])).text
    path = reverse("calendar", args=[feed_token(alva)])
    assert f'href="webcal://testserver{path}"' in page
    assert f'value="http://testserver{path}" readonly' in page
    # Nobody is shown a press that only works with scripts.
    assert "<p hidden>" in page
    for words in ("Outlook", "Google", "iPhone"):
        assert f"<dt>{words}" in page


@pytest.mark.parametrize(("day", "week"), [("2026-12-28", 53), ("2027-01-03", 53), ("2027-01-04", 1)])
def test_weeks_are_those_that_people_plan_by(client_as, alva, cohort, day, week):
    plan(cohort, date.fromisoformat(day))
    late = datetime.combine(date.fromisoformat(day), time(23, 45), ZoneInfo("Europe/Stockholm"))
    meet(cohort, starts_at=late, ends_at=late + timedelta(minutes=10))
    page = client_as(alva).get(reverse("schedule", args=[cohort.slug])).text
    assert f"<small>vecka {week}</small>" in page
    assert f", vecka {week}, kl.\u00a023.45–23.55" in page


def test_the_digest_names_the_next_gatherings_after_what_waits(alva, cohort, mailoutbox, capsys):
    choose_mail(user=alva, digest="daily", gatherings=False)
    later = timezone.now() + 20 * A_DAY
    for number in range(4):
        meet(cohort, title=f"Nummer {number}", starts_at=later + number * A_DAY)
    lines = gathering_section(alva, timezone.now()).lines
    assert [line.what for line in lines] == ["Nummer 0", "Nummer 1", "Nummer 2"]
    assert ", vecka " in lines[0].excerpt
    with time_machine.travel(timezone.now() + 2 * A_DAY), TestCase.captureOnCommitCallbacks(execute=True):
        send_digests(now=timezone.now())
    [sent] = [one for one in mailoutbox if one.to == [alva.email] and "NÄSTA TRÄFFAR" in one.body]
    waiting, _heading, dates = sent.body.partition("NÄSTA TRÄFFAR")
    assert ("* Nummer 2" in dates, "* Nummer 3" in dates) == (True, False)
    assert "Tove har bokat en träff" in waiting


def test_gatherings_alone_are_no_reason_for_a_digest(alva, cohort):
    meet(cohort, starts_at=timezone.now() + A_DAY)
    window, now = Window(timezone.now() - A_DAY, timezone.now()), timezone.now()
    dates = [gathering_section(alva, now)]
    assert not write_digest(user=alva, window=window, sections=[*dates, Section("Nytt", ())])


def test_a_digest_says_where_she_does_not_come(alva, cohort):
    note_absence(gathering=meet(cohort, starts_at=timezone.now() + A_DAY), user=alva, is_absent=True)
    [line] = gathering_section(alva, timezone.now()).lines
    assert line.excerpt.endswith(". Du har sagt att du inte kan komma.")


def test_whoever_joins_later_has_all_of_it_in_her_calendar(client, sten, cohort):
    meet(cohort, title="Bestämd förut")
    join(cohort=cohort, user=sten)
    assert "Bestämd förut" in events_of(client, sten)
