"""Who cannot come says so with one press, and her trainers see it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Absence
from cohorts.queries import absent_from
from cohorts.services import (
    cancel_gathering,
    change_gathering,
    join,
    leave,
    note_absence,
)
from tests.conftest import membership_of
from tests.meeting import facts_of, meet, moved, outbox, sent_mails

A_WEEK, AN_HOUR = timedelta(days=7), timedelta(hours=1)


def test_who_cannot_come_says_so_with_one_press_and_takes_it_back(client_as, cohort, alva, bo, tove, at):
    gathering = meet(cohort, starts_at=at)
    client, press = client_as(bo), reverse("absence", args=[cohort.slug, gathering.pk])
    for _press in range(2):
        assert "Kursledarna ser" in client.post(press, {"next": "/sv/"}, follow=True).text
    assert absent_from(gathering) == [bo]
    page, desk = (reverse(f"{room}:gathering", args=[cohort.slug, gathering.pk]) for room in ("discussions", "desk"))
    assert "Bo Lind" in client_as(tove).get(page).text
    assert "Bo Lind" in client_as(tove).get(desk).text
    assert "Bo Lind" not in client_as(alva).get(page).text
    assert "1 kan inte komma" in client_as(tove).get(reverse("desk:schedule", args=[cohort.slug])).text
    assert "Du har sagt att du inte kan komma." in client.get("/sv/").text
    client.post(press, {"undo": "1"})
    assert absent_from(gathering) == []


@pytest.mark.parametrize("address", ["https://evil.example.org/", "//evil.example.org", "javascript:alert(1)", ""])
def test_a_press_leads_to_no_other_site(client_as, cohort, bo, at, address):
    press = reverse("absence", args=[cohort.slug, meet(cohort, starts_at=at).pk])
    assert client_as(bo).post(press, {"next": address}).url == f"/sv/kohort/{cohort.slug}/schema/"


def test_after_the_end_nothing_is_said_any_more(client_as, cohort, bo, tove, at):
    over = meet(cohort, starts_at=timezone.now() - timedelta(minutes=91))
    cancelled = cancel_gathering(gathering=meet(cohort, starts_at=at), by=tove)
    for gathering in (over, cancelled):
        page = client_as(bo).post(reverse("absence", args=[cohort.slug, gathering.pk]), follow=True)
        assert "Den träffen är över eller inställd." in page.text
    assert not Absence.objects.exists()


def test_at_a_new_time_whoever_could_not_come_is_asked_anew(cohort, alva, bo, tove, at):
    gathering = meet(cohort, starts_at=at)
    note_absence(gathering=gathering, user=bo, is_absent=True)
    sent_mails()
    elsewhere = change_gathering(gathering=gathering, by=tove, **facts_of(gathering, place="Rum 4"))
    assert (absent_from(gathering), "räknar vi med dig" in outbox()["bo@example.org"].body) == ([bo], False)
    moved(elsewhere, tove)
    sent = outbox()
    asked = {to for to, one in sent.items() if "räknar vi med dig" in one.body}
    assert (absent_from(gathering), asked) == ([], {"bo@example.org"})


def test_what_was_said_goes_with_the_place(cohort, bo, tove, at):
    gathering = meet(cohort, starts_at=at)
    note_absence(gathering=gathering, user=bo, is_absent=True)
    leave(membership=membership_of(bo, cohort))
    join(cohort=cohort, user=bo)
    assert absent_from(gathering) == []
