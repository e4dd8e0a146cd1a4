"""An old address leads to the page that was renamed or moved, in each language, for those alone who may see it."""

from datetime import date

import pytest
from django.test import Client
from wagtail.models import Page

from cohorts.models import PlannedModule
from journals.models import Entry
from tests.conftest import page_of


@pytest.fixture
def rename(db, django_capture_on_commit_callbacks):
    """Give a page another slug, as the editor does; return its old and its new address."""

    def give(page: Page, slug: str) -> tuple[str, str]:
        old = page.get_url()
        with django_capture_on_commit_callbacks(execute=True):
            page.slug = slug
            page.save_revision().publish()
        return old, Page.objects.get(pk=page.pk).get_url()

    return give


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("package_id", ["T1.1", "T1", "tiny"])
def test_who_takes_the_course_is_led_there(rename, client_as, alva, language, package_id):
    lesson, other = page_of("T1.1", language), page_of("T1.1", "en" if language == "sv" else "sv")
    there = other.get_url()
    old_lesson = lesson.get_url()
    rename(page_of(package_id, language), "nytt-namn")
    now = page_of("T1.1", language).get_url()
    assert "nytt-namn" in now
    response = client_as(alva).get(f"{old_lesson}?from=mail")
    assert (response.status_code, response.url) == (307, f"{now}?from=mail")
    assert client_as(alva).get(response.url).status_code == 200
    assert client_as(alva).get(there).status_code == 200
    assert client_as(alva).get(there.replace(other.slug, "nytt-namn")).status_code == 404


def test_what_a_form_sends_to_the_old_address_arrives(rename, client_as, alva):
    old, _new = rename(page_of("T1.reflection"), "nytt-namn")
    client_as(alva).post(old, {"text": "Skrivet medan sidan bytte namn", "version": "0"}, follow=True)
    assert Entry.objects.get(author=alva).text == "Skrivet medan sidan bytte namn"


@pytest.mark.parametrize("package_id", ["T1.1", "T1", "tiny"])
def test_nobody_else_learns_where_it_is(rename, client_as, things, package_id):
    old, new = rename(page_of(package_id), "hemligt-namn")
    for name in ("ex_member", "outsider"):
        response = client_as(things["people"][name]).get(old)
        assert response.status_code == 404
        assert "hemligt-namn" not in response.text
    response = Client().get(old)
    assert response.url == f"/accounts/login/?next={old}"
    assert Client().get(new).url == f"/accounts/login/?next={new}"


def test_a_module_that_waits_for_its_day_stays_shut(rename, client_as, alva, cohort, module):
    facts = {"module_key": module.translation_key, "opens_on": date(2031, 5, 17), "is_closed": True}
    PlannedModule.objects.create(cohort=cohort, **facts)
    old, _new = rename(page_of("T1.1"), "hemligt-namn")
    response = client_as(alva).get(old)
    assert response.status_code == 403
    assert "hemligt-namn" not in response.text


def test_a_page_that_is_not_published_is_nowhere(rename, client_as, alva, tove):
    old, new = rename(page_of("T1.1"), "hemligt-namn")
    page_of("T1.1").unpublish()
    for person in (alva, tove, None):
        for address in (old, new):
            assert client_as(person).get(address).status_code == 404


def test_a_page_for_all_is_found_by_all(rename):
    old, new = rename(page_of("about"), "om-oss")
    assert Client().get(old).url == new


def test_another_page_may_take_the_old_address(rename, client_as, alva):
    lesson, extra = page_of("T1.1"), page_of("T1.practice")
    old, _new = rename(lesson, "nytt-namn")
    rename(extra, old.split("/")[-2])
    assert client_as(alva).get(old).context["page"].pk == extra.pk


@pytest.mark.parametrize("address", ["/sv/a\x00b/", "/sv/finns-inte/", "/sv/%00/", "/sv/" + "x/" * 300])
def test_odd_addresses_are_404(client_as, alva, address):
    assert client_as(alva).get(address).status_code == 404
