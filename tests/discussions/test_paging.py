"""A long thread comes in pages: one is led to what is new, and nothing counts as read that was not shown."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from discussions.models import Post
from discussions.paging import ROWS_ON_A_PAGE, Head, Reader, numbers_of_voices, page_of, page_shown, pages
from discussions.queries import conversation, conversations
from discussions.services import create_post, note_read, open_thread
from tests.conftest import membership_of

ROWS = st.lists(st.lists(st.integers(1, 10**6), min_size=1, max_size=3, unique=True), max_size=200)


@given(ROWS, st.integers(-5, 10), st.integers(0, 10**6), st.sets(st.integers(1, 10**6), max_size=5))
def test_there_is_always_a_page_to_show(rows, wanted, at, new):
    assert 1 <= page_shown(rows, wanted=wanted, at=at, new=new) <= pages(len(rows))


@pytest.mark.parametrize(
    ("facts", "number"),
    [
        ({}, 3),
        ({"wanted": 1}, 1),
        ({"wanted": 4}, 3),
        ({"new": {60, 3}}, 1),
        ({"at": 1060, "new": {3}}, 2),
        ({"at": 10**6, "new": {101}}, 3),
    ],
)
def test_which_page_is_shown(facts, number):
    """A hundred and twenty posts from 1 on, each answered by one whose number is greater by a thousand."""
    assert page_shown([[pk, pk + 1000] for pk in range(1, 121)], **facts) == number


NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
# Written by people 7, 8 and 9: the first opens the thread, 13 answers it, 14 and 15 were taken back and hidden.
HEADS = [
    Head(11, None, 7, NOON, is_opening=True),
    Head(12, None, 8, NOON, is_nameless=True),
    Head(13, 11, 9, NOON, is_nameless=True),
    Head(14, None, 8, NOON, withdrawn_at=NOON, is_nameless=True),
    Head(15, None, 7, NOON, hidden_at=NOON),
]


@pytest.mark.parametrize(
    ("reader", "rows", "new", "held_back"),
    [
        (Reader(1, joined_at=NOON), [[11]], [11], 2),
        (Reader(1, is_trainer=True, joined_at=NOON), [[11, 13], [12], [14], [15]], [11, 12, 13], 0),
        (Reader(8, joined_at=NOON, up_to=11), [[11, 13], [12], [14], [15]], [13], 0),
        (Reader(9, joined_at=NOON + timedelta(seconds=1)), [[11, 13], [12], [14], [15]], [], 0),
        (Reader(2), [[11]], [], 2),
    ],
)
def test_what_one_reads_where_each_writes_first(reader, rows, new, held_back):
    page = page_of(HEADS, reader, write_first=True)
    assert (page.rows, page.new, page.held_back) == (rows, new, held_back)


def test_who_took_back_all_has_not_written():
    assert page_of(HEADS[:1] + HEADS[3:], Reader(8, joined_at=NOON), write_first=True).rows == [[11]]


def test_voices_count_as_they_first_spoke():
    assert numbers_of_voices(HEADS) == {8: 1, 9: 2}


@pytest.fixture
def long(cohort, alva):
    """A thread of 120 posts, the opening among them."""
    thread = open_thread(cohort=cohort, author=alva, title="Lång", source="Nummer 0", submission_id=uuid4()).thread
    now = timezone.now()
    cohort.memberships.update(joined_at=now - timedelta(days=1))
    thread.posts.update(posted_at=now - timedelta(seconds=200))
    Post.objects.bulk_create(
        Post(
            thread=thread,
            author=alva,
            source=f"Nummer {number}",
            html=f"<p>Nummer {number}</p>",
            posted_at=now - timedelta(seconds=200 - number),
        )
        for number in range(1, 120)
    )
    return thread


def url(thread):
    return reverse("discussions:thread", args=[thread.cohort.slug, thread.pk])


def new_to(person, thread):
    return Post.objects.new_at(membership_of(person, thread.cohort)).filter(thread=thread).count()


def test_page_after_page_is_read(client_as, long, bo):
    client = client_as(bo)
    for left in (70, 20, 0):
        page = client.get(url(long))
        assert page.text.count("<article") == min(ROWS_ON_A_PAGE, left + ROWS_ON_A_PAGE) if left else 20
        assert new_to(bo, long) == left
    assert "Sida 3 av 3" in client.get(url(long)).text


def test_an_answer_on_an_early_page_hides_nothing_on_a_later_one(long, alva, bo):
    first = long.posts.order_by("posted_at").first()
    create_post(thread=long, author=alva, source="Sent svar", submission_id=uuid4(), parent=first)
    talk = conversation(long, bo, page=1)
    note_read(user=bo, thread=long, posts=talk.new, unread=talk.new_elsewhere)
    assert new_to(bo, long) == 70 + 1
    for page in (2, 3):
        talk = conversation(long, bo, page=page)
        note_read(user=bo, thread=long, posts=talk.new, unread=talk.new_elsewhere)
    talk = conversation(long, bo)
    assert (talk.page, [Post.objects.get(pk=pk).source for pk in talk.new]) == (1, ["Sent svar"])
    note_read(user=bo, thread=long, posts=talk.new, unread=talk.new_elsewhere)
    assert new_to(bo, long) == 0


def test_a_link_to_a_post_leads_to_its_page(client_as, long, bo):
    post = long.posts.get(source="Nummer 60")
    page = client_as(bo).get(reverse("post", args=[post.pk]), follow=True)
    assert f'id="post-{post.pk}"' in page.text
    assert "Nummer 49<" not in page.text
    assert page.redirect_chain[-1][0].endswith(f"?at={post.pk}#post-{post.pk}")


def test_who_writes_meets_her_own_post(client_as, long, bo):
    said = {"text": "Sist av alla", "submission_id": str(uuid4())}
    page = client_as(bo).post(url(long) + "?page=1", said, follow=True)
    assert "Sist av alla" in page.text
    assert "Sida 3 av 3" in page.text


@pytest.mark.parametrize(
    "query", ["?page=0", "?page=99", "?page=x", "?at=x", "?at=" + "9" * 40, "?page=\u0661", "?at=-1"]
)
def test_odd_pages(client_as, long, bo, query):
    assert client_as(bo).get(url(long) + query).status_code == 200


@pytest.mark.parametrize("posts", [10, 120])
def test_a_long_thread_costs_as_many_queries(client_as, long, alva, posts):
    Post.objects.filter(pk__in=list(long.posts.order_by("pk").values_list("pk", flat=True)[posts:])).delete()
    client = client_as(alva)
    client.get(url(long))
    with CaptureQueriesContext(connection) as captured:
        client.get(url(long))
    assert len(captured) == 7


@pytest.mark.parametrize("where", ["", "?page=3"])
def test_an_answer_that_is_refused_comes_back_in_its_box(client_as, long, bo, where):
    client, first = client_as(bo), long.posts.order_by("posted_at").first()
    for _page in range(3):
        client.get(url(long))
    form = {"text": "x" * 10_001, "parent": first.pk, "submission_id": str(uuid4())}
    met = client.post(url(long) + where, form)
    assert met.status_code == 422
    assert form["text"] in met.text
    assert f'name="parent" value="{first.pk}"' in met.text


@pytest.fixture
def made():
    """The numbers of the posts that are read whole."""
    numbers = []

    def note(instance, **_facts):
        numbers.append(instance.pk)

    post_init.connect(note, sender=Post)
    yield numbers
    post_init.disconnect(note, sender=Post)


def test_what_stands_on_other_pages_is_not_read(long, bo, made):
    with CaptureQueriesContext(connection) as captured:
        talk = conversation(long, bo, page=2)
    assert (len(captured), sorted(made)) == (4, sorted(talk.shown))
    assert [line.post.source for line in talk.lines] == [f"Nummer {number}" for number in range(50, 100)]
    texts = [query["sql"] for query in captured if '"discussions_post"."html"' in query["sql"]]
    assert len(texts) == 1
    assert '"discussions_post"."stems"' not in texts[0]


def test_what_goes_while_a_page_is_looked_for_is_left_out(long, alva, bo, monkeypatch):
    first, second = long.posts.order_by("posted_at")[:2]
    answer = create_post(thread=long, author=alva, source="Svar", submission_id=uuid4(), parent=second)

    def gone_meanwhile(*args, **facts):
        Post.objects.filter(pk__in=[first.pk, answer.pk]).delete()
        return page_of(*args, **facts)

    monkeypatch.setattr(conversations, "page_of", gone_meanwhile)
    talk = conversation(long, bo, page=1)
    assert [line.post for line in talk.lines[:1]] == [second]
    assert (talk.lines[0].replies, len(talk.lines)) == ((), ROWS_ON_A_PAGE - 1)
    long.posts.all().delete()
    assert (conversation(long, bo).lines, conversation(long, bo).shown) == ([], ())
    type(long).objects.filter(pk=long.pk).delete()
    assert conversation(long, bo).lines == []
