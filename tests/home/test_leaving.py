"""Somebody leaves for good: what she wrote is nowhere, what others said stays, and until the day it can be undone."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django_tasks_db.models import DBTaskResult
from wagtail.models import Comment, ModelLogEntry

from accounts.models import AccountEvent, User
from accounts.services import activate, cancel_erasure, create_person, deactivate, request_erasure
from cohorts.models import Membership
from cohorts.services import join
from discussions.files import check
from discussions.models import NameOpening, Post, Report
from discussions.services import hide, keep_draft, mark_helped, open_name, open_thread, report, say
from home.contracts import contracts, leaving_of
from home.models import PersonalExport
from home.services import Unsettled, erase, plan_erasure, request_export, tick
from journals.models import Remark, Share
from journals.services import save_entry
from journals.sharing import remark, share_with_cohort, share_with_trainers
from notices.bounces import note_bounce
from practice.services import mark_done
from quizzes.services import start

MARKER = "Zqvittraglömsk"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def vera(cohort, other_cohort):
    """Somebody who has done everything that a coach can do, with the marker in each text; a trainer elsewhere."""
    person = create_person(email=f"{MARKER.lower()}@example.com", name=f"Vera {MARKER}", unit=MARKER)
    join(cohort=cohort, user=person)
    join(cohort=other_cohort, user=person, role="trainer")
    return person


def number():
    return uuid4()


@pytest.fixture
def life(vera, bo, tove, alva, sten, cohort, other_cohort, reflection, practice, quiz):
    """Her life in Gnista."""
    entry = save_entry(author=vera, step_key=reflection.translation_key, text=f"Ett {MARKER}", expected_version=0)
    entry = save_entry(author=vera, key=entry.key, text=f"Två {MARKER}", expected_version=1)
    share = share_with_trainers(entry=entry, cohort=cohort, source=f"Delat {MARKER}", submission_id=number())
    remark(share=share, author=tove, source="Tack för att du delar", submission_id=number())
    share_with_cohort(entry=entry, cohort=cohort, source=f"Ut {MARKER}", title=MARKER, submission_id=number())
    mark_done(coach=vera, step_key=practice.translation_key, done_on=localdate(), line=f"Det gick {MARKER}")
    start(coach=vera, quiz=quiz)
    file = check(f"{MARKER}.pdf", PDF)
    first = open_thread(
        cohort=cohort,
        author=vera,
        title=f"Rubrik {MARKER}",
        source=f"Fråga {MARKER}",
        submission_id=number(),
        files=[file],
    )
    say(thread=first.thread, author=bo, source="Bos svar står kvar", submission_id=number(), parent=first)
    alone = open_thread(cohort=cohort, author=vera, title=MARKER, source=MARKER, submission_id=number())
    bos = open_thread(cohort=cohort, author=bo, title="Bos tråd", source="Bo skriver", submission_id=number())
    answer = say(thread=bos.thread, author=vera, source=f"Svar {MARKER}", submission_id=number(), parent=bos)
    say(thread=bos.thread, author=vera, source=f"Igen {MARKER}", submission_id=number(), parent=bos)
    hide(post=answer, by=tove, reason="Hör hemma någon annanstans")
    mark_helped(post=bos, user=vera, helped=True)
    report(post=bos, by=vera, reason=f"Jag tycker {MARKER}")
    nameless = open_thread(
        cohort=cohort, author=vera, title=MARKER, source=MARKER, submission_id=number(), is_anonymous=True
    )
    open_name(post=nameless, by=tove, reason="Måste veta")
    hers = open_thread(
        cohort=other_cohort, author=sten, title="S", source="S", submission_id=number(), is_anonymous=True
    )
    open_name(post=hers, by=vera, reason="Som kursledare")
    Membership.objects.filter(user=vera).update(offers=MARKER, asks=MARKER)
    cohort.invitations.create(email=vera.email, name=MARKER)
    note_bounce(address=vera.email, reason=f"550 {MARKER}")
    ModelLogEntry.objects.log_action(vera, "wagtail.edit", user=tove)
    Comment.objects.create(page=quiz, user=vera, text=MARKER, contentpath="title")
    DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {"to": vera.email, "text": MARKER}},
        task_path="notices.tasks.send_mail",
        backend_name="mail",
        run_after=timezone.now(),
        status="READY",
        exception_class_path="",
        traceback="",
    )
    DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {"to": "bo@example.org", "text": MARKER}},
        task_path="notices.tasks.send_mail",
        backend_name="mail",
        run_after=timezone.now(),
        status="SUCCESSFUL",
        finished_at=timezone.now(),
        exception_class_path="",
        traceback="",
    )
    keep_draft(user=vera, cohort=cohort, place="new", source=f"Utkast {MARKER}", title=MARKER)
    signed_in = Client()
    signed_in.force_login(vera)
    return {"first": first, "alone": alone, "bos": bos, "answer": answer, "nameless": nameless, "client": signed_in}


def rows_with(word):
    """Every row of every table that holds a word, whatever the case: {"journals.Entry": 1}."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed:
            continue
        for row in model._default_manager.values_list():
            said = " ".join(bytes(one).decode("latin-1") if isinstance(one, memoryview) else str(one) for one in row)
            if word.lower() in said.lower() or word.lower() in json.dumps(said).lower():
                found[model._meta.label] = found.get(model._meta.label, 0) + 1
    return found


def end(person, keeps_texts=False):
    """Have an account erased, and let 14 days pass."""
    plan_erasure(person=person, by=person, keeps_texts=keeps_texts, today=localdate() - timedelta(days=14))
    done, failed = tick(now=timezone.now())
    assert failed == []
    assert done["erased accounts"] == 1
    person.refresh_from_db()
    return person


@pytest.fixture
def helper(other_cohort):
    """Somebody who can take over, so that nothing holds her back."""
    person = create_person(email="hjalp@example.com", name="Hjälp")
    join(cohort=other_cohort, user=person, role="trainer")
    return person


def test_the_marker_is_found_where_it_is(life):
    tables = rows_with(MARKER)
    assert {
        "journals.Entry",
        "journals.EntryVersion",
        "journals.Share",
        "discussions.Post",
        "discussions.Thread",
    } <= set(tables)
    assert {"discussions.Draft", "discussions.Report", "practice.PracticeLog", "cohorts.Invitation"} <= set(tables)
    assert {"cohorts.Membership", "notices.Bounce", "notices.Notice", "accounts.User"} <= set(tables)
    assert {"account.EmailAddress", "django_tasks_database.DBTaskResult", "wagtailcore.ModelLogEntry"} <= set(tables)
    assert {"wagtailcore.Comment"} <= set(tables)


def test_nothing_of_her_is_left_anywhere(life, helper, vera, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        request_export(person=vera, by=vera)
    path = PersonalExport.objects.get(person=vera).file.path
    end(vera)
    call_command("update_index", verbosity=0)
    assert rows_with(MARKER) == {}
    with pytest.raises(FileNotFoundError):
        open(path)  # noqa: PTH123, SIM115


def test_what_others_said_stays_in_its_place(life, helper, vera, bo, client_as, cohort):
    end(vera)
    first = Post.objects.get(pk=life["first"].pk)
    assert (first.source, first.author_id, first.withdrawn_at is not None) == ("", vera.pk, True)
    assert first.replies.get().source == "Bos svar står kvar"
    page = client_as(bo).get(reverse("discussions:thread", args=[cohort.slug, first.thread_id])).text
    assert "Tidigare medlem" in page
    assert "Bos svar står kvar" in page
    assert not Post.objects.filter(pk=life["alone"].pk).exists()


def test_texts_stay_without_a_name_when_she_wants_that(life, helper, vera, bo, client_as, cohort):
    end(vera, keeps_texts=True)
    first = Post.objects.get(pk=life["first"].pk)
    page = client_as(bo).get(reverse("discussions:thread", args=[cohort.slug, first.thread_id])).text
    assert f"Fråga {MARKER}" in page
    assert f"Rubrik {MARKER}" in page
    assert "Tidigare medlem" in page
    assert f"Vera {MARKER}" not in page
    assert not first.attachments.exists()
    assert "journals.Entry" not in rows_with(MARKER)


def test_records_of_trainers_stay_with_role_and_day(life, helper, vera, tove, other_cohort):
    end(vera)
    assert NameOpening.objects.get(post=life["nameless"]).by == tove
    assert Post.objects.get(pk=life["answer"].pk).hidden_because == "Hör hemma någon annanstans"
    hers = NameOpening.objects.get(by=vera)
    assert (hers.reason, str(hers.by)) == ("Som kursledare", "Tidigare medlem")
    place = Membership.objects.get(user=vera, cohort=other_cohort)
    assert (place.role, place.left_at, place.offers, place.asks) == ("trainer", vera.erased_at, "", "")
    waiting = Report.objects.get(by=vera)
    assert (waiting.reason, waiting.settled_at) == ("", None)


def test_what_trainers_answered_to_her_goes_with_what_she_shared(life, helper, vera):
    assert Remark.objects.filter(source="Tack för att du delar").exists()
    end(vera)
    assert not Share.objects.filter(author=vera).exists()
    assert not Remark.objects.exists()


def test_what_she_said_as_a_trainer_about_others_keeps_its_place(life, helper, vera, sten, other_cohort):
    entry = save_entry(author=sten, key=uuid4(), text="Sten", expected_version=0)
    share = share_with_trainers(entry=entry, cohort=other_cohort, source="Sten", submission_id=uuid4())
    said = remark(share=share, author=vera, source=MARKER, submission_id=uuid4())
    end(vera)
    said.refresh_from_db()
    assert (said.source, str(said.author)) == ("", "Tidigare medlem")


def test_she_is_out_everywhere(life, helper, vera):
    assert life["client"].get(reverse("profile")).status_code == 200
    end(vera)
    assert life["client"].get(reverse("profile")).status_code == 302
    assert (vera.is_active, vera.has_usable_password(), vera.name, vera.unit) == (False, False, "", "")
    assert vera.groups.count() == 0
    activate(person=vera, by=vera)
    assert not User.objects.get(pk=vera.pk).is_active


def test_sums_of_the_cohort_still_count_her(life, helper, vera, tove, client_as, cohort):
    matrix = reverse("desk:matrix", args=[cohort.slug])
    before = client_as(tove).get(matrix).context["matrix"].rows
    [hers] = [row for row in before if row.name == vera.name]
    end(vera)
    after = client_as(tove).get(matrix).context["matrix"].rows
    assert len(after) == len(before)
    assert (after[-1].name, after[-1].progress) == ("Tidigare medlem", hers.progress)
    assert hers.progress.done == 2
    assert vera.name == ""


def test_who_had_left_before_is_not_counted_again(helper, vera, tove, client_as, cohort):
    Membership.objects.filter(user=vera, cohort=cohort).update(left_at=timezone.now())
    end(vera)
    rows = client_as(tove).get(reverse("desk:matrix", args=[cohort.slug])).context["matrix"].rows
    assert "Tidigare medlem" not in [row.name for row in rows]


def test_all_that_goes_is_gone_and_all_that_stays_is_named(life, helper, vera):
    leaving = leaving_of(vera)
    assert {line.label for line in leaving.goes} >= {"Dagboksanteckningar", "Försök på quiz", "Utkast till inlägg"}
    assert all(line.number and line.stays for line in leaving.stays)
    end(vera)
    for contract in contracts().values():
        for holding in contract.holdings:
            assert bool(holding.stays) or not holding.of(vera).exists(), holding.table


def test_nothing_goes_before_the_day(life, helper, vera):
    plan_erasure(person=vera, by=vera, keeps_texts=False, today=localdate() - timedelta(days=13))
    tick(now=timezone.now())
    assert User.objects.get(pk=vera.pk).erased_at is None
    assert erase(person=vera) is False
    assert "journals.Entry" in rows_with(MARKER)


def test_it_can_be_undone_until_then(life, helper, vera):
    plan_erasure(person=vera, by=vera, keeps_texts=False, today=localdate() - timedelta(days=20))
    cancel_erasure(person=vera, by=vera)
    tick(now=timezone.now())
    assert User.objects.get(pk=vera.pk).erased_at is None
    kinds = list(AccountEvent.objects.filter(person=vera).values_list("kind", flat=True))
    assert kinds == ["erasure_cancelled", "erasure_requested"]


def test_the_first_day_stands_and_the_last_word_on_texts(vera, helper):
    first = plan_erasure(person=vera, by=vera, keeps_texts=False, today=localdate())
    again = plan_erasure(person=vera, by=vera, keeps_texts=True, today=localdate() + timedelta(days=3))
    assert again.erases_on == first.erases_on == localdate() + timedelta(days=14)
    assert again.erasure_keeps_texts
    assert AccountEvent.objects.filter(person=vera).count() == 1


def test_nobody_leaves_a_cohort_without_a_trainer(vera, other_cohort):
    Membership.objects.filter(cohort=other_cohort, role="trainer").exclude(user=vera).delete()
    with pytest.raises(Unsettled) as refused:
        plan_erasure(person=vera, by=vera, keeps_texts=False, today=localdate())
    [sentence] = refused.value.obstacles
    assert sentence.startswith(f"{other_cohort.name} har ingen annan kursledare.")
    other_cohort.ended_on = localdate()
    other_cohort.save()
    plan_erasure(person=vera, by=vera, keeps_texts=False, today=localdate())


def test_the_last_site_manager_stays(maja):
    with pytest.raises(Unsettled):
        plan_erasure(person=maja, by=maja, keeps_texts=False, today=localdate())


def test_one_that_fails_keeps_no_other_back(vera, helper, bo, monkeypatch):
    for person in (vera, bo):
        request_erasure(person=person, by=person, keeps_texts=False, today=localdate() - timedelta(days=14))
    import discussions.services.leaving as leaving

    kept = leaving.withdraw

    def refuse(*, post):
        raise RuntimeError("no") if post.author_id == bo.pk else kept(post=post)

    monkeypatch.setattr(leaving, "withdraw", refuse)
    done, failed = tick(now=timezone.now())
    assert failed == ["erased accounts"]
    assert User.objects.get(pk=vera.pk).erased_at
    bo.refresh_from_db()
    assert (bo.erased_at, bo.name) == (None, "Bo Lind")
    assert "bins" in done


def test_somebody_who_is_erased_is_nowhere_in_the_cms(vera, helper, maja, client_as):
    end(vera)
    client = client_as(maja)
    assert "Tidigare medlem" not in client.get(reverse("wagtailusers_users:index")).text
    assert client.get(reverse("wagtailusers_users:edit", args=[vera.pk])).status_code == 404
    assert client.get(reverse("person", args=[vera.pk])).status_code == 404


class TestHerOwnPages:
    def test_she_sees_what_goes_what_stays_and_why(self, client_as, life, helper, vera):
        page = client_as(vera).get(reverse("leave_site")).text
        assert "Dagboksanteckningar: <b>1</b>" in page
        assert "För att andras svar ska stå kvar på sin plats." in page
        assert page.index("Låt mitt konto vila") < page.index("Radera mitt konto den")
        assert MARKER not in page.split("<main", 1)[1].split("</main>")[0]

    def test_remove_is_chosen_unless_she_says_otherwise(self, client_as, vera, helper):
        form = client_as(vera).get(reverse("leave_site")).context["form"]
        assert [(one.data["value"], one.data["selected"]) for one in form["texts"]] == [
            ("remove", True),
            ("keep", False),
        ]

    def test_erase_and_undo(self, client_as, vera, helper, django_capture_on_commit_callbacks):
        client = client_as(vera)
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("leave_site"), {"erase": "1", "texts": "keep"})
        vera.refresh_from_db()
        assert (vera.erases_on, vera.erasure_keeps_texts) == (localdate() + timedelta(days=14), True)
        [letter] = mail.outbox
        assert "Du har bett om att ditt konto i Gnista ska raderas." in letter.body
        assert "Behåll mitt konto" in client.get(reverse("leave_site")).text
        client.post(reverse("leave_site"), {"cancel": "1"})
        vera.refresh_from_db()
        assert vera.erases_on is None

    def test_a_choice_that_is_none_erases_nothing(self, client_as, vera, helper):
        assert client_as(vera).post(reverse("leave_site"), {"erase": "1", "texts": "both"}).status_code == 409
        vera.refresh_from_db()
        assert vera.erases_on is None

    def test_rest(self, client_as, vera):
        client = client_as(vera)
        client.post(reverse("leave_site"), {"rest": "1"})
        vera.refresh_from_db()
        assert vera.is_active is False
        assert client.get(reverse("profile")).status_code == 302
        [event] = AccountEvent.objects.filter(person=vera)
        assert (event.kind, event.by) == ("deactivated", vera)


class TestASiteManager:
    def test_looks_at_numbers_and_never_at_texts(self, client_as, life, maja, vera):
        page = client_as(maja).get(reverse("person", args=[vera.pk])).text
        assert "Dagboksanteckningar: <b>1</b>" in page
        for text in ("Ett", "Två", "Delat", "Fråga", "Rubrik", "Utkast"):
            assert f"{text} {MARKER}" not in page

    def test_erases_and_the_person_is_told(self, client_as, maja, vera, helper, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            client_as(maja).post(reverse("person", args=[vera.pk]), {"erase": "1", "texts": "remove"})
        vera.refresh_from_db()
        assert vera.erases_on == localdate() + timedelta(days=14)
        [letter] = mail.outbox
        assert letter.to == [vera.email]
        assert "Den som sköter webbplatsen har bestämt" in letter.body
        assert AccountEvent.objects.get(person=vera).by == maja

    def test_lets_an_account_rest_and_opens_it_again(self, client_as, maja, alva):
        client, url = client_as(maja), reverse("person", args=[alva.pk])
        client.post(url, {"rest": "1"})
        assert not User.objects.get(pk=alva.pk).is_active
        client.post(url, {"activate": "1"})
        assert User.objects.get(pk=alva.pk).is_active

    def test_does_not_lock_herself_out(self, client_as, maja):
        client_as(maja).post(reverse("person", args=[maja.pk]), {"rest": "1"})
        assert User.objects.get(pk=maja.pk).is_active

    @pytest.mark.parametrize("name", ["tove", "alva"])
    def test_nobody_else_does(self, name, request, client_as, bo):
        client = client_as(request.getfixturevalue(name))
        for data in ({"erase": "1", "texts": "remove"}, {"rest": "1"}, {"export": "1"}):
            assert client.post(reverse("person", args=[bo.pk]), data).status_code in (302, 404)
        bo.refresh_from_db()
        assert (bo.erases_on, bo.is_active, bo.exports.count()) == (None, True, 0)


def test_an_account_that_rests_gets_no_mail(cohort, tove, alva, bo, django_capture_on_commit_callbacks):
    from cohorts.messages import write_to

    deactivate(person=bo, by=bo)
    with django_capture_on_commit_callbacks(execute=True):
        write_to(
            cohort=cohort,
            author=tove,
            people=[alva, User.objects.get(pk=bo.pk)],
            subject="S",
            text="T",
            submission_id=uuid4(),
        )
    assert [letter.to for letter in mail.outbox] == [[alva.email]]
