"""What a person meets first."""

import pytest
from django.urls import reverse

from accounts.services import create_person
from cohorts.services import join
from progress.services import record
from tests.conftest import page_of


def test_the_one_next_step_comes_first(client_as, alva, lesson, quiz):
    client = client_as(alva)
    first = client.get("/sv/").context["current"].outline
    assert (first.next_step.row.url, first.progress.done) == (lesson.get_url(), 0)
    record(coach=alva, step_key=lesson.translation_key)
    assert client.get("/sv/").context["current"].outline.next_step.row.key != lesson.translation_key


def test_the_same_progress_in_either_language(client_as, alva, lesson):
    record(coach=alva, step_key=lesson.translation_key)
    client = client_as(alva)
    swedish, english = (client.get(f"/{language}/").context["current"].outline for language in ("sv", "en"))
    assert swedish.progress == english.progress
    assert swedish.next_step.row.key == english.next_step.row.key


def test_an_inspirer_has_fewer_steps(client_as, alva, bo):
    sums = [client_as(person).get("/sv/").context["current"].outline.progress.required for person in (alva, bo)]
    assert sums[0] != sums[1]


def test_everything_done_is_said(client_as, alva, lesson):
    for line in client_as(alva).get("/sv/").context["current"].outline.steps:
        record(coach=alva, step_key=line.row.key)
    response = client_as(alva).get("/sv/")
    assert response.context["current"].outline.progress.percent == 100
    assert "Allt obligatoriskt är klart" in response.text


def test_somebody_without_a_cohort_is_told_what_to_do(client_as, db):
    person = create_person(email="ny@example.org", name="Nils Ny")
    assert client_as(person).get("/sv/").context["current"] is None
    assert client_as(person).get("/sv/kohort/").status_code == 200


def test_an_unpublished_course_leaves_a_friendly_page(client_as, alva, course):
    page_of("tiny").unpublish()
    response = client_as(alva).get("/sv/")
    assert (response.status_code, response.context["training"].courses) == (200, ())


def test_two_cohorts_of_one_course_show_it_once(client_as, alva, other_cohort, cohort):
    other_cohort.course_key = cohort.course_key
    other_cohort.save()
    join(cohort=other_cohort, user=alva)
    courses = client_as(alva).get("/sv/").context["training"].courses
    assert [own.membership.cohort for own in courses] == [other_cohort]


def test_a_trainer_meets_her_cohorts_first(client_as, tove, cohort):
    text = client_as(tove).get("/sv/").text
    assert reverse("desk:matrix", args=[cohort.slug]) in text
    assert reverse("wagtailadmin_home") in text
    assert "Nästa steg" not in text


def test_a_trainer_who_learns_in_another_cohort_meets_her_next_step(client_as, tove, other_cohort, cohort):
    other_cohort.course_key = cohort.course_key
    other_cohort.save()
    join(cohort=other_cohort, user=tove)
    response = client_as(tove).get("/sv/")
    assert response.context["current"].membership.cohort == other_cohort
    assert reverse("desk:desk") in response.text


def test_learners_see_no_way_to_the_cms(client_as, alva, lesson):
    client = client_as(alva)
    assert "/cms/" not in client.get("/sv/").text + client.get(lesson.get_url()).text


def test_a_trainer_without_rights_in_the_cms_is_not_sent_there(client_as, sten, other_cohort, cohort):
    join(cohort=cohort, user=sten, role="trainer")
    sten.groups.clear()
    assert "/cms/" not in client_as(sten).get("/sv/").text


def test_a_site_manager_has_a_way_to_the_cms(client_as, maja):
    assert reverse("wagtailadmin_home") in client_as(maja).get("/sv/").text


@pytest.mark.parametrize(
    "package_id", ["tiny", "T1", "T1.1", "T1.quiz", "T1.reflection", "T1.discussion", "T1.practice"]
)
def test_who_may_edit_a_page_has_the_way_there(client_as, tove, alva, package_id):
    page = page_of(package_id)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert edit in client_as(tove).get(page.get_url()).text
    assert edit not in client_as(alva).get(page.get_url()).text
