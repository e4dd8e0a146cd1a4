"""Nothing in the CMS takes people's work along in one press; a cohort is closed for 14 days before it is deleted."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, Locale, ModelLogEntry, Page, Site

from accounts.forms import CmsGroupForm
from accounts.limits import TooOften, spend
from accounts.services import create_person
from cohorts.feeds import feed_token, owner_of
from cohorts.models import Cohort, Invitation, Membership, Message
from cohorts.queries import cohorts_without_other_trainer
from cohorts.services import (
    NotOpen,
    accept_invitation,
    arrange_gathering,
    ask_to_train,
    cancel_deletion,
    delete_cohort,
    invite,
    join,
    join_open,
    move_member,
    request_deletion,
    send_message,
)
from config.settings import base
from discussions.models import Attachment, Draft, Post, Thread
from discussions.services import create_post, keep_draft, open_thread
from home.contracts import contracts, parts_of
from home.services import erase, plan_erasure, tick
from journals.models import Entry, Remark, Share
from journals.services import save_entry, share_with_cohort, share_with_trainers
from notices.models import Notice
from notices.services import note_bounce
from progress.queries import done_keys
from progress.services import record
from tests.conftest import link_of, membership_of, page_of
from tests.guards import deleted_with, deleting_addresses


@pytest.fixture
def full(things, cohort, alva, bo, tove, today):
    """A cohort with one of everything. Returns what its people keep."""
    post = open_thread(cohort=cohort, author=alva, title="T", source="Fråga", submission_id=uuid4())
    Attachment.objects.create(post=post, kind="pdf", name="a.pdf", content=b"%PDF-", size=5)
    create_post(thread=post.thread, author=bo, source="Svar", submission_id=uuid4(), parent=post)
    keep_draft(user=bo, cohort=cohort, box="new", title="", source="Påbörjat", since="")
    entry = save_entry(author=alva, key=uuid4(), text="Mitt eget", expected_version=0)
    share_with_cohort(entry=entry, cohort=cohort, source="Mitt", title="Delat", submission_id=uuid4())
    share_with_trainers(entry=entry, cohort=cohort, source="Mitt", submission_id=uuid4())
    send_message(cohort=cohort, author=tove, people=[alva], subject="S", text="T", submission_id=uuid4())
    arrange_gathering(cohort=cohort, uid=uuid4(), title="Träff", starts_at=timezone.now(), minutes=60, place="")
    record(coach=alva, step_key=page_of("T1.1").translation_key)
    cache.clear()
    mail.outbox.clear()
    return entry


@pytest.fixture
def today():
    return localdate()


@pytest.fixture
def close(cohort, maja, today, django_capture_on_commit_callbacks):
    def press():
        with django_capture_on_commit_callbacks(execute=True):
            return request_deletion(cohort=cohort, by=maja, today=today)

    return press


def run(days):
    done, failed = tick(now=timezone.now() + timedelta(days=days))
    assert failed == []
    return done["deleted cohorts"]


# What the CMS deletes ------------------------------------------------------------------------------------

DELETED = {
    "wagtailadmin_pages:delete": Page,
    "wagtailadmin_collections:delete": Collection,
    "wagtailredirects:delete": None,
    "wagtaildocs:delete": Document,
    "wagtaildocs:delete_multiple": Document,
    "wagtaildocs:delete_upload_multiple": None,
    "wagtailimages:delete": Image,
    "wagtailimages:delete_multiple": Image,
    "wagtailimages:delete_upload_multiple": None,
    "wagtaillocales:delete": Locale,
    "wagtailsites:delete": Site,
    "wagtailusers_groups:delete": Group,
}
# Notes on a page of the CMS go with the page, and rights with their group. A collection must be empty, and a language
# without pages: the tests below ask.
ALONG = {
    Page: {"wagtailcore.Comment", "wagtailcore.CommentReply", "wagtailcore.PageSubscription"},
    Group: {"accounts.User_groups"},
    Collection: {"wagtaildocs.Document", "wagtailimages.Image"},
    Locale: {"wagtail_localize.StringTranslation", "wagtail_localize.SegmentOverride"},
}


def test_every_address_that_deletes_is_known():
    assert set(deleting_addresses()) == set(DELETED)


@pytest.mark.parametrize("model", {one for one in DELETED.values() if one}, ids=lambda model: model.__name__)
def test_one_press_takes_nothing_of_people_along(model):
    personal = {holding.table for contract in contracts().values() for holding in contract.holdings}
    assert deleted_with(model) & personal == ALONG.get(model, set())


def test_what_many_at_once_can_be_done_to():
    bulk_action_registry._scan_for_bulk_actions()
    deleting = {
        model
        for app, models in bulk_action_registry.actions.items()
        for model, actions in models.items()
        if "delete" in actions
    }
    # People are refused by a hook of their own.
    assert deleting == {"page", "image", "document", "user"}


def test_a_collection_with_files_and_a_language_with_pages_stay(client_as, maja):
    collection = Collection.get_first_root_node().add_child(name="Filer")
    Document.objects.create(title="Kort", collection=collection)
    client_as(maja).post(reverse("wagtailadmin_collections:delete", args=[collection.pk]))
    for locale in Locale.objects.all():
        client_as(maja).post(reverse("wagtaillocales:delete", args=[locale.pk]))
    assert (Collection.objects.filter(pk=collection.pk).exists(), Locale.objects.count()) == (True, 2)


@pytest.mark.parametrize("name", ["Trainers", "Desk"])
def test_a_group_that_the_code_knows_keeps_its_name_and_its_people(client_as, maja, tove, name):
    group = Group.objects.get(name=name)
    client, edit = client_as(maja), reverse("wagtailusers_groups:edit", args=[group.pk])
    delete = reverse("wagtailusers_groups:delete", args=[group.pk])
    assert delete not in client.get(edit).text
    assert [client.get(delete).status_code, client.post(delete).status_code] == [404, 404]
    form = CmsGroupForm({"name": "Omdöpt"}, instance=group)
    assert form.is_valid()
    form.save()
    assert Group.objects.filter(pk=group.pk, name=name).exists()
    assert tove.groups.filter(name="Desk").exists()


@pytest.mark.parametrize("which", ["course", "home"])
@pytest.mark.parametrize("way", ["one", "many"])
def test_a_course_that_a_cohort_takes_stays(client_as, maja, course, which, way):
    page = course if which == "course" else course.get_parent()
    url = reverse("wagtailadmin_pages:delete", args=[page.pk])
    if way == "many":
        url = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?id={page.pk}"
    answer = client_as(maja).post(url, {"confirm_site_name": "Gnista"}, follow=True)
    assert "2 kohorter läser en kurs som skulle försvinna." in answer.text
    assert Page.objects.filter(pk=course.pk).exists()


def test_a_lesson_is_taken_out_and_what_was_done_there_stays(client_as, maja, alva, lesson):
    record(coach=alva, step_key=lesson.translation_key)
    client_as(maja).post(reverse("wagtailadmin_pages:delete", args=[lesson.pk]))
    assert not Page.objects.filter(pk=lesson.pk).exists()
    assert lesson.translation_key in done_keys(alva.pk)


@pytest.mark.parametrize("way", ["delete/{}/", "{}/delete/", "edit/{}/"])
def test_no_door_of_the_cms_deletes_a_cohort(client_as, maja, cohort, way):
    assert not maja.has_perm("cohorts.delete_cohort")
    client = client_as(maja)
    client.post(f"/cms/cohorts/{way.format(cohort.pk)}", {"action-delete": "1"})
    client.post(f"/cms/bulk/cohorts/cohort/delete/?id={cohort.pk}")
    assert Cohort.objects.filter(pk=cohort.pk).exists()


def test_the_buttons_of_the_cms_lead_to_the_page_that_shows_it_first(client_as, maja, cohort):
    link = f'href="{reverse("cohort_deletion", args=[cohort.pk])}"'
    for address in (reverse("cohorts:index"), reverse("cohorts:edit", args=[cohort.pk])):
        assert link in client_as(maja).get(address).text


# Before ---------------------------------------------------------------------------------------------------


def test_all_that_goes_is_told_before(full, cohort):
    """Marks and records go with the posts and the mail that they are about, and are not told by themselves."""
    told = {part.table for contract in contracts().values() for part in contract.parts}
    unsaid = {"Reading", "Following", "Post_helped", "PostVersion", "Report", "NameOpening"}
    belonging = {f"discussions.{name}" for name in unsaid} | {"cohorts.Message_recipients"}
    assert deleted_with(Cohort) == told | belonging


def test_it_is_shown_in_numbers_and_nothing_is_done(client_as, maja, full, cohort, today):
    numbers = {line.label: line.number for line in parts_of(cohort)}
    assert numbers["Filer till inlägg"] == 1
    assert numbers["Träffar"] == 1
    page = client_as(maja).get(reverse("cohort_deletion", args=[cohort.pk])).text
    assert "4 personer blir av med sina platser." in page
    for label, number in numbers.items():
        assert f"{label}: <b>{number}</b>" in page
    assert Cohort.objects.get(pk=cohort.pk).deletes_on is None
    assert mail.outbox == []


def test_an_empty_press_changes_nothing(client_as, maja, cohort):
    url = reverse("cohort_deletion", args=[cohort.pk])
    for form in ({}, {"cancel": "1"}, {"DELETE": "1"}):
        assert client_as(maja).post(url, form).status_code == 302
    assert Cohort.objects.get(pk=cohort.pk).deletes_on is None
    assert client_as(maja).get(reverse("cohort_deletion", args=[2**62])).status_code == 404


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
    call_command("send_digests")
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
    assert len(mail.outbox) == 4
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
