"""Found on one's own board, in every form of a word; and nowhere else."""

from datetime import timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.room import Asked
from discussions.files import check
from discussions.models import Attachment, Post, Thread
from discussions.queries import find_posts
from discussions.services import create_post, edit, hide, move, open_thread, show_again, withdraw_post
from discussions.services.leaving import forget_author
from tests.discussions.test_files import PDF
from tests.odd import hostile_html, naughty_strings


@pytest.fixture(autouse=True)
def an_empty_board(cohort):
    cohort.threads.all().delete()


def begin(cohort, author, source, title="Titel", **manner):
    return open_thread(cohort=cohort, author=author, title=title, source=source, submission_id=uuid4(), **manner)


def hits(cohort, user, query, language="sv", **asked):
    return find_posts(Asked(user, query, language, **asked), cohort).hits


def found(cohort, user, query, **asked):
    numbers = [int(hit.url.strip("/").split("/")[-1]) for hit in hits(cohort, user, query, **asked)]
    texts = Post.objects.in_bulk(numbers)
    return [texts[number].source for number in numbers]


@pytest.mark.parametrize("query", ["öppna", "ÖPPNA", "FRÅGOR öppna", "  frågan\t", "o\u0308ppna", "oppna fragor"])
def test_every_word_is_looked_for_however_it_is_written(cohort, alva, bo, query):
    begin(cohort, bo, "Öppna frågor först")
    begin(cohort, bo, "Något annat")
    assert found(cohort, alva, query) == ["Öppna frågor först"]


@pytest.mark.parametrize("query", ["", "   ", "\0", "öppna saknas", "%", "_", "'", '"', "*", ":", "\\", "NEAR(", "🙂"])
def test_what_is_not_there_is_not_found(cohort, alva, bo, query):
    begin(cohort, bo, "Öppna frågor först")
    assert found(cohort, alva, query) == []


def test_another_cohort_finds_nothing(client_as, cohort, other_cohort, bo, sten):
    begin(cohort, bo, "Hemlighet", title="Kvalster")
    for query in ("hemlighet", "kvalster", bo.name):
        for place in (cohort, other_cohort, None):
            assert found(place, sten, query) == []
    assert client_as(sten).get(reverse("discussions:search", args=[cohort.slug])).status_code == 404


def test_an_edit_and_taking_back_are_followed_at_once(cohort, alva, bo):
    post = begin(cohort, bo, "Karin sa nej")
    edit(post=post, source="En kollega sa nej", expected_version=0)
    assert (found(cohort, alva, "karin"), found(cohort, alva, "kollegor")) == ([], ["En kollega sa nej"])
    create_post(thread=post.thread, author=alva, source="Ja", submission_id=uuid4(), parent=post)
    withdraw_post(post=post)
    assert found(cohort, alva, "kollega") == []
    assert "kolleg" not in "".join(Post.objects.values_list("stems", flat=True))


def test_what_is_hidden_is_not_found_until_it_is_shown_again(cohort, alva, bo, tove):
    post = begin(cohort, bo, "Kvalster", title="Mjölkpaket")
    hide(post=post, by=tove, reason="Nej")
    assert found(cohort, alva, "kvalster") == found(cohort, alva, "mjölkpaket") == found(cohort, tove, "kvalster") == []
    show_again(post=post)
    assert found(cohort, alva, "kvalster") == found(cohort, alva, "mjölkpaketet") == ["Kvalster"]


def test_a_title_finds_what_was_said_first(cohort, alva, bo):
    post = begin(cohort, bo, "Först", title="Mjölkpaketen i köket")
    create_post(thread=post.thread, author=alva, source="Sedan", submission_id=uuid4())
    [hit] = hits(cohort, alva, "mjölkpaket kök")
    assert [word for word, is_found in hit.title if is_found] == ["Mjölkpaketen", "köket"]
    other = begin(cohort, bo, "Annat").thread
    move(post=post, to=other)
    assert found(cohort, alva, "mjölkpaket") == []


def test_a_prompt_of_the_course_is_a_title_in_the_language_of_the_reader(cohort, alva, discussion):
    Thread.objects.filter(cohort=cohort, step_key=discussion.translation_key).delete()
    thread = Thread.objects.create(cohort=cohort, step_key=discussion.translation_key)
    create_post(thread=thread, author=alva, source="Hej", submission_id=uuid4())
    assert found(cohort, alva, discussion.title) == ["Hej"]


def test_an_author_is_found_by_the_name_she_has_now(cohort, alva, bo):
    begin(cohort, bo, "Kvalster")
    User.objects.filter(pk=bo.pk).update(name="Åsa Bönquist")
    assert found(cohort, alva, "bönquist kvalster") == found(cohort, alva, "asa bonq") == ["Kvalster"]
    User.objects.filter(pk=bo.pk).update(name="Nils")
    assert found(cohort, alva, "bönquist") == []
    User.objects.filter(pk=bo.pk).update(name="Bönquist", erased_at=timezone.now())
    assert found(cohort, alva, "bönquist") == []


def test_no_name_finds_what_was_said_without_one(cohort, alva, bo, tove):
    User.objects.filter(pk=bo.pk).update(name="Bonifatius")
    post = begin(cohort, bo, "Kvalster", title="Utan", is_anonymous=True)
    create_post(thread=post.thread, author=tove, source="Svar", submission_id=uuid4())
    for reader in (alva, bo, tove):
        assert found(cohort, reader, "bonifatius") == found(cohort, reader, "bonifatius kvalster") == []
    assert found(cohort, alva, tove.name.split()[0]) == ["Svar"]
    assert "Bonifatius" not in [hit.by for hit in hits(cohort, alva, "kvalster")]


def test_a_file_is_found_by_its_name_until_it_is_deleted(cohort, alva, bo):
    post = begin(cohort, bo, "Se bilagan", files=[check("Månadsrapport.pdf", PDF)])
    [hit] = hits(cohort, alva, "månadsrapporten")
    assert hit.file == (("Månadsrapport", True), (".pdf", False))
    edit(post=post, source="Se bilagan", expected_version=0, without=[Attachment.objects.get().pk])
    assert hits(cohort, alva, "månadsrapport") == ()


def test_whoever_is_erased_is_found_no_longer(cohort, alva, bo):
    begin(cohort, bo, "Kvalster", title="Mjölkpaket", files=[check("Rapport.pdf", PDF)])
    forget_author(person=bo)
    assert [found(cohort, alva, query) for query in ("kvalster", "mjölkpaket", "rapport")] == [[], [], []]
    for model in (Post, Thread, Attachment):
        assert "kvalst" not in "".join(model.objects.values_list("stems", flat=True))
        assert "mjölkpak" not in "".join(model.objects.values_list("stems", flat=True))


def test_whoever_joined_by_herself_finds_nothing_of_before(cohort, alva, bo):
    begin(cohort, bo, "Kvalster", title="Mjölkpaket")
    cohort.memberships.filter(user=alva).update(reads_from=timezone.now() + timedelta(minutes=1))
    assert found(cohort, alva, "kvalster") == found(cohort, alva, "mjölkpaket") == []


def test_who_has_not_written_finds_nothing_of_what_she_may_not_read(cohort, alva, bo):
    opening = begin(cohort, bo, "Öppning", is_write_first=True)
    create_post(thread=opening.thread, author=bo, source="Kvalster", submission_id=uuid4())
    assert found(cohort, alva, "kvalster") == []
    create_post(thread=opening.thread, author=alva, source="Mitt", submission_id=uuid4())
    assert found(cohort, alva, "kvalster") == ["Kvalster"]


def test_the_newest_come_first_and_all_on_pages(client_as, cohort, alva, bo):
    thread = begin(cohort, bo, "ord 0").thread
    for number in range(1, 52):
        create_post(thread=thread, author=bo, source=f"ord {number}", submission_id=uuid4())
    met = [text for page in (1, 2, 3) for text in found(cohort, alva, "ord", page=page)]
    assert met == [f"ord {number}" for number in range(51, -1, -1)]
    client, url = client_as(alva), reverse("discussions:search", args=[cohort.slug])
    first, last = client.get(url, {"q": "ord"}).text, client.get(url, {"q": "ord", "page": 3}).text
    assert "q=ord&amp;page=2" in first
    assert "page=2" in last
    assert "page=4" not in last
    for page in ("0", "-1", "x", "9" * 30):
        assert client.get(url, {"q": "ord", "page": page}).status_code == 200


def test_the_words_are_shown_and_marked_where_they_stand(client_as, cohort, alva, bo):
    post = begin(cohort, bo, "inledning " * 60 + "<img src=x> nålen i höstacken " + "avslutning " * 60)
    page = client_as(alva).get(reverse("discussions:search", args=[cohort.slug]), {"q": "nålar höstack"}).text
    assert "&lt;img src=x" in page
    assert "<mark>nålen</mark> i <mark>höstacken</mark>" in page
    assert reverse("post", args=[post.pk]) in page


def test_odd_queries_are_answered_harmlessly(client_as, cohort, alva):
    client = client_as(alva)
    for query in [*naughty_strings()[::20], *hostile_html()[::20], "x" * 100_000, "a' | 'b':* & !c", "AND OR NOT"]:
        for url in (reverse("discussions:search", args=[cohort.slug]), reverse("search")):
            page = client.get(url, {"q": query[:4000]})
            assert page.status_code == 200
            assert "<script>alert" not in page.text


def test_posts_of_before_are_found_too(cohort, alva, bo):
    begin(cohort, bo, "Ärende", title="Mjölkpaket")
    Post.objects.update(stems="")
    Thread.objects.update(stems="")
    assert found(cohort, alva, "ärende") == found(cohort, alva, "mjölkpaket") == []
    migration = import_module("discussions.migrations.0018_stems_of_before").Migration
    migration.operations[0].code(apps, None)
    assert found(cohort, alva, "ärenden") == found(cohort, alva, "mjölkpaket") == ["Ärende"]


def test_every_column_of_stems_is_as_its_text_says(cohort, alva, bo):
    post = begin(cohort, bo, "Ärende", title="Mjölkpaket")
    for row in (post, post.thread):
        row.refresh_from_db()
        before = row.stems
        row.save()
        assert row.stems == before != ""
