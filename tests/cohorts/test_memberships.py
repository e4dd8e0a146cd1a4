"""Ways in and out of a cohort, what goes along, and what its end means."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone

from accounts.services import create_person
from cohorts.dates import months_after
from cohorts.models import Cohort, Membership
from cohorts.services import (
    LastTrainer,
    NotOpen,
    Unasked,
    accept_invitation,
    change_role,
    end_cohort,
    join,
    join_open,
    leave,
    move_member,
    reopen_cohort,
    set_own_day,
)
from cohorts.views.people import OfferForm
from discussions.models import Post, Thread
from discussions.services import Closed, create_post, edit, open_thread
from notices import services as notices
from notices.events import Event
from notices.models import Notice
from notices.queries import unread_count
from progress.queries import done_keys
from progress.services import record
from tests.conftest import membership_of, page_of

TODAY = date(2026, 11, 24)


@pytest.fixture
def spring(course, tove):
    cohort = Cohort.objects.create(name="Våren 2027", slug="varen-2027", course_key=course.translation_key)
    join(cohort=cohort, user=tove, role=Membership.Role.TRAINER)
    return cohort


@pytest.fixture
def free(course):
    return Cohort.objects.create(name="I egen takt", slug="fritt", course_key=course.translation_key, is_open=True)


def board(cohort):
    return reverse("discussions:board", args=[cohort.slug])


def test_who_leaves_reads_no_board_and_what_she_wrote_stays(client_as, alva, bo, cohort):
    post = open_thread(cohort=cohort, author=alva, title="T", source="Det här står kvar.", submission_id=uuid4())
    client = client_as(alva)
    assert "Lämna Exempelkommun" in client.get(reverse("leave", args=[cohort.slug])).text
    assert client.post(reverse("leave", args=[cohort.slug])).status_code == 302
    assert client.get(board(cohort), follow=True).redirect_chain[-1][0] == reverse("journals:left")
    thread = reverse("discussions:thread", args=[cohort.slug, post.thread_id])
    assert "Det här står kvar." in client_as(bo).get(thread).text


def test_the_last_trainer_stays(client_as, tove, cohort, spring):
    with pytest.raises(LastTrainer):
        leave(membership=membership_of(tove, cohort))
    with pytest.raises(LastTrainer):
        change_role(membership=membership_of(tove, cohort), role=Membership.Role.COACH)
    with pytest.raises(Unasked):
        move_member(membership=membership_of(tove, cohort), to=spring)
    page = client_as(tove).post(reverse("leave", args=[cohort.slug]))
    assert page.status_code == 409
    assert "Du är ensam kursledare här." in page.text
    assert membership_of(tove, cohort).left_at is None


def test_one_of_two_trainers_may_go(tove, bo, cohort):
    join(cohort=cohort, user=bo, role=Membership.Role.TRAINER)
    leave(membership=membership_of(tove, cohort))
    assert not Cohort.objects.visible_to(tove).filter(pk=cohort.pk).exists()


def test_a_role_given_to_somebody_who_has_just_left_opens_no_desk(bo, cohort):
    """One trainer takes him out while another, on an older page, makes him a trainer."""
    membership = membership_of(bo, cohort)
    leave(membership=membership_of(bo, cohort))
    change_role(membership=membership, role=Membership.Role.TRAINER)
    assert (membership_of(bo, cohort).role, bo.groups.count()) == (Membership.Role.INSPIRER, 0)


def test_what_somebody_offers_while_she_is_taken_out_leaves_her_out(alva, cohort):
    form = OfferForm({"offers": "Möten", "asks": ""}, instance=membership_of(alva, cohort))
    leave(membership=membership_of(alva, cohort))
    assert form.is_valid()
    form.save()
    membership = membership_of(alva, cohort)
    assert (membership.offers, membership.left_at is None) == ("Möten", False)


def test_what_was_done_goes_along_to_another_cohort(client_as, alva, cohort, spring):
    lesson = page_of("T1.1").translation_key
    record(coach=alva, step_key=lesson)
    change_role(membership=membership_of(alva, cohort), role=Membership.Role.INSPIRER)
    set_own_day(cohort=cohort, user=alva, module_key=page_of("T1").translation_key, opens_on=TODAY)
    membership = move_member(membership=membership_of(alva, cohort), to=spring)
    assert (membership.cohort, membership.role) == (spring, "inspirer")
    assert lesson in done_keys(alva.pk)
    assert spring.planned.get().user == alva
    client = client_as(alva)
    assert client.get(page_of("T1.1").get_url()).status_code == 200
    assert [client.get(board(one)).status_code for one in (cohort, spring)] == [404, 200]


def test_moving_to_where_one_is_changes_nothing(alva, cohort):
    assert move_member(membership=membership_of(alva, cohort), to=cohort).left_at is None


@pytest.mark.parametrize("again", [False, True])
def test_anybody_begins_a_course_that_is_open(client_as, free, again):
    person = create_person(email="ny@example.org", name="Ny Här")
    client = client_as(person)
    assert "I egen takt" in client.get("/sv/").text
    for _press in range(2 if again else 1):
        client.post(reverse("join_open", args=[free.slug]))
    assert [(membership.cohort, membership.role) for membership in person.memberships.all()] == [(free, "coach")]
    assert client.get(page_of("T1.1").get_url()).status_code == 200
    assert client.get("/sv/").text.count("Öppet för självstudier") == 0


def test_nobody_joins_what_is_not_open_or_has_ended(alva, cohort, free):
    outsider = create_person(email="ute@example.org", name="Ute")
    with pytest.raises(NotOpen):
        join_open(cohort=cohort, user=outsider)
    end_cohort(cohort=free, today=TODAY)
    with pytest.raises(NotOpen):
        join_open(cohort=free, user=outsider)
    assert not outsider.memberships.exists()


def test_joining_again_keeps_the_role(tove, free):
    join(cohort=free, user=tove, role=Membership.Role.TRAINER)
    assert join_open(cohort=free, user=tove).role == "trainer"


def test_after_the_end_the_board_is_read_and_not_written_on(client_as, alva, bo, cohort, discussion):
    post = open_thread(cohort=cohort, author=bo, title="Kvar att läsa", source="Hej", submission_id=uuid4())
    end_cohort(cohort=cohort, today=timezone.localdate())
    client, said = client_as(alva), {"text": "Ett försenat svar", "submission_id": str(uuid4())}
    page = client.get(board(cohort)).text
    assert "Kvar att läsa" in page
    assert "Kohorten avslutades den" in page
    assert "Starta en tråd" not in page
    for address in (
        reverse("discussions:thread", args=[cohort.slug, post.thread_id]),
        reverse("discussions:new_thread", args=[cohort.slug]),
        discussion.get_url(),
    ):
        answer = client.post(address, {**said, "title": "T"})
        assert (answer.status_code, "Ett försenat svar" in answer.text) == (422, True)
    assert not Post.objects.filter(source="Ett försenat svar").exists()
    with pytest.raises(Closed):
        open_thread(cohort=Cohort.objects.get(pk=cohort.pk), author=bo, title="T", source="X", submission_id=uuid4())


def test_when_the_time_is_over_only_trainers_read(client_as, alva, tove, cohort):
    end_cohort(cohort=cohort, today=timezone.localdate() - timedelta(days=200))
    assert client_as(alva).get(board(cohort)).status_code == 404
    assert client_as(tove).get(board(cohort)).status_code == 200
    # Lessons and what was done stay hers.
    assert client_as(alva).get(page_of("T1.1").get_url()).status_code == 200
    assert client_as(alva).get("/sv/").status_code == 200
    assert "Du är inte med i någon kohort än" in client_as(alva).get(reverse("discussions:own_board")).text


def test_the_end_is_taken_back(client_as, alva, cohort):
    end_cohort(cohort=cohort, today=TODAY - timedelta(days=400))
    reopen_cohort(cohort=cohort)
    assert client_as(alva).get(board(cohort)).status_code == 200


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 11, 24), 0, date(2026, 11, 24)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 15), 120, date(2036, 1, 15)),
    ],
)
def test_months_end_where_they_should(day, months, expected):
    assert months_after(day, months) == expected


def test_what_each_offers_and_asks_for_is_seen_by_the_others(client_as, alva, bo, cohort):
    url = reverse("people", args=[cohort.slug])
    client_as(alva).post(url, {"offers": "Kortlekar <b>", "asks": "Någon att öva med"})
    page = client_as(bo).get(url).text
    assert "Kan hjälpa till med: Kortlekar &lt;b&gt;" in page
    assert "Vill ha hjälp med: Någon att öva med" in page


def test_too_much_is_told_beside_the_field(client_as, alva, cohort):
    page = client_as(alva).post(reverse("people", args=[cohort.slug]), {"offers": "x" * 301})
    assert page.status_code == 422
    assert 'id="id_offers_error"' in page.text
    assert membership_of(alva, cohort).offers == ""


def test_who_leaves_hears_no_more_of_it(cohort, alva, bo, tove, spring):
    post = open_thread(cohort=cohort, author=alva, title="T", source="Till @Bo Lind", submission_id=uuid4())
    notices.tell(event=Event(actor=tove, kind="reply", key="x", path="/", scope=spring.scope), to=[bo])
    leave(membership=membership_of(bo, cohort))
    edit(post=post, source="Till @Bo Lind, det nya", expected_version=0)
    assert list(Notice.objects.filter(recipient=bo).values_list("key", flat=True)) == ["x"]
    assert unread_count(bo) == 1


@pytest.mark.parametrize("address", ["Alva@example.org", "Alva.Hemma@example.org"])
def test_an_invitation_that_waits_leads_nobody_back(cohort, alva, address):
    EmailAddress.objects.create(user=alva, email="alva.hemma@example.org", verified=True)
    invitation = cohort.invitations.create(email=address)
    leave(membership=membership_of(alva, cohort))
    with pytest.raises(NotOpen):
        accept_invitation(invitation=invitation, user=alva)


def test_who_comes_back_meets_what_is_new_since_then(cohort, alva, bo):
    leave(membership=membership_of(bo, cohort))
    open_thread(cohort=cohort, author=alva, title="T", source="Medan du var borta", submission_id=uuid4())
    join(cohort=cohort, user=bo, role=Membership.Role.INSPIRER)
    assert Post.objects.new_at(membership_of(bo, cohort)).count() == 0


@pytest.mark.parametrize("how", ["invitation", "move", "join"])
def test_the_only_trainer_is_asked_in_as_something_else_and_stays_one(cohort, spring, alva, tove, how):
    if how == "invitation":
        accept_invitation(invitation=spring.invitations.create(email=tove.email, role="coach"), user=tove)
    elif how == "move":
        join(cohort=cohort, user=alva, role=Membership.Role.TRAINER)
        change_role(membership=membership_of(tove, cohort), role=Membership.Role.COACH)
        move_member(membership=membership_of(tove, cohort), to=spring)
    else:
        join(cohort=spring, user=tove)
    assert membership_of(tove, spring).role == Membership.Role.TRAINER


def test_the_desk_is_for_those_who_train(client_as, cohort, spring, alva):
    for one in (cohort, spring):
        join(cohort=one, user=alva, role=Membership.Role.TRAINER)
    client, desk = client_as(alva), reverse("desk:start")
    assert client.get(desk).status_code == 200
    if leave(membership=membership_of(alva, spring)):
        assert client.get(desk).status_code == 200
    change_role(membership=membership_of(alva, cohort), role=Membership.Role.COACH)
    assert client_as(alva).get(desk).status_code == 302


def test_an_editor_who_trains_nobody_starts_no_cohort(client_as, sten):
    group = Group.objects.create(name="Editors of texts")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    sten.groups.add(group)
    assert client_as(sten).get(reverse("desk:start")).status_code == 404


def test_self_study_of_a_course_that_one_takes_with_others_is_not_offered(alva, free, cohort):
    assert not Cohort.objects.open_to(alva).exists()
    end_cohort(cohort=cohort, today=TODAY)
    assert Cohort.objects.open_to(alva).get() == free


@pytest.mark.parametrize("part", ["discussion", "thread"])
def test_a_board_that_is_no_longer_read_is_not_read_in_the_course_either(client_as, cohort, discussion, alva, bo, part):
    thread = Thread.objects.get(cohort=cohort, step_key=discussion.translation_key)
    create_post(thread=thread, author=bo, source="Kvalster", submission_id=uuid4())
    end_cohort(cohort=cohort, today=timezone.localdate() - timedelta(days=300))
    url = discussion.get_url() if part == "discussion" else f"{board(cohort)}{thread.pk}/"
    for response in (client_as(alva).get(url), client_as(alva).post(url, {"text": "x", "submission_id": str(uuid4())})):
        assert "Kvalster" not in response.text
        assert response.status_code == (200 if part == "discussion" else 404)
    assert not Post.objects.filter(author=alva).exists()
