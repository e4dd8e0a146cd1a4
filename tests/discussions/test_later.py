"""What somebody saves to read later is new to her until she has read it again, on any device."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cohorts.services import leave
from discussions.contract import CONTRACT
from discussions.models import Post, Reading, SavedPost
from discussions.queries import board_of, conversation, news_in, saved_at
from discussions.services import (
    Gone,
    create_post,
    hide,
    mark_board_read,
    note_read,
    open_thread,
    save_for_later,
    withdraw_post,
)
from tests.clock import MOMENT
from tests.conftest import membership_of


def begin(cohort, author, **manner):
    facts = {"cohort": cohort, "author": author, "title": "Rubrik", "source": "Början", "submission_id": uuid4()}
    return open_thread(**facts, **manner)


def write(post, author, source="Ett svar"):
    return create_post(thread=post.thread, author=author, source=source, submission_id=uuid4())


def press(client, post, **data):
    return client.post(reverse("discussions:later", args=[post.thread.cohort.slug, post.pk]), data, follow=True)


def url_of(post):
    return reverse("discussions:thread", args=[post.thread.cohort.slug, post.thread_id])


def new_in(post, person):
    lines = board_of(membership_of(person, post.thread.cohort), "sv", 50).lines
    return next(line.new for line in lines if line.thread.pk == post.thread_id)


@pytest.fixture
def post(cohort, alva, bo):
    """A post of Alva's that Bo has read, and all else with it."""
    post = begin(cohort, alva)
    mark_board_read(membership=membership_of(bo, cohort))
    return post


def test_it_is_new_until_it_is_read_again(client_as, cohort, bo, post):
    client = client_as(bo)
    assert new_in(post, bo) == 0
    page = press(client, post)
    assert "Sparat till senare" in page.text
    assert "nytt i 1 tråd" in page.text
    assert new_in(post, bo) == 1
    # On another device, and on another day.
    with time_machine.travel(MOMENT + timedelta(days=1), tick=False):
        other = client_as(bo)
        assert "Rubrik" in other.get(reverse("discussions:board", args=[cohort.slug])).context["saved"][0].title
        assert f'id="post-{post.pk}"' in other.get(url_of(post)).text
        assert new_in(post, bo) == 0
        assert not SavedPost.objects.exists()


def test_going_back_at_once_to_where_it_was_saved_is_no_reading(client_as, bo, post):
    client = client_as(bo)
    press(client, post)
    assert "Sparat till senare" in client.get(url_of(post)).text
    assert new_in(post, bo) == 1
    with time_machine.travel(MOMENT + timedelta(seconds=59), tick=False):
        client.get(url_of(post))
    assert new_in(post, bo) == 1
    with time_machine.travel(MOMENT + timedelta(seconds=90), tick=False):
        client.get(url_of(post))
    assert new_in(post, bo) == 0


def test_two_presses_save_it_once_and_it_is_taken_off(client_as, bo, post):
    client = client_as(bo)
    for _press in range(2):
        press(client, post)
    assert SavedPost.objects.filter(user=bo, post=post).count() == 1
    for _press in range(2):
        page = press(client, post, undo="1")
        assert page.status_code == 200
    assert new_in(post, bo) == 0


def test_it_is_hers_alone(client_as, alva, bo, tove, post):
    press(client_as(bo), post)
    assert new_in(post, alva) == 0
    assert "Sparat till senare" not in client_as(tove).get(url_of(post)).text


def test_ones_own_words_can_be_saved_too(client_as, alva, post):
    press(client_as(alva), post)
    assert new_in(post, alva) == 1


def test_the_press_below_a_thread_saves_its_last_post(client_as, alva, bo, post):
    last = write(post, alva)
    client = client_as(bo)
    page = client.get(url_of(post)).text
    assert "Läs tråden senare" in page
    assert page.count(reverse("discussions:later", args=[post.thread.cohort.slug, last.pk])) == 1


def test_what_is_new_in_any_case_counts_once(client_as, alva, bo, post):
    later = write(post, alva)
    save_for_later(user=bo, post=later, is_saved=True)
    save_for_later(user=bo, post=post, is_saved=True)
    assert new_in(post, bo) == 2
    assert conversation(post.thread, bo).new == (post.pk, later.pk)


def test_marking_all_as_read_leaves_what_was_saved(cohort, alva, bo, post):
    write(post, alva)
    save_for_later(user=bo, post=post, is_saved=True)
    mark_board_read(membership=membership_of(bo, cohort))
    assert new_in(post, bo) == 1


def test_a_saved_post_on_another_page_holds_no_mark_back(cohort, alva, bo, post):
    save_for_later(user=bo, post=post, is_saved=True)
    Post.objects.bulk_create([Post(thread=post.thread, author=alva, source="x", html="x") for _number in range(60)])
    talk = conversation(post.thread, bo, page=2)
    note_read(user=bo, thread=post.thread, posts=talk.new, unread=talk.new_elsewhere, saved=talk.saved)
    first_page_end = Post.objects.filter(thread=post.thread).order_by("pk").values_list("pk", flat=True)[49]
    assert Reading.objects.get(user=bo, thread=post.thread).up_to >= post.pk
    talk = conversation(post.thread, bo, page=1)
    note_read(user=bo, thread=post.thread, posts=talk.new, unread=talk.new_elsewhere, saved=talk.saved)
    assert Reading.objects.get(user=bo, thread=post.thread).up_to >= first_page_end
    # Page two is read now, and what is saved on page one is all that is new.
    talk = conversation(post.thread, bo, page=2)
    note_read(user=bo, thread=post.thread, posts=talk.new, unread=talk.new_elsewhere, saved=talk.saved)
    assert conversation(post.thread, bo).new == (post.pk,)
    assert conversation(post.thread, bo).page == 1


def test_what_was_hidden_or_taken_back_is_saved_no_longer(cohort, alva, bo, tove, post):
    other = write(post, alva)
    for one in (post, other):
        save_for_later(user=bo, post=one, is_saved=True)
    hide(post=post, by=tove, reason="Ett namn")
    withdraw_post(post=other)
    membership = membership_of(bo, cohort)
    assert saved_at(membership, "sv") == []
    assert "Rubrik" not in [one.title for one in saved_at(membership, "sv")]
    assert conversation(post.thread, bo).new == ()


def test_what_is_gone_is_not_saved(client_as, bo, post):
    Post.objects.filter(pk=post.pk).delete()
    with pytest.raises(Gone):
        save_for_later(user=bo, post=post, is_saved=True)
    assert press(client_as(bo), post).status_code == 404


def test_nothing_is_saved_that_is_not_open_to_her(client_as, cohort, bo, sten, alva, tove, post):
    first = begin(cohort, tove, is_write_first=True)
    held_back = write(first, alva, "Kvalster")
    assert press(client_as(bo), held_back).status_code == 404
    assert press(client_as(sten), post).status_code == 404
    SavedPost.objects.create(user=bo, post=held_back)
    assert saved_at(membership_of(bo, cohort), "sv") == []
    assert "Kvalster" not in client_as(bo).get(reverse("discussions:board", args=[cohort.slug])).text


def test_without_names_the_list_names_nobody(client_as, cohort, alva, bo):
    post = begin(cohort, alva, is_anonymous=True)
    save_for_later(user=bo, post=post, is_saved=True)
    [saved] = saved_at(membership_of(bo, cohort), "sv")
    assert (saved.title, saved.author, saved.excerpt) == ("Rubrik", "Någon i kohorten", "Början")


def test_who_has_several_cohorts_sees_it_counted_in_the_choice(cohort, bo, other_cohort, post):
    from cohorts.services import join

    join(cohort=other_cohort, user=bo)
    places = [membership_of(bo, one) for one in (cohort, other_cohort)]
    before = news_in(places).get(cohort.pk, 0)
    save_for_later(user=bo, post=post, is_saved=True)
    assert news_in(places)[cohort.pk] == before + 1


def test_who_leaves_sees_it_no_longer_and_takes_it_home(cohort, bo, post):
    save_for_later(user=bo, post=post, is_saved=True)
    [holding] = [one for one in CONTRACT.holdings if one.table == "discussions.SavedPost"]
    assert len(list(holding.taken_home(User.objects.get(pk=bo.pk)))) == 1
    leave(membership=membership_of(bo, cohort))
    assert not Post.objects.visible_to(bo).exists()


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_costs_one_query_and_one_for_prompts(cohort, alva, bo, post, number):
    for _number in range(number):
        save_for_later(user=bo, post=write(post, alva), is_saved=True)
    membership = membership_of(bo, cohort)
    with CaptureQueriesContext(connection) as captured:
        assert len(saved_at(membership, "sv")) == number
    assert len(captured) == 1


def test_twenty_are_listed_the_last_one_first(cohort, alva, bo, post):
    for number in range(22):
        one = write(post, alva, f"Nummer {number}")
        SavedPost.objects.create(user=bo, post=one, saved_at=timezone.now() + timedelta(seconds=number))
    found = [one.excerpt for one in saved_at(membership_of(bo, cohort), "sv")]
    assert (len(found), found[0], found[-1]) == (20, "Nummer 21", "Nummer 2")
