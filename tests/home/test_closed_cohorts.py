"""A cohort that is to be deleted is closed to everybody for 14 days, can be kept, and then goes with its board."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.limits import TooOften, spend
from accounts.services import create_person
from cohorts.feeds import feed_token, owner_of
from cohorts.models import Cohort, Invitation, Membership, Message
from cohorts.queries import cohorts_without_other_trainer
from cohorts.services import (
    NotOpen,
    accept_invitation,
    ask_to_train,
    cancel_deletion,
    delete_cohort,
    invite,
    join,
    join_open,
    move_member,
    request_deletion,
)
from config.settings import base
from discussions.models import Attachment, Draft, Post, Thread
from discussions.services import create_post
from home.services import erase, plan_erasure, send_digests, tick
from journals.models import Entry, Remark, Share
from notices.models import Notice
from notices.services import note_bounce
from progress.queries import done_keys
from tests.conftest import link_of, membership_of, page_of


def run(days):
    done, failed = tick(now=timezone.now() + timedelta(days=days))
    assert failed == []
    return done["deleted cohorts"]


# While it is closed ---------------------------------------------------------------------------------------


def test_it_is_closed_to_everybody(client_as, full, things, cohort, alva, tove, maja, close):
    thread = things["thread"]
    close()
    of_the_cohort = [
        reverse("discussions:board", args=[cohort.slug]),
        reverse("discussions:thread", args=[cohort.slug, thread.pk]),
        reverse("people", args=[cohort.slug]),
        reverse("schedule", args=[cohort.slug]),
        reverse("leave", args=[cohort.slug]),
        reverse("post", args=[thread.posts.first().pk]),
        reverse("reports", args=[cohort.slug]),
    ]
    desk = [reverse(f"desk:{name}", args=[cohort.slug]) for name in ("now", "people", "matrix", "settings", "write")]
    for person in (alva, tove, maja):
        assert {client_as(person).get(url).status_code for url in of_the_cohort} == {404}
    assert {client_as(maja).get(url).status_code for url in desk} == {404}
    assert client_as(alva).get(page_of("T1.1").get_url()).status_code == 404
    for person in (alva, tove, maja):
        for url in ("/sv/", reverse("discussions:own_board"), reverse("notices"), reverse("journals:dialogues")):
            met = client_as(person).get(url, follow=True)
            assert met.status_code == 200
            assert reverse("discussions:board", args=[cohort.slug]) not in met.text
    assert cohort.name not in client_as(maja).get(reverse("desk:desk")).text
    assert owner_of(feed_token(alva)) is None


def test_nobody_comes_in(client_as, cohort, alva, tove, maja, sten, other_cohort, close):
    Cohort.objects.filter(pk=cohort.pk).update(is_open=True)
    invitation = cohort.invitations.create(email=sten.email)
    link = reverse("invitation", args=[link_of(invitation)])
    place = membership_of(alva, cohort)
    cohort = close()
    for answer in (client_as(sten).get(link), client_as(sten).post(link), client_as(None).post(link)):
        assert "Kohorten är stängd" in answer.text
    assert invitation.__class__.objects.get(pk=invitation.pk).state == Invitation.State.CLOSED
    for way in (
        lambda: accept_invitation(invitation=invitation, user=sten),
        lambda: invite(cohort=cohort, by=maja, guests=[]),
        lambda: join_open(cohort=cohort, user=sten),
        lambda: ask_to_train(membership=place, by=tove),
        lambda: move_member(membership=membership_of(sten, other_cohort), to=cohort),
    ):
        with pytest.raises(NotOpen):
            way()
    assert not Cohort.objects.open_to(create_person(email="ny@example.org", name="Ny")).exists()


def test_nothing_is_told_of_it(client_as, full, cohort, alva, bo, close):
    assert Notice.objects.filter(scope=cohort.scope).exists()
    close()
    assert not Notice.objects.filter(scope=cohort.scope).exists()
    thread = Thread.objects.filter(cohort=cohort).first()
    create_post(thread=thread, author=alva, source="@Bo Lind i sista stund", submission_id=uuid4())
    assert not Notice.objects.filter(scope=cohort.scope).exists()
    mail.outbox.clear()
    send_digests(now=timezone.now())
    assert not any(cohort.name in one.body for one in mail.outbox)


def test_its_people_are_told_once_and_its_trainers_how_to_stop_it(cohort, alva, bo, tove, maja, close):
    note_bounce(address=bo.email, reason="550")
    close()
    close()
    told = {one.to[0]: one for one in mail.outbox}
    assert len(mail.outbox) == len(told) == 2
    assert set(told) == {"alva@example.org", "tove@example.org"}
    assert told[alva.email].subject.startswith("Exempelkommun, hösten 2026 tas bort den ")
    assert maja.name in told[tove.email].body
    assert "Svara på det här mejlet" in told[tove.email].body
    assert told[tove.email].extra_headers["Reply-To"] == maja.email
    assert "Säg till din kursledare" in told[alva.email].body
    assert "Reply-To" not in told[alva.email].extra_headers


def test_the_desk_closes_with_the_last_cohort_and_comes_back(cohort, other_cohort, tove, bo, maja, close):
    for one in (cohort, other_cohort):
        join(cohort=one, user=bo, role=Membership.Role.TRAINER)
    desk = [person.groups.filter(name="Desk") for person in (tove, bo)]
    close()
    assert [groups.exists() for groups in desk] == [False, True]
    cancel_deletion(cohort=cohort, by=maja)
    assert [groups.exists() for groups in desk] == [True, True]


def test_it_is_seen_and_taken_back_in_the_cms(
    client_as, maja, alva, full, cohort, close, django_capture_on_commit_callbacks
):
    board = reverse("discussions:board", args=[cohort.slug])
    before = client_as(alva).get(board).text.count('href="/sv/kohort/')
    close()
    mail.outbox.clear()
    url, manager = reverse("cohort_deletion", args=[cohort.pk]), client_as(maja)
    assert ": ångra" in manager.get(reverse("cohorts:index")).text
    assert "Kohorten tas bort den" in manager.get(url).text
    for _press in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            manager.post(url, {"cancel": "1"})
    assert {one.subject for one in mail.outbox} == {"Exempelkommun, hösten 2026 är öppen igen"}
    assert len(mail.outbox) == 6
    assert client_as(alva).get(board).text.count('href="/sv/kohort/') == before
    assert run(20) == 0
    assert Cohort.objects.filter(pk=cohort.pk).exists()


def test_an_account_that_is_erased_meanwhile_has_left(cohort, alva, close, today):
    close()
    plan_erasure(person=alva, by=alva, keeps_texts=False, today=today - timedelta(days=14))
    assert erase(person=alva)
    assert membership_of(alva, cohort).left_at


def test_a_cohort_that_is_to_be_deleted_keeps_no_trainer_from_leaving(cohort, tove, close):
    assert cohorts_without_other_trainer(tove) == [cohort]
    close()
    assert cohorts_without_other_trainer(tove) == []


def test_presses_that_tell_everybody_have_an_end(settings, cohort, maja, today):
    settings.ACCOUNT_RATE_LIMITS = base.ACCOUNT_RATE_LIMITS
    for _time in range(59):
        spend(user=maja, action="mail")
    request_deletion(cohort=cohort, by=maja, today=today)
    with pytest.raises(TooOften):
        cancel_deletion(cohort=cohort, by=maja)
    assert Cohort.objects.get(pk=cohort.pk).deletes_on


# And then -------------------------------------------------------------------------------------------------


def test_after_fourteen_days_it_is_gone_and_what_people_did_is_theirs(
    client_as, full, cohort, other_cohort, alva, bo, tove, close
):
    others = Post.objects.filter(thread__cohort=other_cohort).count()
    close()
    assert run(13) == 0
    assert Cohort.objects.filter(pk=cohort.pk).exists()
    assert run(14) == 1
    gone = (Cohort.objects.filter(pk=cohort.pk), Attachment.objects, Draft.objects, Share.objects, Remark.objects)
    assert not any(rows.exists() for rows in gone)
    assert not Message.objects.exists()
    assert not Notice.objects.filter(scope=cohort.scope).exists()
    assert Post.objects.count() == others
    assert Entry.objects.get(pk=full.pk).text == "Mitt eget"
    assert not Entry.objects.filter(pk=full.pk).with_is_shared().get().is_shared
    assert page_of("T1.1").translation_key in done_keys(alva.pk)
    for person in (alva, bo, tove):
        assert client_as(person).get("/sv/").status_code == 200
        assert client_as(person).get(reverse("journals:journal")).status_code == 200
    assert run(15) == 0


def test_who_did_what_is_logged(cohort, maja, close):
    close()
    cancel_deletion(cohort=cohort, by=maja)
    close()
    run(14)
    log = ModelLogEntry.objects.filter(object_id=str(cohort.pk), content_type__model="cohort").order_by(
        "timestamp", "pk"
    )
    assert list(log.values_list("action", "user", "deleted")) == [
        ("cohorts.request_deletion", maja.pk, False),
        ("cohorts.cancel_deletion", maja.pk, False),
        ("cohorts.request_deletion", maja.pk, False),
        ("wagtail.delete", None, True),
    ]


def test_nothing_is_deleted_before_its_day_or_after_it_was_taken_back(cohort, maja, close, today):
    due = close()
    assert not delete_cohort(cohort=due, today=today + timedelta(days=13))
    cancel_deletion(cohort=cohort, by=maja)
    assert not delete_cohort(cohort=due, today=today + timedelta(days=14))
    assert Cohort.objects.filter(pk=cohort.pk).exists()


def test_one_that_cannot_be_deleted_keeps_no_other_back(cohort, other_cohort, maja, today, monkeypatch):
    for one in (cohort, other_cohort):
        request_deletion(cohort=one, by=maja, today=today - timedelta(days=14))
    first = Cohort.objects.order_by("pk").first()

    def fail(instance, *anything, **more):
        if instance.pk == first.pk:
            raise RuntimeError("no")
        return delete(instance, *anything, **more)

    delete = Cohort.delete
    monkeypatch.setattr(Cohort, "delete", fail)
    with pytest.raises(CommandError, match="deleted cohorts"):
        call_command("tick")
    assert list(Cohort.objects.all()) == [first]


def test_its_address_is_free_again(client_as, cohort, course, tove, close):
    close()
    run(14)
    assert Cohort.objects.create(name="Ny", slug=cohort.slug, course_key=course.translation_key)
