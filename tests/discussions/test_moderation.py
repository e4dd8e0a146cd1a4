"""Report, hide, pin, lock, move: who may, what others see, and that each press may be repeated."""

from uuid import uuid4

import pytest
from django.urls import reverse

from discussions.models import Attachment, Post, Report, Thread
from discussions.queries import conversation, latest_threads
from discussions.services import (
    Closed,
    create_post,
    hide,
    lock,
    mark_helped,
    move,
    open_thread,
    pin,
    report,
    show_again,
)
from notices.models import Notice
from tests.conftest import membership_of


@pytest.fixture
def opening(cohort, bo):
    return open_thread(cohort=cohort, author=bo, title="Bos tråd", source="Kvalsterord", submission_id=uuid4())


def write(thread, author, text="Ett svar", parent=None):
    return create_post(thread=thread, author=author, source=text, submission_id=uuid4(), parent=parent)


def address(name, post):
    return reverse(f"discussions:{name}", args=[post.thread.cohort.slug, post.pk])


def thread_page(post):
    return reverse("discussions:thread", args=[post.thread.cohort.slug, post.thread_id])


def queue(cohort):
    return reverse("discussions:reports", args=[cohort.slug])


def test_a_report_reaches_the_trainers_and_names_nobody(client_as, cohort, alva, bo, tove, opening):
    client = client_as(alva)
    assert client.post(address("report", opening), {"reason": ""}).status_code == 422
    for _press in range(2):
        client.post(address("report", opening), {"reason": "Någon kan kännas igen"})
    assert Report.objects.count() == 1
    told = Notice.objects.filter(kind=Notice.Kind.REPORT)
    assert list(told.values_list("recipient", "actor")) == [(tove.pk, None)]
    page = client_as(tove).get(queue(cohort)).text
    assert "Någon kan kännas igen" in page
    assert "Alva Berg" not in page
    assert client_as(tove).get(told.get().path, follow=True).status_code == 200
    assert [client_as(person).get(queue(cohort)).status_code for person in (alva, bo)] == [404, 404]


def test_hiding_shows_the_reason_and_keeps_the_text_from_the_others(client_as, cohort, alva, bo, tove, opening):
    report(post=opening, by=alva, reason="Namn")
    client = client_as(tove)
    for _press in range(2):
        client.post(address("hide", opening), {"reason": "Ett namn på en brukare"})
    pages = {person.name: client_as(person).get(thread_page(opening)).text for person in (alva, bo, tove)}
    assert {name: "Kvalsterord" in page for name, page in pages.items()} == {
        "Alva Berg": False,
        "Bo Lind": True,
        "Tove Ek": True,
    }
    assert all("Ett namn på en brukare" in page for page in pages.values())
    notice = Notice.objects.get(recipient=bo)
    assert (notice.kind, notice.subject) == (Notice.Kind.HIDDEN, "Ett namn på en brukare")
    assert "Inget är anmält." in client.get(queue(cohort)).text
    assert "Kvalsterord" not in client_as(alva).get(
        reverse("discussions:search", args=[cohort.slug]), {"q": "kvalsterord"}
    ).text.replace('value="kvalsterord"', "")
    client.post(address("show", opening))
    assert "Kvalsterord" in client_as(alva).get(thread_page(opening)).text


def test_a_settled_report_waits_no_longer_and_a_new_one_does(client_as, cohort, alva, tove, opening):
    report(post=opening, by=alva, reason="Namn")
    client_as(tove).post(address("settle", opening))
    assert "Inget är anmält." in client_as(tove).get(queue(cohort)).text
    assert not Notice.objects.filter(kind=Notice.Kind.REPORT).exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_queue_costs_the_same_for_any_number(client_as, cohort, alva, bo, tove, number, django_assert_num_queries):
    for at in range(number):
        post = open_thread(cohort=cohort, author=bo, title=f"T{at}", source="S", submission_id=uuid4())
        report(post=post, by=alva, reason="R")
    client = client_as(tove)
    client.get(queue(cohort))
    with django_assert_num_queries(7):
        client.get(queue(cohort))


def test_pinned_threads_stand_first_and_locked_ones_take_no_posts(client_as, cohort, alva, bo, tove, opening):
    later = open_thread(cohort=cohort, author=bo, title="Senare", source="S", submission_id=uuid4())
    url = reverse("discussions:arrange", args=[cohort.slug, opening.thread_id])
    client = client_as(tove)
    for doing in ("pin", "pin", "lock", "lock"):
        client.post(url, {"do": doing})
    assert latest_threads(membership_of(alva, cohort), "sv", limit=1)[0].thread == opening.thread
    with pytest.raises(Closed):
        write(opening.thread, alva)
    refused = client_as(alva).post(thread_page(opening), {"text": "Sent ute", "submission_id": str(uuid4())})
    assert refused.status_code == 422
    assert "Sent ute" in refused.text
    assert "Här går det inte längre att skriva, så inlägget är inte publicerat." in refused.text
    for doing in ("unpin", "unlock"):
        client.post(url, {"do": doing})
    assert write(opening.thread, alva).thread == opening.thread
    assert latest_threads(membership_of(alva, cohort), "sv", limit=2)[0].thread in (later.thread, opening.thread)
    assert client.post(url, {"do": "burn"}).status_code == 404
    assert client_as(alva).post(url, {"do": "pin"}).status_code == 404


def test_a_post_moves_with_its_answers(client_as, cohort, alva, bo, tove, opening):
    other = open_thread(cohort=cohort, author=tove, title="Rätt ställe", source="S", submission_id=uuid4())
    moved = write(opening.thread, alva, "Hör hemma där")
    write(opening.thread, bo, "Ett svar", parent=moved)
    client = client_as(tove)
    assert client.post(address("move", moved), {"to": ""}).status_code == 422
    client.post(address("move", moved), {"to": other.thread_id})
    lines = conversation(other.thread, alva).lines
    assert [line.post.source for line in lines] == ["S", "Hör hemma där"]
    assert [reply.post.source for reply in lines[1].replies] == ["Ett svar"]
    assert opening.thread.posts.count() == 1
    move(post=opening, to=other.thread)
    assert not Thread.objects.filter(pk=opening.thread_id).exists()
    assert other.thread.posts.count() == 4


def test_nothing_moves_to_another_board(cohort, other_cohort, bo, sten, opening):
    elsewhere = open_thread(cohort=other_cohort, author=sten, title="Där", source="S", submission_id=uuid4())
    move(post=opening, to=elsewhere.thread)
    assert Post.objects.get(pk=opening.pk).thread_id == opening.thread_id


def test_what_helped(client_as, cohort, alva, bo, opening):
    client = client_as(alva)
    for _press in range(2):
        assert client.post(address("helped", opening)).url.endswith(f"#post-{opening.pk}")
    assert opening.helped.count() == 1
    assert 'aria-pressed="true"' in client.get(thread_page(opening)).text
    assert "Hjälpte 1 person" in client_as(bo).get(thread_page(opening)).text
    client.post(address("helped", opening), {"undo": "1"})
    assert opening.helped.count() == 0
    mark_helped(post=opening, user=bo, helped=True)
    assert opening.helped.count() == 0


@pytest.mark.parametrize("name", ["hide", "show", "settle", "move"])
def test_only_the_cohorts_trainers_look_after_it(client_as, alva, bo, sten, opening, name):
    for person in (alva, bo, sten):
        assert client_as(person).post(address(name, opening), {"reason": "x"}).status_code == 404


def test_a_hidden_post_gives_no_file(client_as, cohort, alva, bo, tove, opening):
    facts = {"kind": "pdf", "name": "a.pdf", "content": b"%PDF-", "size": 5}
    file = Attachment.objects.create(post=opening, **facts)
    url = reverse("discussions:file", args=[cohort.slug, file.pk])
    assert client_as(alva).get(url).status_code == 200
    hide(post=opening, by=tove, reason="R")
    assert client_as(alva).get(url).status_code == 404
    assert [client_as(person).get(url).status_code for person in (bo, tove)] == [200, 200]
    show_again(post=opening)
    assert client_as(alva).get(url).status_code == 200


def test_verbs_are_safe_on_what_is_gone(opening):
    pin(thread=opening.thread, is_pinned=True)
    lock(thread=opening.thread, is_locked=False)
    assert Thread.objects.get(pk=opening.thread_id).is_pinned
