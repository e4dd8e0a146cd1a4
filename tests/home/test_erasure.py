"""An account is erased: what she wrote is nowhere, what others said stays, and until the day it can be undone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from accounts.models import AccountEvent, User
from accounts.services import activate, cancel_erasure, request_erasure
from cohorts.models import Membership
from discussions.models import NameOpening, Post, Report
from home.contracts import contracts, leaving_of
from home.models import PersonalExport
from home.services import Unsettled, erase, plan_erasure, request_export, tick
from journals.models import Remark, Share
from journals.services import remark, save_entry, share_with_trainers
from tests.home.conftest import MARKER, end, rows_with


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
    membership = Membership.objects.get(user=vera, cohort=other_cohort)
    assert (membership.role, membership.left_at, membership.offers, membership.asks) == (
        "trainer",
        vera.erased_at,
        "",
        "",
    )
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


def test_she_is_signed_in_nowhere(life, helper, vera, bo, client_as):
    client_as(vera)
    client_as(bo)
    end(vera)
    signed_in = [session.get_decoded().get(SESSION_KEY) for session in Session.objects.all()]
    assert str(vera.pk) not in signed_in
    assert str(bo.pk) in signed_in


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

    kept = leaving.withdraw_post

    def refuse(*, post):
        raise RuntimeError("no") if post.author_id == bo.pk else kept(post=post)

    monkeypatch.setattr(leaving, "withdraw_post", refuse)
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
