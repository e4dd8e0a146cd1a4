"""A conversation belongs to a gathering: it begins with the first post, and is a thread of the board like others."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.services import create_person
from cohorts.services import change_gathering, end_cohort, join_open, open_for_self_study
from discussions.boxes import box_of, is_box
from discussions.models import Draft, Post, Thread
from discussions.services import create_post, keep_draft, move, open_thread, thread_of_gathering, withdraw_post
from tests.home.conftest import end
from tests.meeting import meet


@pytest.fixture
def gathering(cohort):
    return meet(cohort, title="Uppstart", starts_at=timezone.now() + timedelta(days=7))


@pytest.fixture
def url(cohort, gathering):
    return reverse("discussions:gathering", args=[cohort.slug, gathering.pk])


def said(text="Vi bestämde tyst start.", **more):
    return {"text": text, "submission_id": str(uuid4()), **more}


def write(gathering, author, text="Vi bestämde tyst start."):
    thread = thread_of_gathering(gathering=gathering)
    return create_post(thread=thread, author=author, source=text, submission_id=uuid4())


def test_it_begins_with_the_first_post_and_not_with_a_look(client_as, alva, bo, gathering, url):
    client, form = client_as(alva), said()
    assert "Uppstart" in client.get(url).text
    assert not Thread.objects.filter(gathering=gathering).exists()
    for _press in range(2):
        assert client.post(url, form).status_code == 302
    thread = Thread.objects.get(gathering=gathering)
    assert (thread.title, thread.posts.count()) == ("Uppstart", 1)
    assert "Vi bestämde tyst start." in client_as(bo).get(url).text


def test_it_is_on_the_board_and_leads_to_the_gathering_and_back(client_as, alva, bo, cohort, gathering, url):
    post = write(gathering, alva)
    client = client_as(bo)
    address = reverse("discussions:thread", args=[cohort.slug, post.thread_id])
    board = client.get(reverse("discussions:board", args=[cohort.slug])).text
    assert f'href="{address}"' in board
    page = client.get(address).text
    assert f'href="{url}"' in page
    assert f"Till träffen: {gathering.when}" in page
    assert address in client.get(reverse("post", args=[post.pk]), follow=True).redirect_chain[-1][0]


def test_it_is_called_as_the_gathering_is_called_now(alva, tove, gathering):
    thread = write(gathering, alva).thread
    facts = {name: getattr(gathering, name) for name in ("starts_at", "ends_at", "place")}
    change_gathering(gathering=gathering, by=tove, title="Avstamp", **facts)
    thread.refresh_from_db()
    assert thread.title == "Avstamp"


def test_an_empty_post_is_said_beside_its_field_and_begins_nothing(client_as, alva, gathering, url):
    assert client_as(alva).post(url, said(" ")).status_code == 422
    assert not Thread.objects.filter(gathering=gathering).exists()


def test_nobody_writes_after_the_end_of_the_cohort(client_as, alva, cohort, url):
    end_cohort(cohort=cohort, today=timezone.localdate())
    page = client_as(alva).post(url, said())
    assert (page.status_code, Post.objects.filter(source__startswith="Vi best").exists()) == (422, False)
    assert "Vi bestämde tyst start." in page.text


def test_what_is_begun_waits_in_its_box_before_and_after_the_first_post(client_as, alva, bo, cohort, gathering, url):
    box = f"gathering:{gathering.pk}"
    assert is_box(box)
    assert box == box_of(None, None, gathering=gathering.pk)
    keep_draft(user=alva, cohort=cohort, box=box, title="", source="Påbörjat", since="")
    assert "Påbörjat" in client_as(alva).get(url).text
    write(gathering, bo)
    assert "Påbörjat" in client_as(alva).get(url).text
    write(gathering, alva)
    assert not Draft.objects.filter(user=alva).exists()


def test_it_keeps_its_name_when_all_of_it_is_taken_back(alva, bo, gathering):
    first = write(gathering, alva)
    write(gathering, bo, "Ett svar")
    for post in first.thread.posts.all():
        withdraw_post(post=post)
    first.thread.refresh_from_db()
    assert first.thread.title == "Uppstart"


def test_nor_does_it_go_with_a_post_that_is_moved(alva, tove, cohort, gathering):
    post = write(gathering, alva)
    other = open_thread(cohort=cohort, author=tove, title="T", source="S", submission_id=uuid4()).thread
    move(post=post, to=other)
    assert Thread.objects.filter(gathering=gathering).exists()


def test_an_erased_author_leaves_the_name_of_the_gathering(cohort, gathering, alva):
    kim = create_person(email="kim@example.org", name="Kim")
    cohort.memberships.create(user=kim)
    write(gathering, kim)
    end(kim)
    assert Thread.objects.get(gathering=gathering).title == "Uppstart"


def test_who_joined_by_herself_reads_there_what_is_new_and_nothing_of_before(
    client_as, cohort, gathering, alva, tove, url
):
    write(gathering, alva, "Sagt förut")
    open_for_self_study(cohort=cohort, by=tove)
    kim = create_person(email="kim@example.org", name="Kim")
    join_open(cohort=cohort, user=kim)
    write(gathering, alva, "Sagt sedan")
    page = client_as(kim).get(url).text
    assert ("Sagt sedan" in page, "Sagt förut" in page) == (True, False)
    assert client_as(kim).post(url, said("Jag med")).status_code == 302
    assert Thread.objects.filter(gathering=gathering).count() == 1


def test_only_trainers_see_who_cannot_come_and_the_way_to_change_it(client_as, alva, tove, cohort, gathering, url):
    change = reverse("desk:gathering", args=[cohort.slug, gathering.pk])
    assert change in client_as(tove).get(url).text
    page = client_as(alva).get(url).text
    assert (change in page, "Kan inte komma" in page) == (False, False)


@pytest.mark.parametrize("posts", [1, 3])
def test_its_page_costs_the_same_for_one_post_and_three(client_as, alva, tove, gathering, url, posts):
    for _post in range(posts):
        write(gathering, tove)
    client = client_as(alva)
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    assert len(captured) == 8
