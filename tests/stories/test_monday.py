"""Tove on a Monday morning: the editor, the preview, drafts beside live pages, and who has done what."""

from django.urls import reverse
from django.utils.translation import override

from progress.models import Completion
from tests.conftest import page_of


def test_tove_sees_who_has_done_what(client_as, alva, tove, cohort, lesson):
    client_as(alva).post(lesson.get_url())
    response = client_as(tove).get(reverse("desk:matrix", args=[cohort.slug]))
    rows = {row.name: row for row in response.context["matrix"].rows}
    assert rows["Alva Berg"].states == ("done", "open", "open", "open", "open", "optional")
    assert rows["Bo Lind"].states == ("open",) * 6
    assert rows["Alva Berg"].progress.done == 1


def test_tove_opens_the_editor_of_every_kind_of_page(client_as, tove):
    client = client_as(tove)
    for package_id in ("tiny", "T1", "T1.1", "T1.quiz", "T1.reflection", "T1.discussion", "T1.practice", "about"):
        page = page_of(package_id)
        assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200, package_id


def test_preview_shows_the_draft_as_a_coach_meets_it_and_writes_nothing(rf, tove):
    for package_id in ("tiny", "T1", "T1.1", "T1.quiz", "T1.reflection", "T1.discussion", "T1.practice"):
        page = page_of(package_id)
        page.title = "Utkast"
        request = rf.get("/")
        request.user = tove
        with override("sv"):
            response = page.make_preview_request(original_request=request)
        assert response.status_code == 200, package_id
        assert "Utkast" in response.text
    assert not Completion.objects.filter(coach=tove).exists()


def test_a_draft_beside_the_live_page_changes_nothing_for_coaches(client_as, alva, lesson):
    lesson.title = "Ny titel"
    lesson.save_revision()
    assert "Ny titel" not in client_as(alva).get(lesson.get_url()).text


def test_an_unpublished_step_leaves_the_sum_and_the_history(client_as, alva, course, lesson, quiz):
    client = client_as(alva)
    client.post(lesson.get_url())
    assert client.get(course.get_url()).context["outline"].progress.required == 5
    lesson.unpublish()
    progress = client.get(course.get_url()).context["outline"].progress
    assert (progress.done, progress.required) == (0, 4)
    assert Completion.objects.filter(coach=alva, step_key=lesson.translation_key).exists()


def test_maja_makes_an_account_without_a_password(client_as, maja):
    client = client_as(maja)
    url = reverse("wagtailusers_users:add")
    assert client.get(url).status_code == 200
    data = {"email": "ny@example.org", "name": "Nils Ny", "language": "sv", "unit": "Köket"}
    assert client.post(url, data).status_code == 302
    assert client.get(reverse("wagtailusers_users:index")).status_code == 200
