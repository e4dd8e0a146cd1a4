"""Posts that stray become a thread of their own, whole, and a line says where they went."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Membership
from discussions.files import check
from discussions.models import Following, Post, Reading, SavedPost, Thread
from discussions.queries import conversation, latest_threads
from discussions.services import (
    Gone,
    create_post,
    edit,
    follow_thread,
    hide,
    mark_board_read,
    mark_helped,
    note_read,
    open_thread,
    report,
    save_for_later,
    split,
    thread_of_gathering,
    withdraw_post,
)
from notices.models import Notice
from tests.conftest import membership_of
from tests.discussions.test_files import picture
from tests.meeting import meet


def begin(cohort, author, title="Gammal", **manner):
    facts = {"cohort": cohort, "author": author, "title": title, "source": "Början", "submission_id": uuid4()}
    return open_thread(**facts, **manner).thread


def write(thread, author, source, parent=None, files=()):
    facts = {"thread": thread, "author": author, "source": source, "parent": parent, "files": files}
    return create_post(submission_id=uuid4(), **facts)


def off(thread, *posts, title="Ny", number=None):
    return split(thread=thread, posts=[post.pk for post in posts], title=title, submission_id=number or uuid4())


def words(thread, person):
    """What each row of a thread says, to one person."""
    lines = conversation(thread, person).lines
    return [[line.post.source, *(reply.post.source for reply in line.replies)] for line in lines]


@pytest.fixture
def thread(cohort, alva):
    return begin(cohort, alva)


def test_posts_go_in_their_order_with_the_answers_to_them(cohort, alva, bo, thread):
    first, second, third = (write(thread, alva, name) for name in ("Ett", "Två", "Tre"))
    write(thread, bo, "Svar på två", second)
    new = off(thread, third, second)
    assert words(new, bo) == [["Två", "Svar på två"], ["Tre"]]
    assert words(thread, bo) == [["Början"], ["Ett"]]
    assert first.thread_id == thread.pk
    assert {line.title for line in latest_threads(membership_of(bo, cohort), "sv", 50)} >= {"Ny", "Gammal"}


def test_an_answer_alone_stands_on_its_own(alva, bo, thread):
    post = write(thread, alva, "Ett")
    answers = [write(thread, bo, name, post) for name in ("a", "b", "c")]
    new = off(thread, answers[0], answers[2])
    assert words(new, bo) == [["a"], ["c"]]
    assert words(thread, bo)[1] == ["Ett", "b"]


def test_what_opens_a_thread_and_what_is_elsewhere_stays(cohort, alva, thread):
    opening, elsewhere = thread.posts.get(), begin(cohort, alva, "Annan").posts.get()
    with pytest.raises(Gone):
        off(thread, opening, elsewhere)
    assert Thread.objects.filter(title="Ny").count() == 0


def test_the_same_press_twice_is_one_thread(client_as, cohort, alva, tove, thread):
    posts, number = [write(thread, alva, name) for name in ("Ett", "Två")], uuid4()
    assert off(thread, *posts, number=number) == off(thread, *posts, number=number)
    last, form = write(thread, alva, "Tre"), {"title": "Tredje", "submission_id": str(uuid4())}
    url, client = reverse("discussions:split", args=[cohort.slug, thread.pk]), client_as(tove)
    met = [client.post(url, {**form, "posts": [last.pk]}).url for _press in range(2)]
    assert met[0] == met[1]
    assert Thread.objects.filter(title="Tredje").count() == 1


def test_nothing_of_a_post_is_lost(alva, bo, tove, thread):
    shown = [check("a.jpg", picture())]
    post = write(thread, alva, "Ett", files=shown)
    mark_helped(post=post, user=bo, helped=True)
    edit(post=post, source="Ett till", expected_version=0)
    report(post=post, by=bo, reason="Se hit")
    save_for_later(user=bo, post=post, is_saved=True)
    hidden = write(thread, bo, "Två")
    hide(post=hidden, by=tove, reason="Ett namn")
    count = Post.objects.count()
    new = off(thread, post, hidden)
    moved = Post.objects.get(pk=post.pk)
    assert Post.objects.count() == count
    assert (moved.thread, moved.attachments.count(), moved.helped.count(), moved.version) == (new, 1, 1, 1)
    assert moved.reports.count() == SavedPost.objects.filter(post__thread=new).count() == 1
    assert Post.objects.get(pk=hidden.pk).hidden_at


def test_what_was_read_stays_read_and_what_was_not_stays_new(cohort, alva, bo, thread):
    read = write(thread, alva, "Läst")
    mark_board_read(membership=membership_of(bo, cohort))
    unread = write(thread, alva, "Oläst")
    new = off(thread, read, unread)
    assert conversation(new, bo).new == (unread.pk,)
    note_read(user=bo, thread=new, posts=[unread.pk])
    assert not Post.objects.new_at(membership_of(bo, cohort)).exists()
    assert Reading.objects.filter(user=bo, thread=thread).exists()


def test_who_hears_of_the_old_thread_hears_of_the_new_one(alva, bo, tove, thread):
    follow_thread(user=bo, thread=thread, level="all")
    follow_thread(user=tove, thread=thread, level="none")
    new = off(thread, write(thread, alva, "Ett"))
    levels = dict(Following.objects.filter(thread=new).values_list("user__name", "level"))
    assert levels == {"Bo Lind": "all", "Tove Ek": "none", "Alva Berg": "all"}
    later = write(new, alva, "Mer")
    assert set(Notice.objects.filter(key=later.event).values_list("recipient", flat=True)) == {bo.pk}


def test_a_notice_of_what_was_moved_leads_to_where_it_stands(client_as, alva, bo, thread):
    follow_thread(user=bo, thread=thread, level="all")
    post = write(thread, alva, "Ett")
    new = off(thread, post)
    notice = Notice.objects.get(recipient=bo, key=post.event)
    assert f"/{new.pk}/?at={post.pk}" in client_as(bo).get(notice.path).url


def test_both_threads_say_where_the_posts_went(client_as, cohort, alva, bo, thread):
    new = off(thread, write(thread, alva, "Ett"), title="<b>Ny</b> שלום 🌱")
    client = client_as(bo)
    there = {
        one.pk: client.get(reverse("discussions:thread", args=[cohort.slug, one.pk])).text for one in (thread, new)
    }
    assert "Inlägg härifrån har flyttat till" in there[thread.pk]
    assert "&lt;b&gt;Ny&lt;/b&gt; שלום 🌱" in there[thread.pk]
    assert "flyttades hit från" in there[new.pk]
    assert "Gammal" in there[new.pk]
    Thread.objects.filter(pk=thread.pk).delete()
    assert "flyttades hit från" not in client.get(reverse("discussions:thread", args=[cohort.slug, new.pk])).text


def test_where_each_writes_first_it_stays_so_and_nothing_is_read_before(cohort, alva, bo, tove):
    first = begin(cohort, tove, is_write_first=True)
    new = off(first, write(first, alva, "Kvalster"))
    assert new.is_write_first
    assert conversation(new, bo).held_back == 1


def test_who_reads_since_a_moment_reads_no_more_than_before(cohort, alva, bo, thread):
    Membership.objects.filter(user=bo, cohort=cohort).update(reads_from=timezone.now())
    Thread.objects.filter(pk=thread.pk).update(started_at="2026-01-01T00:00Z")
    new = off(Thread.objects.get(pk=thread.pk), write(thread, alva, "Ett"))
    assert not Thread.objects.visible_to(bo).filter(pk__in=[thread.pk, new.pk]).exists()


def test_the_thread_of_a_prompt_or_a_gathering_stays(cohort, alva, bo, discussion):
    prompted = Thread.objects.get(cohort=cohort, step_key=discussion.translation_key)
    met = thread_of_gathering(gathering=meet(cohort))
    write(met, alva, "Beslut")
    for one in (prompted, met):
        new = off(one, *one.posts.filter(parent=None))
        assert new.is_free
        assert not one.posts.exists()
        assert Thread.objects.filter(pk=one.pk).exists()


@pytest.mark.parametrize("kind", ["nameless", "foreign"])
def test_a_thread_without_names_or_of_others_is_not_split(client_as, cohort, other_cohort, alva, sten, tove, kind):
    nameless = begin(cohort, alva, is_anonymous=True) if kind == "nameless" else begin(other_cohort, sten)
    post = write(nameless, nameless.posts.get().author, "Ett")
    url = reverse("discussions:split", args=[nameless.cohort.slug, nameless.pk])
    form = {"title": "Ny", "posts": [post.pk], "submission_id": str(uuid4())}
    client = client_as(tove)
    assert (client.get(url).status_code, client.post(url, form).status_code) == (404, 404)
    if kind == "nameless":
        with pytest.raises(Gone):
            off(nameless, post)


def test_a_learner_meets_no_way_to_it(client_as, cohort, alva, thread):
    client = client_as(alva)
    assert "egen tråd" not in client.get(reverse("discussions:thread", args=[cohort.slug, thread.pk])).text
    assert client.get(reverse("discussions:split", args=[cohort.slug, thread.pk])).status_code == 404


@pytest.mark.parametrize(
    ("change", "field"),
    [({"title": " "}, "title"), ({"title": "a" * 151}, "title"), ({"posts": []}, "posts"), ({"posts": ["x"]}, "posts")],
)
def test_what_is_missing_is_told_beside_its_field(client_as, cohort, alva, tove, thread, change, field):
    post = write(thread, alva, "Ett")
    form = {"title": "Rubriken", "posts": [post.pk], "submission_id": str(uuid4()), **change}
    page = client_as(tove).post(reverse("discussions:split", args=[cohort.slug, thread.pk]), form)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert not Thread.objects.filter(split_from=thread).exists()


def test_what_was_taken_back_meanwhile_is_told(client_as, cohort, alva, bo, tove, thread):
    post = write(thread, alva, "Ett")
    write(thread, bo, "Svar", post)
    withdraw_post(post=post)
    form = {"title": "Rubriken", "posts": [post.pk], "submission_id": str(uuid4())}
    page = client_as(tove).post(reverse("discussions:split", args=[cohort.slug, thread.pk]), form)
    assert page.status_code == 422
    assert "Rubriken" in page.text
