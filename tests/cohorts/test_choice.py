"""Somebody who is in several cohorts chooses among them wherever she is, and the choice stays."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from cohorts.models import Cohort, Membership
from cohorts.services import end_cohort, join, leave
from discussions.queries import news_in
from discussions.services import create_post, open_thread
from home.queries import own_training

PAGES = ("discussions:board", "people", "schedule")


@pytest.fixture
def second(other_cohort, alva):
    join(cohort=other_cohort, user=alva)
    return other_cohort


def url_of(page, cohort):
    return reverse(page, args=[cohort.slug])


@pytest.mark.parametrize("page", PAGES)
def test_each_page_leads_to_the_same_of_the_others(client_as, alva, cohort, second, page):
    text = client_as(alva).get(url_of(page, cohort)).text
    assert f'href="{url_of(page, second)}"' in text
    assert f'href="{url_of(page, cohort)}" aria-current="page"' in text


@pytest.mark.parametrize("page", PAGES)
def test_with_one_cohort_there_is_nothing_to_choose(client_as, alva, cohort, page):
    before = Membership.objects.get(user=alva).chosen_at
    assert "cohort-choice" not in client_as(alva).get(url_of(page, cohort)).text
    assert Membership.objects.get(user=alva).chosen_at == before


@pytest.mark.parametrize("page", PAGES)
def test_the_choice_stays(client_as, alva, cohort, second, page):
    client = client_as(alva)
    own = reverse("discussions:own_board")
    assert client.get(own).url == url_of("discussions:board", second)
    client.get(url_of(page, cohort))
    assert client.get(own).url == url_of("discussions:board", cohort)
    assert client_as(alva).get(own).url == url_of("discussions:board", cohort)
    assert cohort.name in client.get("/sv/").text


def test_a_new_place_is_turned_to_and_the_first_one_is_a_press_away(client_as, alva, cohort, other_cohort):
    client = client_as(alva)
    client.get(url_of("discussions:board", cohort))
    join(cohort=other_cohort, user=alva)
    here = client.get(reverse("discussions:own_board"), follow=True)
    assert here.request["PATH_INFO"] == url_of("discussions:board", other_cohort)
    assert f'href="{url_of("discussions:board", cohort)}"' in here.text


def test_looking_again_writes_nothing(client_as, alva, cohort, second):
    client = client_as(alva)
    client.get(url_of("people", cohort))
    chosen = Membership.objects.get(user=alva, cohort=cohort).chosen_at
    client.get(url_of("people", cohort))
    assert Membership.objects.get(user=alva, cohort=cohort).chosen_at == chosen


def test_cohorts_that_are_closed_to_her_are_no_choice(client_as, alva, cohort, second):
    leave(membership=Membership.objects.get(user=alva, cohort=second))
    assert "cohort-choice" not in client_as(alva).get(url_of("people", cohort)).text
    join(cohort=second, user=alva)
    end_cohort(cohort=second, today=localdate() - timedelta(days=400))
    assert "cohort-choice" not in client_as(alva).get(url_of("people", cohort)).text


def test_what_is_new_is_counted_in_all(client_as, alva, bo, sten, cohort, second):
    for _twice in range(2):
        thread = open_thread(cohort=second, author=sten, title="Nytt", source="S", submission_id=uuid4()).thread
        create_post(thread=thread, author=sten, source="Mer", submission_id=uuid4())
    places = list(Membership.objects.filter(user=alva))
    mine = news_in(places)
    assert mine[second.pk] == 2
    text = client_as(alva).get("/sv/").text
    assert '<b class="count">2<span class="visually-hidden"> nya</span></b>' in text


@pytest.mark.parametrize("number", [2, 4])
def test_counting_costs_one_query_for_any_number(alva, cohort, number):
    for at in range(number - 1):
        join(cohort=Cohort.objects.create(name=f"K{at}", slug=f"k{at}", course_key=cohort.course_key), user=alva)
    places = list(Membership.objects.filter(user=alva))
    assert len(places) == number
    with CaptureQueriesContext(connection) as captured:
        news_in(places)
    assert len(captured) == 1


def course_like(course, slug):
    return course.copy(update_attrs={"slug": slug, "title": slug.title()}, recursive=True, keep_live=True)


def test_what_was_due_first_is_gone_on_with_first(client_as, alva, course, cohort):
    """Her start page orders what is next over all her courses."""
    today = localdate()
    starts = {"sen": today - timedelta(days=40), "snar": today + timedelta(days=7), "nyss": today - timedelta(days=1)}
    Cohort.objects.filter(pk=cohort.pk).update(starts_on=today - timedelta(days=10))
    for slug, day in starts.items():
        copy = course_like(course, slug)
        join(
            cohort=Cohort.objects.create(name=slug, slug=slug, course_key=copy.translation_key, starts_on=day),
            user=alva,
        )
    training = own_training(alva, "sv")
    assert [own.course.slug for own in training.courses] == ["sen", course.slug, "nyss", "snar"]
    text = client_as(alva).get("/sv/").text
    assert text.index("Nästa:") > text.index("path")
    assert text.count("Nästa: <a") == 3


def test_when_the_place_was_chosen_is_moved_along_by_coming_back(alva, cohort):
    leave(membership=Membership.objects.get(user=alva, cohort=cohort))
    before = timezone.now()
    assert join(cohort=cohort, user=alva).chosen_at >= before
