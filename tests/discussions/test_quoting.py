"""Somebody's words are quoted in an answer to them, and nothing that was begun is lost."""

from uuid import uuid4

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from discussions.models import Draft, Post
from discussions.quoting import own_words, quote, with_quote
from discussions.services import create_post, edit, keep_draft, lock, open_thread
from notices.models import Notice


@pytest.mark.parametrize(
    ("words", "name", "expected"),
    [
        ("Ett", "", "> Ett"),
        ("Ett\n\nTvå", "Alva Berg", "> **Alva Berg:**\n>\n> Ett\n>\n> Två"),
        ("> Förr\n\nNu", "", "> > Förr\n>\n> Nu"),
        ("- ett\n- två", "", "> - ett\n> - två"),
        ("Hej", "A*b_[c]<d>", "> **A\\*b\\_\\[c\\]\\<d\\>:**\n>\n> Hej"),
        ("🌱 שלום", "", "> 🌱 שלום"),
        ("ord " * 1_000, "", "> " + ("ord " * 499).strip() + " …"),
    ],
)
def test_a_quote(words, name, expected):
    assert quote(words, name) == expected


@given(st.text(max_size=300), st.text(max_size=50), st.text(max_size=300))
def test_what_was_begun_stays_whole(begun, name, words):
    together = with_quote(begun, quote(words, name), 10_000)
    assert together.lstrip("\n").startswith(begun.rstrip().lstrip("\n"))
    assert len(with_quote(begun, quote(words, name), 400)) <= max(400, len(begun))


def test_only_own_words_call_somebody():
    assert own_words("> @Bo Lind\n  > inne\nJa, @Tove Ek\n    > kod") == "Ja, @Tove Ek\n    > kod"


@pytest.fixture
def post(cohort, alva):
    facts = {"cohort": cohort, "author": alva, "title": "T", "source": "Mina **ord**\n\noch fler"}
    return open_thread(submission_id=uuid4(), **facts)


def boxes(client, post, asked):
    """What stands in each box of the page, by the post that it answers."""
    url = reverse("discussions:thread", args=[post.thread.cohort.slug, post.thread_id])
    page = client.get(f"{url}?quote={asked}")
    return {row[0].post.pk: row[1]["text"].value() for row in page.context["rows"] if row[1]}


QUOTE = "> **Alva Berg:**\n>\n> Mina **ord**\n>\n> och fler\n\n"


def test_a_post_is_quoted_in_the_box_below_it(client_as, bo, post):
    assert boxes(client_as(bo), post, post.pk) == {post.pk: QUOTE}


def test_an_answer_is_quoted_in_the_box_of_its_row(client_as, alva, bo, post):
    answer = create_post(thread=post.thread, author=bo, source="Svar", submission_id=uuid4(), parent=post)
    assert boxes(client_as(alva), post, answer.pk) == {post.pk: "> **Bo Lind:**\n>\n> Svar\n\n"}


def test_a_draft_gets_the_quote_below_it_and_once(client_as, cohort, bo, post):
    box = f"post:{post.pk}"
    keep_draft(user=bo, cohort=cohort, box=box, source="Jag började")
    client = client_as(bo)
    [together] = boxes(client, post, post.pk).values()
    assert together == f"Jag började\n\n{QUOTE}"
    assert Draft.objects.get(user=bo, box=box).source == "Jag började"
    # Kept while she writes, and the page is loaded again.
    keep_draft(user=bo, cohort=cohort, box=box, source=together + "Ja")
    assert list(boxes(client, post, post.pk).values()) == [together + "Ja"]


def test_a_draft_without_room_stays_as_it_is(client_as, cohort, bo, post):
    keep_draft(user=bo, cohort=cohort, box=f"post:{post.pk}", source="a" * 9_990)
    assert list(boxes(client_as(bo), post, post.pk).values()) == ["a" * 9_990]


def test_a_quote_is_posted_as_one(client_as, cohort, bo, post):
    url = reverse("discussions:thread", args=[cohort.slug, post.thread_id])
    client_as(bo).post(url, {"text": QUOTE + "Ja", "parent": post.pk, "submission_id": str(uuid4())})
    assert "<blockquote>\n<p><strong>Alva Berg:</strong></p>" in Post.objects.latest("pk").html


def test_without_names_no_name_is_quoted(client_as, cohort, alva, bo, tove):
    facts = {"cohort": cohort, "author": alva, "title": "T", "source": "Ord", "is_anonymous": True}
    post = open_thread(submission_id=uuid4(), **facts)
    said = create_post(thread=post.thread, author=tove, source="Från mig", submission_id=uuid4())
    assert boxes(client_as(bo), post, post.pk) == {post.pk: "> Ord\n\n"}
    assert boxes(client_as(bo), post, said.pk) == {said.pk: "> Från mig\n\n"}


@pytest.mark.parametrize("asked", ["0", "x", "-1", "9" * 30, "\u0661"])
def test_what_is_no_post_is_not_quoted(client_as, bo, post, asked):
    assert boxes(client_as(bo), post, asked) == {}


def test_what_stands_elsewhere_or_is_not_open_to_her_is_not_quoted(client_as, cohort, alva, bo, tove, post):
    facts = {"cohort": cohort, "author": tove, "title": "T", "source": "Ord", "is_write_first": True}
    first = open_thread(submission_id=uuid4(), **facts)
    held_back = create_post(thread=first.thread, author=alva, source="Kvalster", submission_id=uuid4())
    for asked in (held_back.pk, post.pk):
        assert boxes(client_as(bo), first, asked) == {}


def test_nothing_is_quoted_where_nobody_posts(client_as, bo, post):
    lock(thread=post.thread, is_locked=True)
    assert boxes(client_as(bo), post, post.pk) == {}


def test_who_is_called_in_a_quote_is_not_called_again(cohort, alva, bo, tove, post):
    answer = create_post(
        thread=post.thread, author=tove, source="> Hej @Bo Lind\n\nJa", submission_id=uuid4(), parent=post
    )
    assert not Notice.objects.filter(recipient=bo, key=answer.event, kind="mention").exists()
    edit(post=answer, source="> Hej @Bo Lind\n\nJa, @Bo Lind", expected_version=0)
    assert Notice.objects.filter(recipient=bo, key=answer.event, kind="mention").exists()
