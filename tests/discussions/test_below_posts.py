"""What stands below each post: its own number, name and state; and, when asked for, a box or what is seldom done."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.services import create_person
from cohorts.services import join
from discussions.paging import ROWS_ON_A_PAGE
from discussions.services import create_post, hide, keep_draft, lock, mark_helped, open_thread, withdraw_post
from tests.html import squeezed

NAMES = ["⟦post⟧ Ek", "Ada ⟦name⟧", "<b>Fet</b> & Co", "\\1 {{ name }}"]


@pytest.fixture
def thread(cohort, bo):
    return open_thread(cohort=cohort, author=bo, title="Tråd", source="Början", submission_id=uuid4()).thread


def write(thread, author, parent=None):
    return create_post(thread=thread, author=author, source="Hej", submission_id=uuid4(), parent=parent)


def below(client, thread, **query):
    """The markup of each post of a thread, by its number: from its beginning to that of the next one, or of what the
    posts share.
    """
    page = client.get(reverse("discussions:thread", args=[thread.cohort.slug, thread.pk]), query).text
    page = squeezed(page).split('<nav class="pages"')[0].split('aria-label="Skriv till kohorten"')[0]
    parts = re.split(r'<article class="[^"]*" id="post-(\d+)"', page)
    return dict(zip(map(int, parts[1::2]), parts[2::2], strict=True))


def test_each_post_has_its_own_number_and_name(client_as, alva, cohort, thread):
    people = [create_person(email=f"odd{n}@example.org", name=name) for n, name in enumerate(NAMES)]
    for person in people:
        join(cohort=cohort, user=person)
    posts = [write(thread, person) for person in people]
    parts = below(client_as(alva), thread)
    for post, person in zip(posts, people, strict=True):
        name = person.get_short_name().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        assert f"Svara {name} </a>" in parts[post.pk]
        assert f"för det som {name} skrev" in parts[post.pk]
        assert set(re.findall(r"/inlagg/(\d+)/", parts[post.pk])) == {str(post.pk)}
        assert set(re.findall(r"\?(?:answer|more)=(\d+)", parts[post.pk])) == {str(post.pk)}


def test_each_post_shows_its_own_state(client_as, alva, bo, tove, thread):
    mine, helped, plain, hidden = (write(thread, person) for person in (alva, bo, bo, bo))
    answer = write(thread, bo, parent=plain)
    mark_helped(post=helped, user=alva, helped=True)
    mark_helped(post=mine, user=bo, helped=True)
    hide(post=hidden, by=tove, reason="Ett namn")
    parts = below(client_as(alva), thread)
    assert "Ändra eller ta tillbaka" in parts[mine.pk]
    assert "Hjälpte 1 person" in parts[mine.pk]
    assert 'aria-pressed="true"' in parts[helped.pk]
    assert [('aria-pressed="false"' in parts[post.pk], "1 person" in parts[post.pk]) for post in (plain, answer)] == [
        (True, False),
        (True, False),
    ]
    assert "/inlagg/" not in parts[hidden.pk]
    led = [below(client_as(tove), thread, more=post.pk)[post.pk] for post in (plain, answer, hidden)]
    moves = [f"/inlagg/{post.pk}/flytta/" in part for post, part in zip((plain, answer, hidden), led, strict=True)]
    shows = [f"/inlagg/{post.pk}/visa/" in part for post, part in zip((plain, answer, hidden), led, strict=True)]
    assert (moves, shows) == ([True, False, True], [False, False, True])


def test_one_post_at_a_time_says_what_is_seldom_done_with_it(client_as, alva, bo, thread):
    first, second = write(thread, bo), write(thread, bo)
    parts = below(client_as(alva), thread, more=second.pk)
    assert [f"/inlagg/{post.pk}/anmal/" in parts[post.pk] for post in (first, second)] == [False, True]
    assert [f'id="more-{post.pk}"' in parts[post.pk] for post in (first, second)] == [False, True]


def test_a_box_to_answer_in_is_there_when_asked_for(client_as, alva, bo, tove, thread):
    """Each with a number of its own, so that two of them are two posts."""
    first, second = write(thread, bo), write(thread, bo)
    client, numbers = client_as(alva), set()
    for post in (first, second):
        parts = below(client, thread, answer=post.pk)
        boxes = {pk: re.findall(r'name="parent" value="(\d+)"', part) for pk, part in parts.items()}
        assert {pk: found for pk, found in boxes.items() if found} == {post.pk: [str(post.pk)]}
        assert f'id="answer-{post.pk}-text"' in parts[post.pk]
        numbers.update(re.findall(r'name="submission_id" value="([^"]+)"', parts[post.pk]))
    assert len(numbers) == 2
    withdraw_post(post=second)
    assert 'name="parent"' not in below(client, thread, answer=second.pk).get(second.pk, "")
    lock(thread=thread, is_locked=True)
    assert "answer" not in "".join(below(client, thread, answer=first.pk).values())


@pytest.mark.parametrize("name", ["answer", "more"])
def test_what_is_asked_for_is_on_the_page_that_comes(client_as, alva, bo, thread, name):
    first = write(thread, bo)
    for _more in range(ROWS_ON_A_PAGE):
        write(thread, bo)
    mark = f'id="{name}-{first.pk}'
    assert mark in below(client_as(alva), thread, page=2, **{name: first.pk})[first.pk]
    for odd in ("x", "-1", "0", "9" * 40):
        assert mark not in "".join(below(client_as(alva), thread, **{name: odd}).values())


def test_what_comes_back_stays_in_its_box_beside_another(client_as, alva, bo, thread):
    post, draft = write(thread, bo), "Påbörjat nedanför"
    keep_draft(user=alva, cohort=thread.cohort, box=f"thread:{thread.pk}", source=draft)
    url = reverse("discussions:thread", args=[thread.cohort.slug, thread.pk])
    said = {"text": "", "parent": post.pk, "submission_id": str(uuid4())}
    page = client_as(alva).post(f"{url}?answer={post.pk}", said).text
    ids = re.findall(r' id="([^"]+)"', page)
    assert sorted(set(ids)) == sorted(ids)
    assert page.count(draft) == 1
    assert page.index('aria-invalid="true"') < page.index(draft)


def test_an_answer_that_can_have_no_box_comes_back_below(client_as, alva, bo, thread):
    """As to an answer, which has none of its own."""
    reply = write(thread, bo, parent=write(thread, bo))
    url = reverse("discussions:thread", args=[thread.cohort.slug, thread.pk])
    said = {"text": "x" * 10_001, "parent": reply.pk, "submission_id": str(uuid4())}
    page = client_as(alva).post(url, said)
    assert (page.status_code, page.text.count(said["text"])) == (422, 1)
