"""The bell and its list."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from notices.models import Notice
from notices.queries import unread_count
from notices.services import mark_all_read, mark_read
from tests.notices.telling import tell_one


def told(alva, bo, number):
    return tell_one(alva, bo, key=f"n:{number}", subject=f"Svar {number} <b>", place="Kohort")


def test_the_count_follows_what_is_told_and_read(alva, bo):
    assert unread_count(alva) == 0
    first, _second = told(alva, bo, 1), told(alva, bo, 2)
    assert unread_count(alva) == 2
    mark_read(notice=first)
    mark_read(notice=first)
    assert unread_count(alva) == 1
    assert mark_all_read(person=alva) == 1
    assert (unread_count(alva), unread_count(bo)) == (0, 0)


def test_the_count_is_forgotten_once_more_when_it_is_certain(alva, bo, django_capture_on_commit_callbacks):
    """Between the change and its commit another page may have counted the old."""
    with django_capture_on_commit_callbacks(execute=True):
        told(alva, bo, 1)
        cache.set("notices:unread:" + str(alva.pk), 0)
    assert unread_count(alva) == 1


def test_the_bell_is_on_every_page(client_as, alva, bo, cohort, lesson):
    told(alva, bo, 1)
    for url in (
        "/sv/",
        lesson.get_url(),
        reverse("discussions:board", args=[cohort.slug]),
        reverse("journals:journal"),
    ):
        assert '1<span class="visually-hidden"> olästa</span>' in client_as(alva).get(url).text
        assert "olästa" not in client_as(bo).get(url).text


def test_each_with_who_what_and_where_in_pages(client_as, alva, bo):
    for number in range(30):
        told(alva, bo, number)
    page = client_as(alva).get(reverse("notices"))
    assert len(page.context["notices"]) == 25
    assert "Bo svarade dig" in page.text
    assert "Svar 29 &lt;b&gt;" in page.text
    assert "<bdi>Kohort</bdi> · " in page.text
    assert len(client_as(alva).get(reverse("notices") + "?page=2").context["notices"]) == 5
    assert client_as(bo).get(reverse("notices")).context["notices"].object_list.count() == 0


def test_all_are_marked_as_read(client_as, alva, bo):
    told(alva, bo, 1)
    page = client_as(alva).post(reverse("notices"), follow=True)
    assert "Alla notiser är markerade som lästa." in page.text
    assert Notice.objects.visible_to(alva).unread().count() == 0


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 40])
def test_odd_pages(client_as, alva, page):
    assert client_as(alva).get(reverse("notices"), {"page": page}).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_any_number(client_as, alva, bo, number):
    for at in range(number):
        told(alva, bo, at)
    client = client_as(alva)
    client.get(reverse("notices"))
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("notices"))
    assert len(captured) == 4


def test_who_is_not_named_is_somebody_in_the_cohort(client_as, alva, bo):
    # Two letters may stand in a random token: a long name is found only where somebody is named.
    bo.name = "Bonifatius Ek"
    bo.save()
    tell_one(alva, bo, kind=Notice.Kind.THREAD, subject="Hur gör ni?", is_anonymous=True)
    for address in (reverse("notices"), "/sv/"):
        page = client_as(alva).get(address)
        assert "Någon i kohorten startade en tråd" in page.text
        assert "Bonifatius" not in page.text
