from uuid import uuid4

import pytest
from django.utils import timezone

from discussions.models import Post, Thread
from discussions.queries import conversation, latest_threads
from discussions.services import create_post, mark_board_read, open_thread, thread_of_prompt
from discussions.services.rendering import renew_posts
from notices.models import Notice
from progress.queries import done_keys
from tests.conftest import membership_of


@pytest.fixture
def thread(cohort, discussion):
    return Thread.objects.get(cohort=cohort, step_key=discussion.translation_key)


def post(thread, author, text="En tanke", parent=None, submission=None):
    return create_post(thread=thread, author=author, source=text, submission_id=submission or uuid4(), parent=parent)


def test_the_step_is_done_with_an_own_post_and_the_replies_asked_for(alva, bo, thread, discussion):
    post(thread, alva)
    assert discussion.translation_key not in done_keys(alva.pk)
    post(thread, alva, "Ett svar", parent=Post.objects.filter(thread=thread, author=bo).first())
    assert discussion.translation_key in done_keys(alva.pk)


def test_answers_to_oneself_do_not_count(alva, thread, discussion):
    own = post(thread, alva)
    post(thread, alva, "Och en sak till", parent=own)
    assert discussion.translation_key not in done_keys(alva.pk)


def test_a_double_click_says_it_once(alva, thread):
    submission = uuid4()
    first, second = (post(thread, alva, submission=submission) for _ in range(2))
    assert first == second
    assert Post.objects.filter(author=alva).count() == 1


def test_a_double_click_opens_one_thread(alva, cohort):
    submission = uuid4()
    for _ in range(2):
        open_thread(cohort=cohort, author=alva, title="Hej", source="Text", submission_id=submission)
    assert Thread.objects.filter(title="Hej").count() == 1


def test_an_answer_to_an_answer_joins_the_same_row(alva, bo, thread):
    first = post(thread, bo)
    answer = post(thread, alva, parent=first)
    assert post(thread, bo, parent=answer).parent == first


def test_the_author_is_told_of_an_answer_once_and_never_of_her_own(alva, bo, thread):
    first = post(thread, bo)
    post(thread, bo, parent=first)
    submission = uuid4()
    for _ in range(2):
        post(thread, alva, "Tack", parent=first, submission=submission)
    assert list(Notice.objects.filter(recipient=bo).values_list("recipient", "actor", "subject")) == [
        (bo.pk, alva.pk, "Tack")
    ]


def test_each_cohort_has_its_own_thread_by_a_prompt(cohort, other_cohort, discussion):
    threads = {
        thread_of_prompt(cohort_id=one.pk, step_key=discussion.translation_key) for one in (cohort, other_cohort)
    }
    assert len(threads) == 2


def test_threads_are_for_members(alva, bo, tove, sten, maja, thread):
    seen = [Thread.objects.visible_to(person).filter(pk=thread.pk).exists() for person in (alva, bo, tove, sten, maja)]
    assert seen == [True, True, True, False, False]


def test_a_member_who_left_sees_nothing(alva, cohort, thread):
    alva.memberships.update(left_at=cohort.memberships.first().joined_at)
    assert not Thread.objects.visible_to(alva).exists()


def test_the_board_shows_the_prompt_in_the_readers_language(alva, cohort):
    assert {line.title for line in latest_threads(membership_of(alva, cohort), "en", limit=5)} == {
        "Välkommen",
        "Vem kan vara tidtagare på torsdag?",
        "What can we influence?",
    }


def test_threads_follow_each_other_by_what_was_said_last(alva, cohort):
    posts = [
        open_thread(cohort=cohort, author=alva, title=f"T{number}", source=f"Ord {number}", submission_id=uuid4())
        for number in range(3)
    ]
    threads = [post.thread for post in posts]
    mark_board_read(membership=membership_of(alva, cohort))
    answer = create_post(thread=threads[0], author=alva, source="Sist av alla", submission_id=uuid4())
    lines = latest_threads(membership_of(alva, cohort), "sv", limit=3)
    assert [(line.title, line.posts, line.words) for line in lines] == [
        ("T0", 2, "Sist av alla"), ("T2", 1, "Ord 2"), ("T1", 1, "Ord 1")
    ]  # fmt: skip
    assert lines[0].last_at == answer.posted_at
    assert [line.title for line in latest_threads(membership_of(alva, cohort), "sv", limit=2, after=lines[0].key)] == [
        "T2",
        "T1",
    ]
    assert latest_threads(membership_of(alva, cohort), "sv", limit=1, after=f"00-{2**62}") == lines[:1]


def test_threads_of_the_same_moment_are_never_left_out(alva, cohort):
    for number in range(5):
        open_thread(cohort=cohort, author=alva, title=f"T{number}", source="Hej", submission_id=uuid4())
    Post.objects.update(posted_at=timezone.now())
    mark_board_read(membership=membership_of(alva, cohort))
    seen, after = [], ""
    while page := latest_threads(membership_of(alva, cohort), "sv", limit=2, after=after):
        seen += [line.thread.pk for line in page]
        after = page[-1].key
    assert seen == sorted(seen, reverse=True)
    assert set(seen) == set(Post.objects.filter(thread__cohort=cohort).values_list("thread", flat=True))


def test_posts_come_in_order_with_their_answers(alva, bo, thread):
    first = Post.objects.filter(thread=thread, author=bo).first()
    answer = post(thread, alva, parent=first)
    lines = conversation(thread, alva).lines
    assert [line.post.author.name for line in lines] == ["Bo Lind", "Tove Ek"]
    assert [reply.post for reply in lines[0].replies] == [answer]
    assert lines[0].voice.role == "Idéinspiratör"


def test_text_is_kept_as_written_and_shown_clean(alva, thread):
    said = post(thread, alva, "<script>alert(1)</script> **hej**")
    assert said.source == "<script>alert(1)</script> **hej**"
    assert said.body == "<p>&lt;script&gt;alert(1)&lt;/script&gt; <strong>hej</strong></p>\n"


def test_html_of_older_rules_is_made_anew(alva, thread):
    said = post(thread, alva, "hej")
    said.html, said.rules_version = "<p onclick=x>hej</p>", 0
    assert said.body == "<p>hej</p>\n"


def test_a_post_by_older_rules_is_made_anew_once(alva, thread):
    renew_posts()
    old = post(thread, alva, "Ett **ord**")
    Post.objects.filter(pk=old.pk).update(html="<p onclick='x'>Ett ord</p>", rules_version=0)
    assert Post.objects.get(pk=old.pk).body == "<p>Ett <strong>ord</strong></p>\n"
    assert (renew_posts(), renew_posts()) == (1, 0)
    assert Post.objects.get(pk=old.pk).html == "<p>Ett <strong>ord</strong></p>\n"
