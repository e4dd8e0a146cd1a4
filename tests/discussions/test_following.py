"""What each hears of, as a table and for any facts; and that taking part follows."""

from uuid import uuid4

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from discussions.following import LEVELS, Concern, kind_of_notice, level_in_force
from discussions.models import Following, Thread
from discussions.services import create_post, follow_board, follow_thread, open_thread
from notices.models import Notice
from tests.conftest import membership_of


@pytest.mark.parametrize(
    ("in_thread", "on_board", "holds"),
    [
        ("", "", "mine"),
        ("", "all", "all"),
        ("", "none", "none"),
        ("all", "none", "all"),
        ("none", "all", "none"),
        ("mine", "all", "mine"),
    ],
)
def test_the_threads_choice_goes_before_the_boards(in_thread, on_board, holds):
    assert level_in_force(in_thread, on_board) == holds


@pytest.mark.parametrize(
    ("concern", "kind"),
    [
        (Concern(), None),
        (Concern("all"), "post"),
        (Concern("all", opens_a_thread=True), "thread"),
        (Concern(calls_her=True, answers_her=True, answers_what_she_asked=True), "mention"),
        (Concern(answers_her=True, answers_what_she_asked=True), "answer"),
        (Concern(answers_her=True), "reply"),
        (Concern("none", calls_her=True, answers_her=True), None),
        (Concern("none", is_announcement=True), "announcement"),
    ],
)
def test_each_hears_what_concerns_her_most(concern, kind):
    assert kind_of_notice(concern) == kind


FACTS = st.builds(Concern, st.sampled_from(LEVELS), *[st.booleans()] * 5)


@given(FACTS)
def test_who_wants_nothing_hears_of_announcements_alone(concern):
    if concern.level == "none":
        assert kind_of_notice(concern) == ("announcement" if concern.is_announcement else None)
    if concern.level == "all":
        assert kind_of_notice(concern) is not None


def told(person) -> list[str]:
    return list(Notice.objects.filter(recipient=person).order_by("pk").values_list("kind", flat=True))


@pytest.fixture
def opening(cohort, alva):
    return open_thread(cohort=cohort, author=alva, title="Vad nu?", source="Hej", submission_id=uuid4())


def test_taking_part_follows(opening, alva, bo, tove):
    create_post(thread=opening.thread, author=bo, source="Ett", submission_id=uuid4())
    create_post(thread=opening.thread, author=tove, source="Två", submission_id=uuid4())
    assert (told(alva), told(bo), told(tove)) == (["post", "post"], ["post"], [])


def test_who_has_muted_a_thread_stays_undisturbed_when_she_writes(opening, alva, bo):
    follow_thread(user=bo, thread=opening.thread, level="none")
    create_post(thread=opening.thread, author=bo, source="Ett", submission_id=uuid4())
    create_post(thread=opening.thread, author=alva, source=f"@{bo.name}", submission_id=uuid4())
    assert told(bo) == []


def test_who_follows_the_board_hears_of_every_thread(cohort, alva, bo):
    follow_board(user=bo, cohort=cohort, level="all")
    open_thread(cohort=cohort, author=alva, title="Ny", source="Hej", submission_id=uuid4())
    assert told(bo) == ["thread"]


def test_nothing_covers_threads_that_one_wrote_in(cohort, opening, alva, bo):
    create_post(thread=opening.thread, author=bo, source="Ett", submission_id=uuid4())
    follow_board(user=bo, cohort=cohort, level="none")
    create_post(thread=opening.thread, author=bo, source="Två", submission_id=uuid4())
    create_post(thread=opening.thread, author=alva, source="Tre", submission_id=uuid4())
    assert told(bo) == []


def test_but_not_one_where_something_else_was_chosen(cohort, opening, alva, bo):
    create_post(thread=opening.thread, author=bo, source="Ett", submission_id=uuid4())
    follow_thread(user=bo, thread=opening.thread, level="all")
    assert follow_board(user=bo, cohort=cohort, level="none") == 1
    create_post(thread=opening.thread, author=alva, source="Två", submission_id=uuid4())
    assert told(bo) == ["post"]


@pytest.mark.parametrize(
    ("level", "in_thread", "said"),
    [
        ("none", "", "Sparat. Ingenting från kohorten når dig nu utom meddelanden till alla."),
        ("none", "all", "I 1 tråd har du valt något annat, och det gäller fortfarande."),
        ("all", "", "Sparat. Det gäller hela kohorten."),
        ("all", "none", "I 1 tråd har du valt något annat, och det gäller fortfarande."),
    ],
)
def test_the_page_says_what_is_true(client_as, opening, alva, cohort, level, in_thread, said):
    if in_thread:
        follow_thread(user=alva, thread=opening.thread, level=in_thread)
    url = reverse("discussions:follow_board", args=[cohort.slug])
    page = client_as(alva).post(url, {"level": level}, follow=True).text
    assert said in page
    assert ("valt något annat" in page) == bool(in_thread)


def test_choices_on_the_pages(client_as, opening, alva, cohort):
    client = client_as(alva)
    board = reverse("discussions:follow_board", args=[cohort.slug])
    thread = reverse("discussions:follow_thread", args=[cohort.slug, opening.thread_id])
    for _press in range(2):
        client.post(board, {"level": "none"})
        client.post(thread, {"level": "mine", "next": "/sv/"})
    rows = Following.objects.filter(user=alva, cohort=cohort).values_list("thread", "level")
    prompts = {row for row in rows if row[0] is None or row[0] == opening.thread_id}
    assert prompts == {(None, "none"), (opening.thread_id, "mine")}
    client.post(thread, {"level": ""})
    assert not Following.objects.filter(user=alva, thread=opening.thread).exists()


@pytest.mark.parametrize("level", ["x", "all ", "\0", "9" * 500])
def test_an_odd_choice_changes_nothing(client_as, opening, alva, cohort, level):
    client = client_as(alva)
    before = set(Following.objects.values_list("user", "thread", "level"))
    for name, args in (("follow_board", [cohort.slug]), ("follow_thread", [cohort.slug, opening.thread_id])):
        assert client.post(reverse(f"discussions:{name}", args=args), {"level": level}).status_code == 302
    assert set(Following.objects.values_list("user", "thread", "level")) == before


@pytest.mark.parametrize(
    "elsewhere", ["https://example.com/", "//example.com", "javascript:alert(1)", "foo", "?x", "#", "\r\nX: y", ""]
)
def test_a_press_leads_to_pages_of_ours_alone(client_as, opening, alva, cohort, elsewhere):
    url = reverse("discussions:follow_thread", args=[cohort.slug, opening.thread_id])
    response = client_as(alva).post(url, {"level": "all", "next": elsewhere})
    assert response.url == reverse("discussions:thread", args=[cohort.slug, opening.thread_id])


def test_another_cohorts_choices_do_not_count(opening, alva, bo, other_cohort):
    elsewhere = Thread.objects.create(cohort=other_cohort, title="Där")
    follow_thread(user=bo, thread=elsewhere, level="all")
    create_post(thread=opening.thread, author=alva, source="Mer", submission_id=uuid4())
    assert told(bo) == []
    assert membership_of(bo, opening.thread.cohort).role == "inspirer"
