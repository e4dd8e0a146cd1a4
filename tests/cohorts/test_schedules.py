"""What the pace of a cohort does to its members: advice they can see, a door that waits, and a calendar."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override
from icalendar import Calendar

from accounts.models import User
from cohorts.feeds import feed_token
from cohorts.models import Cohort, Gathering, PlannedModule
from cohorts.queries import enrolment_of, pace_of
from cohorts.schedules import schedules_of
from cohorts.services import join, leave, renew_feed, set_own_day, set_pace
from courses.pace import Pace
from courses.queries import CoursePlace
from discussions.models import Thread
from discussions.services import open_thread
from tests.conftest import membership_of, page_of
from tests.meeting import NOON, meet
from tests.odd import naughty_strings


def words(day):
    with override("sv"):
        return date_format(day, "j F")


def test_days_ahead_are_told_and_keep_nobody_out(client_as, alva, opens_later, today):
    opens_later()
    client = client_as(alva)
    for address in ("/sv/", page_of("tiny").get_url(), page_of("T1").get_url()):
        page = client.get(address)
        assert page.status_code == 200
        assert f"Planerad till {words(today + timedelta(days=7))}" in page.text
    assert client.get(page_of("T1.1").get_url()).status_code == 200


def test_what_has_come_is_not_told(client_as, alva, cohort, second, today):
    set_pace(cohort=cohort, starts_on=today, skipped_weeks=[], modules=[], dated={}, closed=[])
    page = client_as(alva).get(page_of("tiny").get_url()).text
    assert page.count("Planerad till") == 1
    assert f"Planerad till {words(today + timedelta(days=7))}" in page


def test_a_closed_module_and_its_steps_wait_for_their_day(client_as, alva, opens_later, today):
    opens_later(closed=[page_of("T1").translation_key])
    client = client_as(alva)
    for package_id in ("T1", "T1.1", "T1.quiz", "T1.discussion"):
        answer = client.get(page_of(package_id).get_url())
        assert answer.status_code == 403
        assert f"Modulen öppnar den {words(today + timedelta(days=7))}" in answer.text
    assert client.post(page_of("T1.1").get_url()).status_code == 403
    assert client.get(page_of("tiny").get_url()).status_code == 200


def test_a_closed_module_opens_on_its_day(client_as, alva, opens_later, today):
    opens_later(starts_on=today, closed=[page_of("T1").translation_key])
    assert client_as(alva).get(page_of("T1.1").get_url()).status_code == 200


@pytest.mark.parametrize("person", ["tove", "maja"])
def test_trainers_and_site_managers_pass(client_as, request, person, opens_later):
    opens_later(closed=[page_of("T1").translation_key])
    assert client_as(request.getfixturevalue(person)).get(page_of("T1.1").get_url()).status_code == 200


def test_the_start_page_says_what_is_waited_for(client_as, alva, opens_later, today):
    opens_later(closed=[page_of("T1").translation_key])
    page = client_as(alva).get("/sv/").text
    assert f"Nästa modul öppnar {words(today + timedelta(days=7))}." in page
    assert "Allt obligatoriskt är klart" not in page


def test_a_day_of_ones_own_goes_before_that_of_the_others(client_as, alva, bo, cohort, opens_later, today):
    key = page_of("T1").translation_key
    opens_later(closed=[key])
    set_own_day(cohort=cohort, user=alva, module_key=key, opens_on=today)
    assert client_as(alva).get(page_of("T1.1").get_url()).status_code == 200
    assert client_as(bo).get(page_of("T1.1").get_url()).status_code == 403


def test_days_of_people_stay_when_the_pace_is_set_anew(alva, cohort, opens_later, today):
    key = page_of("T1").translation_key
    set_own_day(cohort=cohort, user=alva, module_key=key, opens_on=today)
    opens_later(closed=[key], dated={key: today})
    opens_later()
    assert pace_of(cohort) == Pace(today + timedelta(days=7))
    assert cohort.planned.get().user == alva


def test_self_study_has_no_days(client_as, alva, cohort, opens_later):
    opens_later(closed=[page_of("T1").translation_key])
    Cohort.objects.filter(pk=cohort.pk).update(is_open=True)
    client = client_as(alva)
    assert client.get(page_of("T1.1").get_url()).status_code == 200
    assert "Planerad till" not in client.get(page_of("tiny").get_url()).text
    assert "Här går var och en i sin egen takt." in client.get(reverse("schedule", args=[cohort.slug])).text


def test_the_schedule_shows_modules_and_gatherings_to_come(client_as, alva, cohort, second):
    soon = timezone.now() + timedelta(days=1)
    meet(cohort, title="Uppstart", place="https://example.org/rum", starts_at=soon)
    meet(cohort, title="Det som pågår", starts_at=timezone.now() - timedelta(minutes=89))
    meet(cohort, title="Det som har varit", starts_at=timezone.now() - timedelta(minutes=91))
    page = client_as(alva).get(reverse("schedule", args=[cohort.slug])).text
    assert "Andra modulen" in page
    assert "Uppstart" in page
    assert 'href="https://example.org/rum"' in page
    assert "Pågår nu" in page
    ahead, _heading, held = page.partition("Träffar som har varit")
    assert ("Det som pågår" in ahead, "Det som har varit" in ahead) == (True, False)
    assert ("Det som pågår" in held, "Det som har varit" in held) == (False, True)


@pytest.mark.parametrize("number", [1, 3])
def test_the_schedule_costs_the_same_for_one_gathering_and_three(client_as, alva, cohort, number):
    for _gathering in range(number):
        meet(cohort)
    client = client_as(alva)
    client.get(reverse("schedule", args=[cohort.slug]))
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("schedule", args=[cohort.slug]))
    assert len(captured) == 8


def feed(client, token):
    answer = client.get(reverse("calendar", args=[token]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(answer.content)


def test_a_calendar_reads_days_and_gatherings_without_signing_in(client, alva, cohort, other_cohort, second, today):
    set_pace(cohort=cohort, starts_on=today, skipped_weeks=[], modules=[], dated={}, closed=[])
    gathering = meet(cohort)
    meet(other_cohort, title="De andras träff")
    events = {str(event["summary"]): event for event in feed(client, feed_token(alva)).walk("VEVENT")}
    assert list(events) == [page_of("T1").title, "Andra modulen", "Träff"]
    assert events["Andra modulen"].decoded("dtstart") == today + timedelta(days=7)
    event = events["Träff"]
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (NOON, NOON + timedelta(minutes=90))
    assert (str(event["uid"]), str(event["location"])) == (f"{gathering.uid}@gnista", "Rum 3")


def test_an_event_keeps_its_number_when_it_moves(client, alva, cohort, second, today):
    token = feed_token(alva)
    before = [str(event["uid"]) for event in feed(client, token).walk("VEVENT")]
    set_pace(cohort=cohort, starts_on=today + timedelta(days=70), skipped_weeks=[], modules=[], dated={}, closed=[])
    assert [str(event["uid"]) for event in feed(client, token).walk("VEVENT")] == before


@pytest.mark.parametrize("text", ["Rad ett\r\nATTENDEE:mailto:x@example.org", "‮baklänges", "å" * 300, "a;b,c\\n"])
def test_odd_names_make_no_other_lines(client, alva, cohort, text):
    Cohort.objects.filter(pk=cohort.pk).update(name=text[:150])
    meet(cohort, title=text[:150], place=text)
    [event] = [e for e in feed(client, feed_token(alva)).walk("VEVENT") if "location" in e]
    assert "attendee" not in event
    assert "\n" not in str(event["summary"])


def test_hostile_strings_leave_a_calendar_that_can_be_read(client, alva, cohort):
    strings = [text for text in naughty_strings() if text.strip() and "\x00" not in text][:150]
    for text in strings:
        meet(cohort, title=text[:150])
    events = feed(client, feed_token(alva)).walk("VEVENT")
    assert sum("location" in event for event in events) == len(strings)


def test_a_new_address_ends_the_old_one(client, alva):
    old = feed_token(alva)
    renew_feed(user=alva)
    new = feed_token(alva)
    assert client.get(reverse("calendar", args=[old])).status_code == 404
    assert client.get(reverse("calendar", args=[new])).status_code == 200


def test_the_press_for_a_new_address(client_as, alva, cohort):
    old = feed_token(alva)
    answer = client_as(alva).post(reverse("renew_feed", args=[cohort.slug]), follow=True)
    new = feed_token(alva)
    assert new != old
    assert new in answer.text


@pytest.mark.parametrize("wrong", ["{pk}.0", "{pk}.0~x", "~", "{other}~{signature}", "x" * 500, "\u202e"])
def test_an_address_cannot_be_made_up(client, alva, bo, wrong):
    signature = feed_token(alva).partition("~")[2]
    token = wrong.format(pk=alva.pk, other=f"{bo.pk}.0", signature=signature)
    assert client.get(reverse("calendar", args=[token])).status_code == 404


def test_whoever_may_not_sign_in_has_no_calendar(client, alva):
    token = feed_token(alva)
    User.objects.filter(pk=alva.pk).update(is_active=False)
    assert client.get(reverse("calendar", args=[token])).status_code == 404


def test_a_number_of_another_cohorts_gathering_changes_nothing_there(cohort, other_cohort):
    theirs = meet(other_cohort, title="De andras träff")
    ours = meet(cohort, uid=theirs.uid, title="Vår träff")
    theirs.refresh_from_db()
    assert (theirs.title, ours.title, ours.uid == theirs.uid) == ("De andras träff", "Vår träff", False)


def test_the_address_ends_with_the_last_membership(client, alva, cohort, other_cohort):
    meet(cohort, title="Vår träff")
    meet(other_cohort, title="De andras träff")
    join(cohort=other_cohort, user=alva)
    token = feed_token(alva)
    leave(membership=membership_of(alva, cohort))
    titles = {str(event["summary"]) for event in feed(client, token).walk("VEVENT")}
    assert ("De andras träff" in titles, "Vår träff" in titles) == (True, False)
    leave(membership=membership_of(alva, other_cohort))
    assert client.get(reverse("calendar", args=[token])).status_code == 404


@pytest.mark.parametrize("cohorts", [1, 3])
def test_all_schedules_cost_the_same_for_one_cohort_and_three(alva, course, cohort, cohorts):
    for number in range(cohorts - 1):
        more = Cohort.objects.create(name="M", slug=f"more-{number}", course_key=course.translation_key)
        join(cohort=more, user=alva)
    schedules_of(alva, "sv")
    with CaptureQueriesContext(connection) as captured:
        assert len(schedules_of(alva, "sv")) == cohorts
    assert len(captured) == 5


def test_a_gathering_sent_twice_is_one(cohort):
    uid = uuid4()
    meet(cohort, uid=uid)
    meet(cohort, uid=uid, title="Ny tid")
    assert [gathering.title for gathering in Gathering.objects.all()] == ["Ny tid"]


def test_the_thread_of_a_closed_step_waits_as_well(client_as, alva, tove, cohort, discussion, opens_later, today):
    opens_later(closed=[page_of("T1").translation_key])
    thread = Thread.objects.get(cohort=cohort, step_key=discussion.translation_key)
    url = reverse("discussions:thread", args=[cohort.slug, thread.pk])
    said = {"text": "Hej", "submission_id": str(uuid4())}
    for answer in (client_as(alva).get(url), client_as(alva).post(url, said)):
        assert answer.status_code == 403
        assert "Modulen öppnar" in answer.text
    assert client_as(tove).get(url).status_code == 200
    free = open_thread(cohort=cohort, author=tove, title="T", source="S", submission_id=uuid4()).thread
    assert client_as(alva).get(reverse("discussions:thread", args=[cohort.slug, free.pk])).status_code == 200


def test_what_was_decided_for_a_module_that_is_not_published_stays(client_as, tove, cohort, second, opens_later, today):
    opens_later(closed=[second.translation_key], dated={second.translation_key: today + timedelta(days=30)})
    second.unpublish()
    facts = {"do": "pace", "starts_on": today.isoformat()}
    assert client_as(tove).post(reverse("desk:schedule", args=[cohort.slug]), facts).status_code == 302
    assert pace_of(cohort).closed == {second.translation_key}


@pytest.mark.parametrize("people", [1, 200])
def test_days_of_others_cost_a_page_nothing(alva, course, cohort, people, today):
    others = User.objects.bulk_create(User(email=f"d{number}@example.org", name="D") for number in range(people))
    planned = {"cohort": cohort, "module_key": page_of("T1").translation_key, "opens_on": today}
    PlannedModule.objects.bulk_create(PlannedModule(user=other, **planned) for other in others)
    with CaptureQueriesContext(connection) as captured:
        enrolment = enrolment_of(alva, CoursePlace.of(course))
    assert len(captured) == 1
    assert enrolment.pace.dated == {}
    with connection.cursor() as cursor:
        cursor.execute(captured.captured_queries[0]["sql"])
        assert len(cursor.fetchall()) == 1
