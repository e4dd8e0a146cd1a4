"""A conversation in which something is asked can be made a question, with one press."""

from uuid import uuid4

import pytest
from django.urls import reverse

from content.text import asks
from discussions.models import Thread
from discussions.services import create_post, open_thread, turn, withdraw_post
from notices.models import Notice


@pytest.mark.parametrize(
    "words",
    [
        "Hur gör ni?",
        "Vad? Jag vet inte.",
        "**Varför?**",
        "> Varför?\n\nJa",
        "Är det (på riktigt?) sant",
        "「何？」",
        "ماذا؟",
        "🌱?",
        "a" * 9_999 + "?",
        "Se https://example.org/?q=1. Hur gör ni?",
    ],
)
def test_what_asks(words):
    assert asks(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Jag undrar.",
        "Se https://example.org/?q=1",
        "Se example.org/?q=1",
        "`vad?`",
        "```\nvad?\n```",
        "Se:\n\n    vad?",
        "[Vad?](https://example.org)",
        "<https://example.org/?>",
    ],
)
def test_what_asks_nothing(words):
    assert not asks(words)


def begin(client, cohort, text, kind="talk", title="Rubrik"):
    form = {"title": title, "text": text, "kind": kind, "submission_id": str(uuid4())}
    return client.post(reverse("discussions:new_thread", args=[cohort.slug]), form, follow=True)


OFFER = "Frågar du något?"


def test_who_asks_in_a_conversation_is_offered_to_make_it_a_question(client_as, cohort, alva):
    client = client_as(alva)
    page = begin(client, cohort, "Hur gör ni?").text
    thread = Thread.objects.latest("pk")
    assert OFFER in page
    assert page.count("Gör den till en fråga") == 1
    met = client.post(reverse("discussions:turn", args=[cohort.slug, thread.pk]), follow=True).text
    assert Thread.objects.get(pk=thread.pk).kind == "question"
    assert OFFER not in met
    assert "Gör den till ett samtal" in met


@pytest.mark.parametrize(("text", "kind"), [("Jag undrar.", "talk"), ("Hur gör ni?", "question"), ("Vem?", "offer")])
def test_nothing_is_offered_where_nothing_is_asked_or_it_is_a_question_already(client_as, cohort, alva, text, kind):
    assert OFFER not in begin(client_as(alva), cohort, text, kind).text


def test_the_menu_of_the_thread_has_it_later_for_its_author_and_the_trainers(client_as, cohort, alva, bo, tove):
    post = open_thread(cohort=cohort, author=alva, title="T", source="Jag undrar.", submission_id=uuid4())
    url = reverse("discussions:thread", args=[cohort.slug, post.thread_id])
    offered = ["Gör den till en fråga" in client_as(person).get(url).text for person in (alva, bo, tove)]
    assert offered == [True, False, True]
    # The offer is for whoever may take it.
    assert OFFER not in client_as(bo).get(f"{url}?asks=1").text


@pytest.mark.parametrize("kind", ["offer", "ask", "announcement"])
def test_other_kinds_stay_what_they_are(client_as, cohort, tove, kind):
    facts = {"cohort": cohort, "author": tove, "title": "T", "source": "Vad?", "kind": kind}
    thread = open_thread(submission_id=uuid4(), **facts).thread
    turn(thread=thread, kind="question")
    assert Thread.objects.get(pk=thread.pk).kind == kind
    client = client_as(tove)
    assert client.post(reverse("discussions:turn", args=[cohort.slug, thread.pk])).status_code == 404
    assert "Gör den till" not in client.get(reverse("discussions:thread", args=[cohort.slug, thread.pk])).text


def test_a_thread_of_the_course_is_turned_by_nobody(client_as, cohort, tove, discussion):
    thread = Thread.objects.get(cohort=cohort, step_key=discussion.translation_key)
    assert client_as(tove).post(reverse("discussions:turn", args=[cohort.slug, thread.pk])).status_code == 404


def test_two_presses_are_one_and_back_again(client_as, cohort, alva):
    thread = open_thread(cohort=cohort, author=alva, title="T", source="Vad?", submission_id=uuid4()).thread
    client, url = client_as(alva), reverse("discussions:turn", args=[cohort.slug, thread.pk])
    for data, kind in (({}, "question"), ({}, "question"), ({"undo": "1"}, "talk"), ({"undo": "1"}, "talk")):
        assert client.post(url, data).status_code == 302
        assert Thread.objects.get(pk=thread.pk).kind == kind


def test_who_took_her_question_back_turns_it_no_longer(client_as, cohort, alva, bo):
    post = open_thread(cohort=cohort, author=alva, title="T", source="Vad?", submission_id=uuid4())
    create_post(thread=post.thread, author=bo, source="Det här", submission_id=uuid4())
    withdraw_post(post=post)
    url = reverse("discussions:turn", args=[cohort.slug, post.thread_id])
    assert client_as(alva).post(url).status_code == 404


def test_who_made_it_a_question_is_told_of_an_answer_as_one(cohort, alva, bo):
    post = open_thread(cohort=cohort, author=alva, title="T", source="Vad?", submission_id=uuid4())
    turn(thread=post.thread, kind="question")
    answer = create_post(thread=post.thread, author=bo, source="Det här", submission_id=uuid4())
    assert Notice.objects.get(recipient=alva, key=answer.event).kind == "answer"
