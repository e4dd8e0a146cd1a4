"""Nothing in the CMS takes people's work along in one press, and what goes with a cohort is shown before it goes."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.urls import reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, Locale, Page, Site

from accounts.forms import CmsGroupForm
from cohorts.models import Cohort
from home.contracts import contracts, parts_of
from progress.queries import done_keys
from progress.services import record
from tests.guards import deleted_with, deleting_addresses

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


@pytest.mark.parametrize("model", list(dict.fromkeys(filter(None, DELETED.values()))), ids=lambda model: model.__name__)
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


def test_all_that_goes_is_told_before(full, cohort):
    """Marks and records go with what they are about, and are not told by themselves."""
    told = {part.table for contract in contracts().values() for part in contract.parts}
    unsaid = {"Reading", "Following", "Post_helped", "PostVersion", "Report", "NameOpening", "SavedPost"}
    belonging = {f"discussions.{name}" for name in unsaid} | {"cohorts.Message_recipients", "cohorts.ReplacedLink"}
    assert deleted_with(Cohort) == told | belonging


def test_it_is_shown_in_numbers_and_nothing_is_done(client_as, maja, full, cohort, today):
    numbers = {line.label: line.number for line in parts_of(cohort)}
    assert numbers["Filer till inlägg"] == 1
    assert numbers["Träffar"] == 1
    page = client_as(maja).get(reverse("cohort_deletion", args=[cohort.pk])).text
    assert "6 personer blir av med sina platser." in page
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
