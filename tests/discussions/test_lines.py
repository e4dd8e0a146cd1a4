"""A line of the board tells who began a thread, who wrote last and what, as far as its reader may know it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cohorts.models import Membership
from discussions.models import Post
from discussions.paging import ROWS_ON_A_PAGE
from discussions.queries import latest_threads
from discussions.services import create_post, hide, open_thread, withdraw_post
from tests.conftest import membership_of
from tests.html import squeezed


def begin(cohort, author, source="Början", **manner):
    facts = {"cohort": cohort, "author": author, "title": "Rad", "source": source, "submission_id": uuid4()}
    return open_thread(**facts, **manner).thread


def answer(thread, author, source="Sist sagt"):
    return create_post(thread=thread, author=author, source=source, submission_id=uuid4())


def line_of(thread, person):
    [line] = [line for line in latest_threads(membership_of(person, thread.cohort), "sv", 50) if line.thread == thread]
    return line.begun_by, line.by, line.words


def test_a_thread_of_one_post_names_its_author_once(cohort, alva, bo):
    assert line_of(begin(cohort, alva), bo) == ("", "Alva Berg", "Början")


def test_who_began_and_who_wrote_last(client_as, cohort, alva, bo):
    thread = begin(cohort, alva)
    answer(thread, bo, "**Sist** sagt")
    assert line_of(thread, alva) == ("Alva Berg", "Bo Lind", "Sist sagt")
    page = squeezed(client_as(alva).get(reverse("discussions:board", args=[cohort.slug])).text)
    assert "<b><bdi>Bo Lind</bdi></b> Sist sagt" in page
    assert "startad av <bdi>Alva Berg</bdi>" in page


def test_what_is_hidden_or_taken_back_says_nothing_and_the_one_before_it_does(cohort, alva, bo, tove):
    thread = begin(cohort, alva)
    hide(post=answer(thread, bo), by=tove, reason="Ett namn")
    withdraw_post(post=answer(thread, tove))
    assert line_of(thread, bo) == line_of(thread, tove) == ("", "Alva Berg", "Början")
    answer(thread, bo, "Kvar")
    hide(post=thread.posts.get(is_opening=True), by=tove, reason="Ett namn")
    assert line_of(thread, alva) == ("", "Bo Lind", "Kvar")


def test_without_names_nobody_is_named_but_trainers(cohort, alva, bo, tove):
    thread = begin(cohort, alva, is_anonymous=True)
    answer(thread, bo)
    assert line_of(thread, tove) == ("", "", "Sist sagt")
    answer(thread, tove, "Från mig")
    assert line_of(thread, bo) == ("", "Tove Ek", "Från mig")


def test_where_each_writes_first_the_line_says_no_more_than_what_began_it(cohort, alva, bo, tove):
    thread = begin(cohort, tove, is_write_first=True)
    answer(thread, alva, "Kvalster")
    assert line_of(thread, bo) == ("", "Tove Ek", "Början")
    assert line_of(thread, tove) == ("Tove Ek", "Alva Berg", "Kvalster")


def test_who_joined_later_by_herself_reads_no_older_words(cohort, alva, bo, discussion):
    prompted = Post.objects.filter(thread__step_key=discussion.translation_key).first().thread
    answer(prompted, alva, "Gammalt")
    Membership.objects.filter(user=bo, cohort=cohort).update(reads_from=timezone.now() + timedelta(seconds=1))
    assert prompted not in [line.thread for line in latest_threads(membership_of(bo, cohort), "sv", 50)]


def test_who_was_erased_is_a_former_member(cohort, alva, bo):
    thread = begin(cohort, bo)
    answer(thread, alva)
    User.objects.filter(pk=bo.pk).update(name="", erased_at=timezone.now())
    assert line_of(thread, alva) == ("Tidigare medlem", "Alva Berg", "Sist sagt")


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script> & så", "שלום עולם", "🌱" * 60, '"citat" \\ och { } [ ]', "a" * 10_000]
)
def test_any_words_stand_in_a_line(client_as, cohort, alva, bo, words):
    thread = begin(cohort, alva, source=words)
    _begun, by, said = line_of(thread, bo)
    assert by == "Alva Berg"
    assert len(said) <= 121
    page = client_as(bo).get(reverse("discussions:board", args=[cohort.slug]))
    assert page.status_code == 200
    assert "<script>alert" not in page.text


@pytest.mark.parametrize("threads", [1, 3])
def test_lines_cost_no_query_of_their_own(cohort, alva, bo, threads):
    for _number in range(threads):
        answer(begin(cohort, alva), bo)
    membership = membership_of(bo, cohort)
    with CaptureQueriesContext(connection) as captured:
        latest_threads(membership, "sv", 50)
    assert len(captured) == 2


def test_the_first_page_of_a_long_thread_is_two_presses_from_the_board(client_as, cohort, alva):
    thread = begin(cohort, alva)
    submissions = [
        Post(thread=thread, author=alva, source=f"Nummer {number}", html="<p>x</p>")
        for number in range(4 * ROWS_ON_A_PAGE)
    ]
    Post.objects.bulk_create(submissions)
    client = client_as(alva)
    url = reverse("discussions:thread", args=[cohort.slug, thread.pk])
    assert url in client.get(reverse("discussions:board", args=[cohort.slug])).text
    last = client.get(url).text
    assert "Sida 5 av 5" in last
    assert last.count('href="?page=1"') == 2
    first = client.get(f"{url}?page=1").text
    assert "Början" in first
    assert 'href="?page=5"' in first
    assert 'href="?page=1"' not in first
    # The page before is the first one there: one way to it is enough.
    assert client.get(f"{url}?page=2").text.count('href="?page=1"') == 2
