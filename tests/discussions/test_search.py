"""Found on one's own board, by every word, however it is written; and nowhere else."""

from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.urls import reverse

from discussions.models import Post
from discussions.queries import EXCERPT, search
from discussions.services import create_post, edit, open_thread, withdraw_post
from tests.odd import hostile_html, naughty_strings


def begin(cohort, author, source, title="Titel"):
    return open_thread(cohort=cohort, author=author, title=title, source=source, submission_id=uuid4())


def found(cohort, user, query):
    return [hit.post.source for hit in search(cohort, user, query, "sv")]


@pytest.mark.parametrize("query", ["öppna", "ÖPPNA", "FRÅGOR öppna", "  frågor\t", "o\u0308ppna"])
def test_every_word_is_looked_for_however_it_is_written(cohort, alva, bo, query):
    begin(cohort, bo, "Öppna frågor först")
    begin(cohort, bo, "Något annat")
    assert found(cohort, alva, query) == ["Öppna frågor först"]


@pytest.mark.parametrize("query", ["", "   ", "\0", "öppna saknas", "%", "_"])
def test_what_is_not_there_is_not_found(cohort, alva, bo, query):
    begin(cohort, bo, "Öppna frågor först")
    assert found(cohort, alva, query) == []


def test_another_cohort_finds_nothing(client_as, cohort, other_cohort, bo, sten):
    begin(cohort, bo, "Hemlighet")
    assert found(cohort, sten, "hemlighet") == []
    assert found(other_cohort, sten, "hemlighet") == []
    assert client_as(sten).get(reverse("discussions:search", args=[cohort.slug])).status_code == 404


def test_an_edit_and_taking_back_are_followed_at_once(cohort, alva, bo):
    post = begin(cohort, bo, "Karin sa nej")
    edit(post=post, source="En kollega sa nej", expected_version=0)
    assert (found(cohort, alva, "karin"), found(cohort, alva, "kollega")) == ([], ["En kollega sa nej"])
    create_post(thread=post.thread, author=alva, source="Ja", submission_id=uuid4(), parent=post)
    withdraw_post(post=post)
    assert found(cohort, alva, "kollega") == []


def test_the_newest_come_first_and_not_without_end(cohort, alva, bo):
    thread = begin(cohort, bo, "ord 0").thread
    for number in range(1, 52):
        create_post(thread=thread, author=bo, source=f"ord {number}", submission_id=uuid4())
    hits = found(cohort, alva, "ord")
    assert (hits[0], len(hits)) == ("ord 51", 50)


def test_the_words_are_shown_where_they_stand(client_as, cohort, alva, bo):
    begin(cohort, bo, "inledning " * 60 + "nålen i höstacken " + "avslutning " * 60)
    [hit] = search(cohort, alva, "nålen", "sv")
    assert "nålen i höstacken" in hit.excerpt
    assert len(hit.excerpt) <= EXCERPT + 10
    page = client_as(alva).get(reverse("discussions:search", args=[cohort.slug]), {"q": "nålen"})
    assert "nålen i höstacken" in page.text
    assert reverse("post", args=[hit.post.pk]) in page.text


def test_odd_queries_are_answered_harmlessly(client_as, cohort, alva):
    client, url = client_as(alva), reverse("discussions:search", args=[cohort.slug])
    for query in [*naughty_strings()[::20], *hostile_html()[::20], "x" * 100_000]:
        page = client.get(url, {"q": query[:4000]})
        assert page.status_code == 200
        assert "<script>alert" not in page.text


def test_posts_of_before_are_found_too(cohort, alva, bo):
    begin(cohort, bo, "Ärende")
    Post.objects.update(folded="")
    assert found(cohort, alva, "ärende") == []
    import_module("discussions.migrations.0005_words_of_before").fold(apps, None)
    assert found(cohort, alva, "ärende") == ["Ärende"]
