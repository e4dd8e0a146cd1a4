"""No notice leads to what is not there: it goes with what it told of, or leads to what is left."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.services import create_person
from cohorts import services
from cohorts.models import Gathering, Membership
from discussions import services as board
from discussions.models import Post
from discussions.services.leaving import erase_old_boards
from home.services import tick
from journals import services as journals
from journals.services import remark, share_with_trainers, withdraw_share
from notices.models import Notice
from tests.conftest import membership_of
from tests.home.conftest import end
from tests.meeting import meet


@pytest.fixture
def told(cohort, alva, bo, tove, reflection):
    """A notice of every kind."""
    opened = {"cohort": cohort, "title": "T", "submission_id": uuid4()}
    asked = board.open_thread(author=alva, source="Hur?", kind="question", **opened)
    board.follow_thread(user=tove, thread=asked.thread, level="all")
    answer = board.create_post(thread=asked.thread, author=bo, source="@Alva Berg Så.", submission_id=uuid4())
    board.create_post(thread=asked.thread, author=bo, source="Så här.", submission_id=uuid4())
    board.create_post(thread=asked.thread, author=alva, source="Tack", submission_id=uuid4(), parent=answer)
    board.follow_board(user=bo, cohort=cohort, level="all")
    board.open_thread(author=alva, source="En till", **opened | {"submission_id": uuid4()})
    board.open_thread(author=tove, source="Hör", kind="announcement", **opened | {"submission_id": uuid4()})
    nameless = board.open_thread(
        author=alva, source="Hemligt", is_anonymous=True, **opened | {"submission_id": uuid4()}
    )
    board.open_name(post=nameless, by=tove, reason="Hot")
    alone = board.open_thread(author=alva, source="Dumt", **opened | {"submission_id": uuid4()})
    board.hide(post=alone, by=tove, reason="Dumt")
    board.report(post=asked, by=bo, reason="Titta")
    entry = journals.save_entry(author=alva, step_key=reflection.translation_key, text="Text", expected_version=0)
    share = share_with_trainers(entry=entry, cohort=cohort, source="Text", submission_id=uuid4(), takes_later=True)
    remark(share=share, author=tove, source="Fint", submission_id=uuid4())
    journals.keep_note(entry=entry, returns_on=timezone.localdate())
    journals.tell_of_letters(today=timezone.localdate())
    services.open_for_self_study(cohort=cohort, by=tove)
    kim = create_person(email="kim@example.org", name="Kim")
    services.join(cohort=cohort, user=kim, role="trainer")
    soon = timezone.now() + timedelta(hours=30)
    _arranged, moved, cancelled, near = (meet(cohort, starts_at=soon) for _number in range(4))
    facts = {"title": "Ny", "starts_at": soon, "ends_at": soon + timedelta(hours=1), "place": ""}
    services.change_gathering(gathering=moved, by=tove, **facts)
    services.cancel_gathering(gathering=cancelled, by=tove)
    Gathering.objects.exclude(pk=near.pk).update(reminded_at=timezone.now())
    Gathering.objects.filter(pk=near.pk).update(reminded_at=None)
    services.remind_of_gatherings(now=soon - timedelta(hours=1))
    return {"alone": alone, "asked": asked, "entry": entry, "share": share, "kim": kim}


def dead_ends(client_as):
    return [
        f"{notice.recipient} {notice.kind}"
        for notice in Notice.objects.select_related("recipient")
        if client_as(notice.recipient).get(notice.path, follow=True).status_code != 200
    ]


def test_there_is_one_of_every_kind(told, client_as):
    assert set(Notice.objects.values_list("kind", flat=True)) == set(Notice.Kind.values)
    assert dead_ends(client_as) == []


def a_letter_is_thrown_away(told, cohort, people):
    journals.throw_away(entry=told["entry"])


def a_letter_is_deleted_for_good(told, cohort, people):
    journals.throw_away(entry=told["entry"])
    journals.destroy(entry=told["entry"])


def a_hidden_post_is_taken_back(told, cohort, people):
    board.withdraw_post(post=told["alone"])


def every_post_is_taken_back(told, cohort, people):
    for post in Post.objects.filter(thread__cohort=cohort).order_by("-pk"):
        board.withdraw_post(post=post)


def a_trainer_is_one_no_longer(told, cohort, people):
    Membership.objects.create(cohort=cohort, user=people["maja"], role="trainer")
    services.change_role(membership=membership_of(people["tove"], cohort), role="coach")


def everybody_leaves(told, cohort, people):
    Membership.objects.create(cohort=cohort, user=people["maja"], role="trainer")
    for name in ("alva", "bo", "tove"):
        services.leave(membership=membership_of(people[name], cohort))


def the_cohort_is_deleted(told, cohort, people):
    cohort.delete()


def the_cohort_is_closed_before_it_is_deleted(told, cohort, people):
    services.request_deletion(cohort=cohort, by=people["maja"], today=timezone.localdate())


def the_cohort_is_deleted_on_its_day(told, cohort, people):
    services.request_deletion(cohort=cohort, by=people["maja"], today=timezone.localdate() - timedelta(days=14))
    tick(now=timezone.now())


def the_board_is_read_no_longer(told, cohort, people):
    services.end_cohort(cohort=cohort, today=timezone.localdate() - timedelta(days=200))
    tick(now=timezone.now())


def the_board_is_erased(told, cohort, people):
    services.end_cohort(cohort=cohort, today=date(2020, 1, 1))
    erase_old_boards(now=timezone.now(), months=12)
    services.close_boards(today=timezone.localdate())


def a_shared_text_is_taken_back(told, cohort, people):
    withdraw_share(share=told["share"])


def a_new_trainer_is_one_no_longer(told, cohort, people):
    services.change_role(membership=membership_of(told["kim"], cohort), role="coach")
    assert not Notice.objects.filter(kind__in=["reader", "trainer"]).exists()


def an_account_of_a_new_trainer_is_erased(told, cohort, people):
    end(told["kim"])
    assert not Notice.objects.filter(kind__in=["reader", "trainer"]).exists()


def a_reader_is_refused(told, cohort, people):
    for reader in told["share"].readers.select_related("share", "person"):
        journals.refuse_reader(reader=reader)


def a_cohort_is_closed_for_self_study(told, cohort, people):
    services.close_for_self_study(cohort=cohort, takes_out=True)


ENDINGS = [
    a_new_trainer_is_one_no_longer,
    an_account_of_a_new_trainer_is_erased,
    a_reader_is_refused,
    a_cohort_is_closed_for_self_study,
    a_letter_is_thrown_away,
    a_letter_is_deleted_for_good,
    a_hidden_post_is_taken_back,
    a_shared_text_is_taken_back,
    a_trainer_is_one_no_longer,
    every_post_is_taken_back,
    everybody_leaves,
    the_board_is_erased,
    the_board_is_read_no_longer,
    the_cohort_is_closed_before_it_is_deleted,
    the_cohort_is_deleted,
    the_cohort_is_deleted_on_its_day,
]


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: ending.__name__)
def test_none_leads_nowhere_after(ending, told, cohort, client_as, alva, bo, tove, maja):
    ending(told, cohort, {"alva": alva, "bo": bo, "tove": tove, "maja": maja})
    assert dead_ends(client_as) == []


def test_a_letter_of_the_bin_is_found_there_and_told_anew_when_it_is_back(told, client_as, alva):
    [letter] = Notice.objects.filter(kind="letter")
    journals.throw_away(entry=told["entry"])
    assert "Brevet ligger i papperskorgen." in client_as(alva).get(letter.path, follow=True).text
    journals.bring_back(entry=told["entry"])
    journals.tell_of_letters(today=timezone.localdate())
    assert Notice.objects.filter(kind="letter").count() == 1


def test_trainers_go_on_hearing_of_a_board_that_others_read_no_longer(told, cohort, tove):
    before = Notice.objects.filter(recipient=tove).count()
    services.end_cohort(cohort=cohort, today=timezone.localdate() - timedelta(days=200))
    assert services.close_boards(today=timezone.localdate()) == 1
    assert Notice.objects.filter(recipient=tove).count() == before > 0


def test_on_the_last_day_of_reading_nothing_is_forgotten(told, cohort, alva):
    cohort.readable_until = date(2027, 5, 2)
    cohort.save()
    before = Notice.objects.filter(recipient=alva).count()
    services.close_boards(today=date(2027, 5, 2))
    assert Notice.objects.filter(recipient=alva).count() == before
    services.close_boards(today=date(2027, 5, 3))
    assert set(Notice.objects.filter(recipient=alva).values_list("kind", flat=True)) == {"letter", "reader"}
