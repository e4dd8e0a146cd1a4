"""A cohort that is opened for self-study after it has begun: who joins reads what is begun from then on."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.room import Asked
from accounts.services import create_person
from cohorts import services as cohorts
from cohorts.models import Cohort, Membership
from discussions.models import Attachment, Post, Thread
from discussions.queries import board_of, conversation, find_posts
from discussions.queries.digests import board_sections
from discussions.services import create_post, follow_board, open_thread
from notices.models import Notice
from notices.queries import Window
from tests.conftest import membership_of

BEFORE, AFTER = "Zxqförr", "Zxqsedan"


@pytest.fixture
def kim(db):
    return create_person(email="kim@example.org", name="Kim Dahl")


@pytest.fixture
def prompt(cohort, discussion):
    return Thread.objects.get(cohort=cohort, step_key=discussion.translation_key)


def said(cohort, prompt, author, word):
    """A free thread, an answer in it, and a post by the prompt of the course."""
    first = open_thread(cohort=cohort, author=author, title=f"T {word}", source=word, submission_id=uuid4())
    reply = create_post(thread=first.thread, author=author, source=word, submission_id=uuid4(), parent=first)
    by_prompt = create_post(thread=prompt, author=author, source=word, submission_id=uuid4())
    return first, reply, by_prompt


@pytest.fixture
def before(cohort, prompt, bo):
    with time_machine.travel(timezone.now() - timedelta(minutes=2)):
        return said(cohort, prompt, bo, BEFORE)


@pytest.fixture
def joined(before, cohort, kim, tove):
    cohorts.open_for_self_study(cohort=cohort, by=tove)
    return cohorts.join_open(cohort=cohort, user=kim)


@pytest.fixture
def after(joined, cohort, prompt, bo):
    return said(cohort, prompt, bo, AFTER)


def test_what_was_said_before_is_in_no_page_count_or_search(client_as, before, after, joined, cohort, prompt, kim):
    assert set(Post.objects.new_at(membership_of(kim, cohort))) == set(after)
    client = client_as(kim)
    addresses = [
        reverse("discussions:board", args=[cohort.slug]),
        reverse("discussions:search", args=[cohort.slug]) + f"?q={BEFORE}",
        reverse("discussions:thread", args=[cohort.slug, prompt.pk]),
        reverse("discussions:thread", args=[cohort.slug, after[0].thread_id]),
        "/sv/",
    ]
    pages = [client.get(address).text for address in addresses]
    assert not any(f"T {BEFORE}" in page or f"<p>{BEFORE}" in page for page in pages)
    assert all(AFTER in page for page in (pages[0], pages[2], pages[3]))
    assert find_posts(Asked(kim, BEFORE, "sv")).hits == ()
    found = find_posts(Asked(kim, AFTER, "sv")).hits
    assert {hit.url for hit in found} == {reverse("post", args=[post.pk]) for post in after}
    lines = {line.thread.pk: line.posts for line in board_of(membership_of(kim, cohort), "sv", 25).lines}
    assert lines == {after[0].thread_id: 2, prompt.pk: 1}


def test_addresses_of_what_was_said_before_lead_nowhere(client_as, before, after, cohort, kim, alva):
    first, _reply, by_prompt = before
    file = Attachment.objects.create(post=by_prompt, kind="pdf", name="a.pdf", content=b"%PDF-", size=5)
    addresses = [reverse("post", args=[post.pk]) for post in before]
    addresses += [
        reverse("discussions:thread", args=[cohort.slug, first.thread_id]),
        reverse("discussions:file", args=[cohort.slug, file.pk]),
        reverse("discussions:report", args=[cohort.slug, by_prompt.pk]),
    ]
    assert {client_as(kim).get(address).status_code for address in addresses} == {404}
    assert {client_as(alva).get(address).status_code for address in addresses} <= {200, 302}
    helped = reverse("discussions:helped", args=[cohort.slug, by_prompt.pk])
    assert client_as(kim).post(helped).status_code == 404
    assert client_as(kim).get(reverse("post", args=[after[2].pk])).status_code == 302


def test_an_answer_to_what_was_said_before_is_not_hers_to_read_either(client_as, before, joined, cohort, kim, bo, alva):
    follow_board(user=kim, cohort=cohort, level="all")
    _first, _reply, by_prompt = before
    answers = [
        create_post(thread=post.thread, author=bo, source=f"{AFTER} @Kim Dahl", submission_id=uuid4(), parent=post)
        for post in (before[0], by_prompt)
    ]
    assert not Post.objects.visible_to(kim).filter(pk__in=[post.pk for post in answers]).exists()
    assert Post.objects.visible_to(alva).filter(pk__in=[post.pk for post in answers]).count() == 2
    assert not Post.objects.new_at(joined).exists()
    assert conversation(by_prompt.thread, kim).lines == []
    assert not Notice.objects.filter(recipient=kim).exists()
    window = Window(timezone.now() - timedelta(days=1), timezone.now() + timedelta(days=1))
    assert not any(section.lines for section in board_sections(kim, window))


def test_what_is_begun_afterwards_is_told_of(joined, cohort, prompt, kim, bo):
    follow_board(user=kim, cohort=cohort, level="all")
    posts = said(cohort, prompt, bo, AFTER)
    assert set(Notice.objects.filter(recipient=kim).values_list("key", flat=True)) == {post.event for post in posts}


def test_nobody_answers_what_she_cannot_read(client_as, before, joined, cohort, prompt, kim):
    answer = {"text": "Hej", "parent": before[2].pk, "submission_id": str(uuid4())}
    page = client_as(kim).post(reverse("discussions:thread", args=[cohort.slug, prompt.pk]), answer)
    assert page.status_code == 422
    assert not Post.objects.filter(author=kim).exists()


def test_numbers_of_those_without_names_are_the_same_for_all(cohort, kim, bo, alva, tove):
    first = open_thread(cohort=cohort, author=alva, title="T", source="Ett", submission_id=uuid4(), is_anonymous=True)
    Thread.objects.filter(pk=first.thread_id).update(started_at=timezone.now() + timedelta(hours=1))
    Post.objects.filter(pk=first.pk).update(posted_at=timezone.now() - timedelta(hours=1))
    cohorts.open_for_self_study(cohort=cohort, by=tove)
    cohorts.join_open(cohort=cohort, user=kim)
    create_post(thread=first.thread, author=bo, source="Två", submission_id=uuid4())
    for reader in (kim, tove):
        assert conversation(first.thread, reader).lines[-1].voice.name == "Deltagare 2"


@pytest.mark.parametrize("way", ["invitation", "trainer", "never closed"])
def test_who_is_in_like_others_reads_all(before, cohort, kim, tove, way):
    if way == "never closed":
        Cohort.objects.filter(pk=cohort.pk).update(is_open=True)
        cohorts.join_open(cohort=cohort, user=kim)
    else:
        cohorts.open_for_self_study(cohort=cohort, by=tove)
        membership = cohorts.join_open(cohort=cohort, user=kim)
        if way == "trainer":
            cohorts.join(cohort=membership.cohort, user=membership.user, role="trainer")
        else:
            cohorts.accept_invitation(invitation=cohort.invitations.create(email=kim.email), user=kim)
    assert Post.objects.visible_to(kim).filter(pk__in=[post.pk for post in before]).count() == 3
    assert Post.objects.filter(pk__in=[post.pk for post in before]).in_the_time_of(kim.pk).count() == 3


def test_a_trainer_opens_it_and_its_people_are_told_once(client_as, cohort, alva, bo, tove):
    client, url = client_as(tove), reverse("desk:settings", args=[cohort.slug])
    assert "inget av det som skrevs tidigare" in client.get(url).text
    facts = {"name": cohort.name, "organisation": "", "readable_months": 6, "is_open": "on"}
    for _twice in range(2):
        assert client.post(url, facts).status_code == 302
    cohort.refresh_from_db()
    assert cohort.opened_at is not None
    told = Notice.objects.filter(kind="self_study")
    assert {notice.recipient for notice in told} == {alva, bo}
    assert client_as(alva).get(told.first().path, follow=True).status_code == 200


@pytest.mark.parametrize("takes_out", [True, False])
def test_closing_it_lets_those_go_who_joined_by_themselves_if_she_wants_that(
    client_as, joined, cohort, kim, alva, bo, tove, takes_out
):
    facts = {"name": cohort.name, "organisation": "", "readable_months": 6} | ({"takes_out": "on"} if takes_out else {})
    client, url = client_as(tove), reverse("desk:settings", args=[cohort.slug])
    assert "De som gick med på egen hand lämnar kohorten" in client.get(url).text
    for _twice in range(2):
        assert client.post(url, facts).status_code == 302
    assert Membership.objects.current().filter(cohort=cohort, user=kim).exists() is not takes_out
    assert Membership.objects.current().filter(cohort=cohort, user__in=[alva, bo, tove]).count() == 3
    assert not Notice.objects.filter(kind="self_study").exists()


def test_opened_again_it_begins_anew_for_those_who_come_then(after, cohort, tove, kim):
    cohorts.close_for_self_study(cohort=cohort)
    cohorts.open_for_self_study(cohort=cohort, by=tove)
    other = create_person(email="lo@example.org", name="Lo")
    cohorts.join_open(cohort=cohort, user=other)
    seen = [Post.objects.visible_to(person).filter(source=AFTER).count() for person in (kim, other)]
    assert seen == [3, 0]
