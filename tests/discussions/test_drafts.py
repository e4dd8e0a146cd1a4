"""What is being written is kept: for its author, in its box, until it is posted."""

import json
from uuid import uuid4

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from discussions.boxes import NEW_THREAD, box_of, is_box
from discussions.models import Draft, Post, Thread
from discussions.services import keep_draft, open_thread
from tests.odd import naughty_strings


@given(st.integers(1, 10**9), st.none() | st.uuids(), st.none() | st.integers(1, 10**9))
def test_every_box_has_a_name(thread, step_key, parent):
    assert is_box(box_of(thread, step_key, parent))


@pytest.mark.parametrize("name", ["", "new ", "thread:0", "post:-1", "post:1 or 1", "prompt:x", "thread:" + "9" * 30])
def test_other_names_are_none(name):
    assert not is_box(name)


@pytest.fixture
def keep(client_as, alva, cohort):
    client = client_as(alva)

    def send(text, box=NEW_THREAD, **more):
        return client.post(reverse("discussions:draft", args=[cohort.slug]), {"text": text, "box": box, **more})

    return send


def test_a_draft_comes_back_into_its_box(client_as, keep, alva, bo, cohort, discussion):
    thread = Thread.objects.get(cohort=cohort, step_key=discussion.translation_key)
    first = thread.posts.first()
    keep("Påbörjad tråd", title="Rubriken")
    keep("Påbörjat inlägg", box_of(None, discussion.translation_key))
    keep("Påbörjat svar", f"post:{first.pk}")
    client, other = client_as(alva), client_as(bo)
    new_thread = reverse("discussions:new_thread", args=[cohort.slug])
    assert "Påbörjad tråd" in client.get(new_thread).text
    assert 'value="Rubriken"' in client.get(new_thread).text
    for url in (discussion.get_url(), reverse("discussions:thread", args=[cohort.slug, thread.pk])):
        assert "Påbörjat inlägg" in client.get(url).text
        assert "Påbörjat svar" in client.get(url).text
        assert "Påbörja" not in other.get(url).text
    assert "Påbörja" not in other.get(new_thread).text


def test_a_draft_for_a_prompt_that_nobody_has_written_by(client_as, keep, alva, cohort, discussion):
    Thread.objects.filter(cohort=cohort, step_key=discussion.translation_key).delete()
    keep("Den allra första", box_of(None, discussion.translation_key))
    assert "Den allra första" in client_as(alva).get(discussion.get_url()).text


def test_what_is_posted_is_no_draft_any_more_not_even_late(client_as, keep, alva, cohort):
    submission = str(uuid4())
    keep("Halva te", submission_id=submission)
    form = {"title": "T", "text": "Halva texten", "submission_id": submission}
    client_as(alva).post(reverse("discussions:new_thread", args=[cohort.slug]), form)
    assert not Draft.objects.exists()
    keep("Halva te", submission_id=submission)
    assert not Draft.objects.exists()
    assert Post.objects.get(author=alva).source == "Halva texten"


def test_the_last_one_counts_and_an_empty_box_is_let_go(keep, alva):
    for text in ("Ett", "Två"):
        answer = keep(text)
    assert "Utkast sparat" in answer.json()["saved"]
    assert Draft.objects.get(user=alva).source == "Två"
    keep("  ")
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"box": "elsewhere"}, 422),
        ({"text": "x" * 10_001}, 422),
        ({"title": "x" * 151}, 422),
        ({"submission_id": "x"}, 422),
        ({"text": "\0 \u202e <b>"}, 200),
    ],
)
def test_odd_drafts(client_as, alva, cohort, form, status):
    client = client_as(alva)
    url = reverse("discussions:draft", args=[cohort.slug])
    assert client.post(url, {"box": NEW_THREAD, "text": "Hej"} | form).status_code == status


def test_naughty_drafts_come_back_as_written(alva, cohort):
    for text in naughty_strings()[::20]:
        kept = keep_draft(user=alva, cohort=cohort, box=NEW_THREAD, source=text)
        if kept:
            assert Draft.objects.get(pk=kept.pk).source == kept.source


def test_whoever_was_signed_out_is_told_and_gets_a_new_token(client_as, cohort):
    answer = client_as(None).post(
        reverse("discussions:draft", args=[cohort.slug]), {"text": "Hej", "box": NEW_THREAD, "autosave": "1"}
    )
    assert answer.status_code == 403
    assert {"error", "token", "link"} <= set(json.loads(answer.text))


def test_names_to_call_are_those_of_the_board(client_as, alva, sten, cohort):
    url = reverse("discussions:names", args=[cohort.slug])
    assert client_as(alva).get(url).json() == {"names": ["Bo Lind", "Tove Ek"]}
    assert client_as(sten).get(url).status_code == 404


def test_two_windows_never_empty_or_overwrite_each_other(keep, alva):
    first = keep("Från datorn", since="").json()
    second = keep("Från telefonen", since=first["since"]).json()
    for late in ("Datorn igen", ""):
        met = keep(late, since=first["since"])
        assert met.status_code == 409
        assert met.json()["other"] == {"title": "", "text": "Från telefonen", "since": second["since"]}
    assert Draft.objects.get(user=alva).source == "Från telefonen"
    assert keep("Från telefonen", since=first["since"]).status_code == 200
    assert keep("Datorn igen", since=Draft.objects.get(user=alva).stamp).status_code == 200


def test_how_a_thread_is_begun_is_kept_with_it(client_as, keep, alva, cohort):
    keep("Det är svårt att säga", title="T", is_anonymous="on", kind="question")
    form = client_as(alva).get(reverse("discussions:new_thread", args=[cohort.slug])).context["form"]
    assert (form["is_anonymous"].value(), form["kind"].value()) == (True, "question")


def test_what_arrives_after_its_post_is_told_and_comes_back_in_no_box(client_as, keep, alva, cohort):
    submission = uuid4()
    open_thread(cohort=cohort, author=alva, title="T", source="Hela texten", submission_id=submission)
    assert keep("Hela te", submission_id=str(submission)).json() == {"posted": True, "same": True}
    assert keep("Hela texten", submission_id=str(submission), asks="1").json() == {"posted": True, "same": True}
    assert keep("En annan tanke", submission_id=str(submission)).json() == {"posted": True, "same": False}
    assert keep("En annan tanke", submission_id=str(uuid4()), asks="1").json() == {"posted": False}
    assert not Draft.objects.exists()
    # As when both arrive in the same moment, and neither sees the other.
    Draft.objects.create(user=alva, cohort=cohort, box=NEW_THREAD, source="Halva te", submission_id=submission)
    assert "Halva te" not in client_as(alva).get(reverse("discussions:new_thread", args=[cohort.slug])).text


def test_there_is_an_end_to_boxes(keep, alva):
    for number in range(1, 55):
        keep("Hej", f"post:{number}")
    assert Draft.objects.filter(user=alva).count() == 50
    assert not Draft.objects.filter(box="post:1").exists()


def test_ten_thousand_characters_fit_however_lines_end(client_as, keep, alva, cohort):
    text = "\r\n".join(["x"] * 5_000)
    assert keep(text).status_code == 200
    form = {"title": "T", "text": text, "submission_id": str(uuid4())}
    assert client_as(alva).post(reverse("discussions:new_thread", args=[cohort.slug]), form).status_code == 302
