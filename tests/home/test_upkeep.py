"""How long things are kept: one command goes by the site's settings, and the page "Your data" says what they say."""

import re
from datetime import datetime, time, timedelta
from io import StringIO
from uuid import uuid4

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.timezone import localdate
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry, PageLogEntry

from accounts.models import AccountEvent, Retention, User
from accounts.services import log_event
from cohorts.dates import months_after
from cohorts.services import end_cohort
from courses.models import LessonPage
from discussions.models import Thread
from discussions.services import create_post, open_thread
from home.models import Upkeep
from home.services import UnderWay, tick
from journals.models import Entry
from journals.services import save_entry, throw_away
from notices.models import Notice
from tests.clock import HERE, MOMENT
from tests.conftest import page_of
from tests.notices.telling import tell_one

NOW = timezone.now


def run(days=0, **more):
    done, failed = tick(now=NOW() + timedelta(days=days, **more))
    assert failed == []
    return done


def run_at_noon(day):
    """On a day where people live, whatever the clock did until then."""
    done, failed = tick(now=datetime.combine(day, time(12), HERE))
    assert failed == []
    return done


def a_mail(status, **more):
    return DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, task_path="notices.tasks.send_mail", backend_name="mail",
        run_after=NOW(), status=status, exception_class_path="", traceback="", **more,
    )  # fmt: skip


def test_the_defaults_are_what_was_promised():
    kept = Retention()
    assert (kept.bin_days, kept.notice_days, kept.invitation_days, kept.mail_days) == (30, 180, 90, 7)
    assert (kept.export_days, kept.log_days, kept.cohort_months) == (7, 730, 24)


def test_looking_at_them_writes_nothing(db):
    assert Retention.in_force().pk is None
    assert not Retention.objects.exists()


def test_the_bin(alva):
    throw_away(entry=save_entry(author=alva, key=uuid4(), text="Bort", expected_version=0))
    run(days=29, hours=23)
    assert Entry.objects.filter(author=alva).exists()
    assert run(days=30, minutes=1)["bins"] == 1
    assert not Entry.objects.filter(author=alva).exists()


def test_the_bin_by_another_setting(alva):
    Retention.objects.create(bin_days=3)
    throw_away(entry=save_entry(author=alva, key=uuid4(), text="Bort", expected_version=0))
    assert Entry.objects.visible_to(alva).in_bin().get().gone_at.date() == (NOW() + timedelta(days=3)).date()
    assert run(days=3, minutes=1)["bins"] == 1


def test_notices(things, bo):
    assert Notice.objects.filter(recipient=bo).exists()
    run(days=179)
    assert Notice.objects.filter(recipient=bo).exists()
    run(days=181)
    assert not Notice.objects.exists()


@pytest.mark.parametrize("status", ["SUCCESSFUL", "FAILED"])
def test_mail_that_has_gone(db, status):
    a_mail(status, finished_at=NOW())
    run(days=6, hours=23)
    assert DBTaskResult.objects.count() == 1
    run(days=7, minutes=1)
    assert DBTaskResult.objects.count() == 0


@pytest.mark.parametrize("status", ["READY", "RUNNING"])
def test_mail_that_waits_is_left_alone(db, status):
    a_mail(status)
    run(days=100)
    assert DBTaskResult.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "days"),
    [({"accepted_at": MOMENT}, 90), ({"withdrawn_at": MOMENT}, 90), ({"declined_at": MOMENT}, 90), ({}, 120)],
    ids=["accepted", "withdrawn", "declined", "run out"],
)
def test_invitations(cohort, facts, days):
    cohort.invitations.create(email="nora@example.com", **facts)
    run(days=days - 1)
    assert cohort.invitations.count() == 1
    run(days=days + 1)
    assert cohort.invitations.count() == 0


def test_sessions(client_as, alva):
    client_as(alva)
    run(days=29)
    assert Session.objects.count() == 1
    run(days=31)
    assert Session.objects.count() == 0


def test_logs(lesson, maja):
    lesson.save_revision(user=maja, log_action=True)
    ModelLogEntry.objects.log_action(maja, "wagtail.edit", user=maja)
    log_event(person=maja, by=maja, kind=AccountEvent.Kind.ACTIVATED)
    run(days=729)
    assert PageLogEntry.objects.exists()
    assert ModelLogEntry.objects.exists()
    run(days=731)
    assert not PageLogEntry.objects.exists()
    assert not ModelLogEntry.objects.exists()
    assert not AccountEvent.objects.exists()


def test_boards_of_cohorts_that_ended(cohort, other_cohort, alva, bo):
    first = open_thread(cohort=cohort, author=alva, title="T", source="S", submission_id=uuid4())
    create_post(thread=first.thread, author=bo, source="Svar", submission_id=uuid4(), parent=first)
    going_on = Thread.objects.filter(cohort=other_cohort).count()
    end_cohort(cohort=cohort, today=localdate())
    last = months_after(localdate(), 24)
    run_at_noon(last - timedelta(days=1))
    assert Thread.objects.filter(cohort=cohort).exists()
    assert run_at_noon(last + timedelta(days=1))["boards"] == 1
    assert not Thread.objects.filter(cohort=cohort).exists()
    assert Thread.objects.filter(cohort=other_cohort).count() == going_on
    assert cohort.memberships.exists()


def test_boards_are_kept_for_good_where_that_is_wanted(cohort, alva):
    Retention.objects.create(cohort_months=0)
    open_thread(cohort=cohort, author=alva, title="T", source="S", submission_id=uuid4())
    end_cohort(cohort=cohort, today=localdate())
    assert run(days=4000)["boards"] == 0
    assert Thread.objects.filter(cohort=cohort).exists()


def test_the_command_tells_what_it_did(db):
    out = StringIO()
    call_command("tick", stdout=out)
    assert "bins: 0" in out.getvalue()


def test_the_command_fails_loudly_and_does_the_rest(alva, monkeypatch):
    throw_away(entry=save_entry(author=alva, key=uuid4(), text="Bort", expected_version=0))
    Entry.objects.update(deleted_at=NOW() - timedelta(days=31))

    def fail(**anything):
        raise RuntimeError("no")

    monkeypatch.setattr("notices.contract.forget_notices", fail)
    with pytest.raises(CommandError, match="notices"):
        call_command("tick", stdout=StringIO())
    assert not Entry.objects.exists()


def test_two_hosts_do_it_once(db, monkeypatch):
    """A run that begins while another is at it does nothing, and says so."""
    begun = []

    def meanwhile(**anything):
        with pytest.raises(UnderWay):
            tick(now=NOW())
        out = StringIO()
        call_command("tick", stdout=out)
        begun.append(out.getvalue())
        return 0

    monkeypatch.setattr("notices.contract.forget_notices", meanwhile)
    run()
    assert begun == ["Another run is at it.\n"]
    assert Upkeep.objects.get().held_until is None
    run()


def test_a_run_that_was_killed_keeps_the_next_one_back_for_a_quarter_of_an_hour(db, monkeypatch):
    monkeypatch.setattr("home.services.upkeep.contracts", dict)
    Upkeep.objects.create(pk=1, held_until=NOW() + timedelta(minutes=15))
    with time_machine.travel(NOW() + timedelta(minutes=14)), pytest.raises(UnderWay):
        tick(now=NOW())
    with time_machine.travel(NOW() + timedelta(minutes=15, seconds=1)):
        assert tick(now=NOW()) == ({}, [])


def test_pages_go_live_and_are_taken_down_on_the_day_that_a_trainer_chose(client, alva, lesson):
    """Nothing did this: a page that was planned never came."""
    lesson.title = "Ny rubrik"
    lesson.go_live_at = NOW() + timedelta(days=2)
    lesson.save_revision().publish()
    client.force_login(alva)
    with time_machine.travel(NOW() + timedelta(days=1)):
        assert run()["scheduled pages"] == 0
        assert "Ny rubrik" not in client.get(lesson.get_url()).text
    with time_machine.travel(NOW() + timedelta(days=2, minutes=1)):
        assert run()["scheduled pages"] == 1
        assert "Ny rubrik" in client.get(lesson.get_url()).text
        lesson = LessonPage.objects.get(pk=lesson.pk)
        lesson.expire_at = NOW() + timedelta(days=2)
        lesson.save_revision().publish()
    with time_machine.travel(NOW() + timedelta(days=4, minutes=1)):
        assert run()["scheduled pages"] == 1
        assert client.get(lesson.get_url()).status_code == 404
        assert run()["scheduled pages"] == 0


def test_summaries_are_part_of_it(alva, bo):
    User.objects.filter(pk=bo.pk).update(date_joined=NOW() - timedelta(days=14))
    tell_one(bo, alva)
    Notice.objects.update(created_at=NOW() - timedelta(days=2))
    assert run()["summaries by mail"] == 1
    assert run()["summaries by mail"] == 0


def said(client, page):
    return re.sub(r"\s+", " ", strip_tags(client.get(page.get_url()).text))


@pytest.fixture
def your_data(db):
    """The page "Your data" of the training that ships, in Swedish."""
    from training.build import fields_of
    from training.management.commands.load_training import BASIC
    from training.package import parse

    page = page_of("about")
    page.body = fields_of(parse(BASIC / "pages" / "your-data.sv.md"))["body"]
    page.save_revision().publish()
    return page


def test_the_page_your_data_says_what_holds(client, your_data):
    page = said(client, your_data)
    assert "ligger i papperskorgen i 30 dagar" in page
    assert "Notiser tas bort efter 180 dagar." in page
    assert "tas bort här 7 dagar efter att de gick iväg" in page
    assert "tas bort 90 dagar efter att den har antagits" in page
    assert "tas bort 24 månader efter att kohorten har avslutats" in page
    assert "En inloggning gäller i 30 dagar." in page
    assert "görs det efter 14 dagar" in page


def test_it_says_what_is_set(client, your_data):
    Retention.objects.create(bin_days=11, notice_days=12, invitation_days=13, mail_days=1, log_days=15, cohort_months=0)
    page = said(client, your_data)
    assert "ligger i papperskorgen i 11 dagar" in page
    assert "Notiser tas bort efter 12 dagar." in page
    assert "tas bort 13 dagar efter att den har antagits" in page
    assert "tas bort här 1 dag efter att de gick iväg" in page
    assert "Inläggen i en kohort finns kvar efter att kohorten har avslutats, tills någon tar bort dem." in page


def test_looking_at_the_page_of_somebody_elses_language(client, your_data):
    # Both languages hold the block, so neither can promise something else.
    from training.management.commands.load_training import BASIC

    for language in ("sv", "en"):
        assert "::: retention" in (BASIC / "pages" / f"your-data.{language}.md").read_text()
