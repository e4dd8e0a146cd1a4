"""Edges that one small change would move: a place that was given up, a day, a number, another's key. Each is said
here a second time, in words and numbers of its own.
"""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Retention
from accounts.services import create_person
from cohorts import services
from cohorts.addresses import understand
from cohorts.models import Cohort, Membership
from cohorts.queries import cohorts_without_other_trainer
from cohorts.services import join, start_cohort
from discussions.models import Thread
from journals.models import Share
from tests.conftest import membership_of
from tests.guests import rows


@pytest.fixture
def former(things, cohort):
    """Somebody who trained the cohort, gave her place up, and trains another now."""
    return things["people"]["ex_trainer"]


def test_who_trained_a_cohort_once_leads_it_no_longer(former, cohort, other_cohort, tove):
    assert list(Cohort.objects.led_by(former)) == [other_cohort]
    assert cohort in Cohort.objects.led_by(tove)


def test_who_trained_a_cohort_once_leads_none_of_its_threads(former, cohort, tove):
    assert Thread.objects.led_by(tove).filter(cohort=cohort).exists()
    assert not Thread.objects.led_by(former).filter(cohort=cohort).exists()


def test_who_trained_a_cohort_once_reads_nothing_that_was_shared_with_its_trainers(former, things, tove):
    assert list(Share.objects.visible_to(tove)) == [things["share"]]
    assert list(Share.objects.visible_to(former)) == []


@pytest.mark.parametrize("name", ["quiz_import", "quiz_gift", "quiz_package"])
def test_who_may_open_the_cms_and_not_edit_a_quiz_gets_no_answers_of_it(client_as, cohort, quiz, tove, name):
    trainer = create_person(email="ny@example.org", name="Ny")
    join(cohort=cohort, user=trainer, role=Membership.Role.TRAINER)
    url = reverse(name, args=[quiz.pk])
    assert client_as(trainer).get(reverse("desk:desk")).status_code == 200
    assert client_as(trainer).get(url).status_code == 404
    if name == "quiz_import":
        assert client_as(trainer).post(url, {"text": "En? {=Ja ~Nej}"}).status_code == 404
    assert client_as(tove).get(url).status_code == 200


def test_another_persons_number_gives_nobody_her_cohort(course, tove, sten):
    number = uuid4()
    facts = {"course_key": course.translation_key, "organisation": None, "starts_on": date(2027, 2, 1)}
    facts |= {"trainers": [], "guests": [], "submission_id": number}
    hers, _sent = start_cohort(name="Toves", by=tove, **facts)
    his, _sent = start_cohort(name="Stens", by=sten, **facts)
    assert (hers.name, his.name) == ("Toves", "Stens")
    assert start_cohort(name="Toves", by=tove, **facts)[0] == hers
    assert list(hers.memberships.values_list("user", flat=True)) == [tove.pk]
    assert list(his.memberships.values_list("user", flat=True)) == [sten.pk]


def test_the_last_trainer_stays_while_the_cohort_goes_on(cohort, tove):
    membership = membership_of(tove, cohort)
    with pytest.raises(services.LastTrainer):
        services.leave(membership=membership)
    with pytest.raises(services.LastTrainer):
        services.change_role(membership=membership, role="coach")
    assert list(cohorts_without_other_trainer(tove)) == [cohort]


def test_the_last_trainer_of_a_cohort_that_has_ended_may_go(cohort, tove):
    services.end_cohort(cohort=cohort, today=timezone.localdate())
    assert list(cohorts_without_other_trainer(tove)) == []
    assert services.change_role(membership=membership_of(tove, cohort), role="coach").role == "coach"
    services.join(cohort=cohort, user=tove, role="trainer")
    assert services.leave(membership=membership_of(tove, cohort)).left_at


@pytest.mark.parametrize(("days", "is_open"), [(1, True), (0, True), (-1, False)])
def test_a_board_is_read_up_to_and_including_its_last_day(client_as, cohort, alva, tove, days, is_open):
    Cohort.objects.filter(pk=cohort.pk).update(
        ended_on=date(2026, 1, 1), readable_until=timezone.localdate() + timedelta(days=days)
    )
    assert membership_of(alva, cohort).may_read == is_open
    assert Membership.objects.readable().filter(user=alva, cohort=cohort).exists() == is_open
    board = reverse("discussions:board", args=[cohort.slug])
    assert client_as(alva).get(board).status_code == (200 if is_open else 404)
    assert membership_of(tove, cohort).may_read
    assert client_as(tove).get(board).status_code == 200


def test_the_bin_is_emptied_after_thirty_days(client_as, db, things, alva):
    assert Retention.in_force().bin_days == 30
    page = client_as(alva).post(reverse("journals:throw_away", args=[things["entry"].key]), follow=True)
    assert "i 30 dagar" in page.text


def test_three_hundred_people_are_invited_at_once_and_no_more(client_as, cohort, tove, monkeypatch):
    pasted = "\n".join(f"gast{number}@example.org" for number in range(3000))
    understood = understand(pasted)
    assert (len(understood.guests), len(understood.too_many)) == (300, 2700)
    before = cohort.invitations.count()
    monkeypatch.setattr("cohorts.services.invitations.write_mail", lambda **mail: True)
    url = reverse("desk:people", args=[cohort.slug])
    page = client_as(tove).post(url, {"addresses": pasted, "send": ""}).text
    assert page.count("-email") > 300
    assert "gast300@example.org" in page
    assert cohort.invitations.count() == before
    assert client_as(tove).post(url, rows(*(f"gast{number}@example.org" for number in range(301)))).status_code == 422
    client_as(tove).post(url, rows(*(guest.email for guest in understood.guests)))
    assert cohort.invitations.count() == before + 300
