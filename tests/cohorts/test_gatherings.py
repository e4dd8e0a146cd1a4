"""A gathering is an event that people hear of, each once, in her language, with an appointment that changes."""

from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.limits import TooOften
from accounts.models import User
from accounts.services import create_person
from cohorts.models import Gathering
from cohorts.queries import gatherings_ahead
from cohorts.services import (
    cancel_gathering,
    change_gathering,
    join,
    leave,
)
from config.settings import base
from content.conflicts import EditConflict
from notices.models import MailChoice, Notice
from notices.services import choose_mail, note_bounce
from notices.stopping import GATHERINGS, stopping_token
from tests.conftest import membership_of
from tests.meeting import EVERYBODY, calendar_of, event_of, facts_of, meet, moved, outbox, plain, sent_mails, told
from tests.odd import hostile_html, naughty_strings

A_WEEK, AN_HOUR = timedelta(days=7), timedelta(hours=1)


def test_arranging_tells_everybody_once_with_an_appointment(cohort, alva, tove, sten, at):
    uid = uuid4()
    for _press in range(2):
        gathering = meet(cohort, uid=uid, title="Uppstart", starts_at=at, place="Rum 3, plan 2")
    sent = outbox()
    assert sorted(sent) == EVERYBODY
    assert [headline for headline, _subject in told(alva)] == ["Tove har bokat en träff"]
    assert told(alva)[0][1] == f"Uppstart · {plain(gathering.when)}"
    assert told(tove) == told(sten) == []
    event = event_of(sent["alva@example.org"])
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (at, at + timedelta(minutes=90))
    assert (str(event["summary"]), str(event["location"])) == ("Uppstart", "Rum 3, plan 2")
    assert (int(event["sequence"]), str(event["uid"])) == (0, f"{uid}@gnista")
    assert str(event["attendee"]) == "mailto:alva@example.org"
    assert event["attendee"].params["RSVP"] == "FALSE"
    assert str(event["organizer"]) == "mailto:gnista@example.org"
    assert str(calendar_of(sent["bo@example.org"])["method"]) == "REQUEST"


def test_moving_changes_the_same_event_and_says_what_was_and_why(cohort, alva, bo, tove, at):
    gathering = meet(cohort, title="Uppstart", starts_at=at)
    first = event_of(outbox()["bo@example.org"])
    before = gathering.when
    with time_machine.travel(timezone.now() + AN_HOUR):
        gathering = moved(gathering, tove, place="Stadshuset", reason="Salen är\r\nBcc: x@example.org upptagen")
        sent = outbox()["bo@example.org"]
        second = event_of(sent)
    assert str(second["uid"]) == str(first["uid"])
    assert (int(first["sequence"]), int(second["sequence"])) == (0, 1)
    assert second.decoded("dtstamp") == second.decoded("last-modified") > first.decoded("dtstamp")
    assert second.decoded("dtstart") == at + timedelta(days=1)
    assert second["organizer"] == first["organizer"]
    for words in (gathering.when, f"(förut: {before})", "Stadshuset", "(förut: Rum 3)", "Salen är Bcc:"):
        assert words in sent.body
    assert sent.subject.startswith("Ändrad träff: Uppstart")
    assert "Bcc" not in sent.message()
    # Of how it was nobody is told any longer.
    assert [headline for headline, _subject in told(alva)] == ["Tove har ändrat en träff"]
    assert told(alva)[0][1] == f"Uppstart · {plain(gathering.when)}"


def test_another_trainer_changes_the_event_that_the_first_one_sent(cohort, bo, tove, sten, at):
    join(cohort=cohort, user=sten, role="trainer")
    gathering = meet(cohort, starts_at=at, by=tove)
    first = event_of(outbox()["bo@example.org"])
    moved(gathering, sten)
    sent = outbox()["bo@example.org"]
    assert (event_of(sent)["organizer"], event_of(sent)["uid"]) == (first["organizer"], first["uid"])
    assert sent.extra_headers["Reply-To"] == sten.email


@pytest.mark.parametrize("press", ["the same again", "a second tab"])
def test_what_is_as_it_is_said_already_is_told_to_nobody(cohort, tove, at, press):
    gathering = meet(cohort, starts_at=at)
    changed = moved(gathering, tove)
    sent_mails()
    expected = 0 if press == "a second tab" else 1
    again = change_gathering(gathering=gathering, by=tove, expected_sequence=expected, **facts_of(changed))
    assert (again.sequence, outbox()) == (1, {})


def test_a_change_over_another_change_is_held_against_it(cohort, tove, at):
    gathering = meet(cohort, starts_at=at)
    moved(gathering, tove)
    sent_mails()
    with pytest.raises(EditConflict) as conflict:
        change_gathering(gathering=gathering, by=tove, expected_sequence=0, **facts_of(gathering, title="Annat"))
    assert (conflict.value.current.title, conflict.value.current.sequence) == ("Träff", 1)
    assert outbox() == {}


def test_cancelling_tells_everybody_once_and_ends_the_event(cohort, alva, tove, at):
    gathering = meet(cohort, title="Uppstart", starts_at=at)
    first = event_of(outbox()["alva@example.org"])
    for _press in range(2):
        cancel_gathering(gathering=gathering, by=tove, reason="Snö")
    sent = outbox()
    assert sorted(sent) == EVERYBODY
    calendar = calendar_of(sent["alva@example.org"])
    [event] = calendar.walk("VEVENT")
    assert (str(calendar["method"]), str(event["status"])) == ("CANCEL", "CANCELLED")
    assert (event["uid"], int(event["sequence"])) == (first["uid"], 1)
    assert "Snö" in sent["alva@example.org"].body
    assert [headline for headline, _subject in told(alva)] == ["Tove har ställt in en träff"]


def test_what_was_cancelled_by_mistake_is_held_after_all(cohort, alva, tove, at):
    gathering = meet(cohort, starts_at=at)
    cancelled = cancel_gathering(gathering=gathering, by=tove)
    sent_mails()
    again = change_gathering(gathering=cancelled, by=tove, expected_sequence=1, **facts_of(gathering))
    sent = outbox()["alva@example.org"]
    assert (again.is_cancelled, again.sequence) == (False, 2)
    assert (str(calendar_of(sent)["method"]), int(event_of(sent)["sequence"])) == ("REQUEST", 2)
    assert "blir av ändå" in sent.body


def test_each_is_told_in_her_own_language(cohort, alva, bo, at):
    User.objects.filter(pk=bo.pk).update(language="en")
    bo.refresh_from_db()
    gathering = meet(cohort, title="Uppstart", starts_at=at)
    sent = outbox()
    with override("en"):
        english = plain(gathering.when)
    with override("sv"):
        swedish = plain(gathering.when)
    assert swedish != english
    assert told(bo) == [("Tove has arranged a gathering", f"Uppstart · {english}")]
    assert told(alva) == [("Tove har bokat en träff", f"Uppstart · {swedish}")]
    assert sent["bo@example.org"].subject == f"New gathering: Uppstart, {english}"
    assert str(event_of(sent["bo@example.org"])["description"]).startswith("Cohort:")
    assert str(event_of(sent["alva@example.org"])["description"]).startswith("Kohort:")


@pytest.mark.parametrize("way", ["declined", "no mail arrives", "account rests", "has left"])
def test_who_gets_no_mail(cohort, bo, at, way):
    if way == "declined":
        choose_mail(user=bo, gatherings=False)
    elif way == "no mail arrives":
        note_bounce(address="bo@example.org", reason="")
    elif way == "account rests":
        User.objects.filter(pk=bo.pk).update(is_active=False)
    else:
        leave(membership=membership_of(bo, cohort))
    meet(cohort, starts_at=at)
    assert sorted(outbox()) == ["alva@example.org", "tove@example.org"]
    assert bool(told(bo)) is (way != "has left")
    if way != "has left":
        # Without a mail of its own, the next summary tells of it.
        assert Notice.objects.get(recipient=bo).mailed_at is None
    assert Notice.objects.get(recipient__email="alva@example.org").mailed_at is not None


def test_one_press_in_the_mail_stops_more_of_its_kind(client, cohort, bo, at):
    meet(cohort, starts_at=at)
    sent = outbox()["bo@example.org"]
    token = stopping_token(bo, GATHERINGS)
    address = reverse("stop_mail", args=[token])
    assert address in sent.extra_headers["List-Unsubscribe"]
    assert address in sent.body
    assert "Det kommer inga mejl om träffar" in client.post(address, {"List-Unsubscribe": "One-Click"}).text
    choice = MailChoice.objects.get(user=bo)
    assert (choice.gatherings, choice.at_once, choice.digest) == (False, True, "weekly")
    assert "Det kommer mejl om träffar, som förut" in client.post(address, {"again": GATHERINGS}).text
    assert MailChoice.objects.get(user=bo).gatherings


def test_of_what_is_over_nobody_is_told(cohort, alva, tove):
    gathering = meet(cohort, starts_at=timezone.now() - timedelta(minutes=91))
    change_gathering(gathering=gathering, by=tove, **facts_of(gathering, title="Så hette den"))
    cancel_gathering(gathering=gathering, by=tove)
    assert (outbox(), told(alva)) == ({}, [])


def test_moving_into_the_past_is_told(cohort, tove, at):
    gathering = meet(cohort, starts_at=at)
    sent_mails()
    moved(gathering, tove, days=-14)
    assert sorted(outbox()) == EVERYBODY


def test_a_trainer_arranges_forty_a_day_and_each_change_counts(cohort, tove, at, settings):
    settings.ACCOUNT_RATE_LIMITS = base.ACCOUNT_RATE_LIMITS
    made = 0
    with suppress(TooOften):
        for _number in range(60):
            gathering = meet(cohort, starts_at=at)
            made += 1
    assert made == 40
    for verb in (lambda: moved(gathering, tove), lambda: cancel_gathering(gathering=gathering, by=tove)):
        with pytest.raises(TooOften):
            verb()
    gathering.refresh_from_db()
    assert (gathering.sequence, gathering.is_cancelled, Gathering.objects.count()) == (0, False, 40)
    # What tells nobody is not counted.
    meet(cohort, starts_at=timezone.now() - A_WEEK)


@pytest.mark.parametrize("text", ["Rad\r\nATTENDEE:mailto:x@a.se", "\u202ebak", "å" * 150, "a;b,c\\n", '"', "🙂"])
def test_odd_words_make_no_other_lines_of_a_mail_or_its_appointment(cohort, alva, tove, at, text):
    User.objects.filter(pk=alva.pk).update(name=f'{text[:20]}"')
    gathering = meet(cohort, title=text, starts_at=at, place=text)
    change_gathering(gathering=gathering, by=tove, reason=text, **facts_of(gathering, place=text * 2))
    sent = sent_mails()
    assert len(sent) == 6
    for one in sent:
        event = event_of(one)
        assert not isinstance(event["attendee"], list)
        assert len(one.subject.splitlines()) == 1


def test_hostile_words_are_words_in_every_mail_and_page(client_as, cohort, alva, tove, at):
    for text in [*hostile_html()[:10], *[text for text in naughty_strings() if "\x00" not in text][:30]]:
        gathering = meet(cohort, title=text[:150], starts_at=at, place=text[:300])
        cancel_gathering(gathering=gathering, by=tove, reason=text[:300])
    for one in sent_mails():
        event_of(one)
        [(html, _kind)] = one.alternatives
        assert "<script" not in html.lower()
    page = client_as(alva).get(reverse("schedule", args=[cohort.slug])).text
    assert "<script>alert" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_start_page_costs_the_same_for_one_gathering_and_three(client_as, cohort, alva, at, number):
    for _gathering in range(number):
        meet(cohort, starts_at=at)
    sent_mails()
    with CaptureQueriesContext(connection) as captured:
        assert len(gatherings_ahead(alva, timezone.now())) == number
    assert len(captured) == 1


@pytest.mark.parametrize(("people", "queries"), [(1, 15), (3, 15)])
def test_telling_asks_the_same_for_a_few_and_for_more(cohort, at, people, queries):
    for number in range(people):
        join(cohort=cohort, user=create_person(email=f"k{number}@example.org", name="K"))
    with CaptureQueriesContext(connection) as captured:
        meet(cohort, starts_at=at)
    sent_mails()
    assert len(captured) == queries


def test_the_start_page_shows_it_until_it_is_over(client_as, cohort, alva, at):
    meet(cohort, title="Uppstart", starts_at=at, place="https://example.org/rum")
    client = client_as(alva)
    for moment, is_there, is_on in (
        (at - AN_HOUR, True, False),
        (at + timedelta(minutes=1), True, True),
        (at + timedelta(minutes=89), True, True),
        (at + timedelta(minutes=90), False, False),
    ):
        with time_machine.travel(moment, tick=False):
            page = client.get("/sv/").text
        # Somebody who comes late finds the way in.
        assert ('href="https://example.org/rum"' in page, "Pågår nu" in page) == (is_there, is_on)
