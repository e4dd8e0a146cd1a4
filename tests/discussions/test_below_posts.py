"""What stands below each post is made once for posts of a kind: each still has its own number, name and state."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.services import create_person
from cohorts.services import join
from discussions.services import create_post, hide, mark_helped, open_thread

NAMES = ["⟦post⟧ Ek", "Ada ⟦name⟧", "<b>Fet</b> & Co", "\\1 {{ name }}"]


@pytest.fixture
def thread(cohort, bo):
    return open_thread(cohort=cohort, author=bo, title="Tråd", source="Början", submission_id=uuid4()).thread


def write(thread, author, parent=None):
    return create_post(thread=thread, author=author, source="Hej", submission_id=uuid4(), parent=parent)


def below(client, thread):
    """The markup of each post of a thread, by its number: from its beginning to that of the next one."""
    page = client.get(reverse("discussions:thread", args=[thread.cohort.slug, thread.pk])).text
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
        assert f"Svara {name}</summary>" in parts[post.pk]
        assert f"för det som {name} skrev" in parts[post.pk]
        assert set(re.findall(r"/inlagg/(\d+)/", parts[post.pk])) == {str(post.pk)}
        assert re.findall(r'name="parent" value="(\d+)"', parts[post.pk]) == [str(post.pk)]
    numbers = re.findall(r'name="submission_id" value="([^"]+)"', "".join(parts.values()))
    assert len(set(numbers)) == len(numbers) >= len(posts)


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
    led = below(client_as(tove), thread)
    moves = [f"/inlagg/{post.pk}/flytta/" in led[post.pk] for post in (plain, answer, hidden)]
    shows = [f"/inlagg/{post.pk}/visa/" in led[post.pk] for post in (plain, answer, hidden)]
    assert (moves, shows) == ([True, False, True], [False, False, True])
