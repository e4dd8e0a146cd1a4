"""Who is moved, taken out or given another role is told, and so is everybody when a cohort ends."""

from datetime import date
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from cohorts.services import change_role, end_cohort, leave, move_member, reopen_cohort, take_out
from discussions.models import Post
from discussions.services import open_thread
from tests.conftest import membership_of
from tests.odd import naughty_strings

ODD = 'Å <b>"\r\nBcc: x@example.org\u202e'


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """Do something, and return the mails about it: to whom, what about, and where an answer goes."""

    def do(act):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return [
            (one.to[0].split("@")[0], one.subject, one.reply_to or one.extra_headers.get("Reply-To"))
            for one in mail.outbox
        ]

    return do


def test_who_is_moved_hears_of_it_once(told, alva, tove, cohort, other_cohort):
    place = membership_of(alva, cohort)
    subject = f"Du har flyttats till {other_cohort.name}"
    assert told(lambda: move_member(membership=place, to=other_cohort, by=tove)) == [("alva", subject, tove.email)]
    assert "http" in mail.outbox[0].body
    assert "/left/" in mail.outbox[0].body


def test_who_is_taken_out_hears_of_it_and_who_leaves_does_not(told, alva, bo, tove, cohort):
    place = membership_of(alva, cohort)
    subject = f"Du är inte längre med i {cohort.name}"
    assert told(lambda: take_out(membership=place, by=tove)) == [("alva", subject, tove.email)]
    assert told(lambda: take_out(membership=place, by=tove)) == []
    assert told(lambda: leave(membership=membership_of(bo, cohort))) == []


def test_another_role_is_told_where_somebody_else_gives_it(told, alva, tove, cohort):
    place = membership_of(alva, cohort)
    [(to, subject, _reply)] = told(lambda: change_role(membership=place, role="inspirer", by=tove))
    assert (to, subject) == ("alva", f"En annan roll i {cohort.name}")
    assert "Idéinspiratör" in mail.outbox[0].body
    assert told(lambda: change_role(membership=place, role="inspirer", by=tove)) == []
    assert told(lambda: change_role(membership=place, role="coach", by=alva)) == []


def test_the_end_of_a_cohort_is_told_to_all_but_who_ends_it_and_once(told, alva, tove, cohort):
    def end():
        end_cohort(cohort=cohort, today=date(2027, 1, 31), by=tove)

    met = told(end)
    assert {name for name, _subject, _reply in met} == {"alva", "bo"}
    assert {subject for _name, subject, _reply in met} == {f"{cohort.name} är avslutad"}
    assert "31 juli 2027" in mail.outbox[0].body
    assert told(end) == []
    assert len(told(lambda: reopen_cohort(cohort=cohort, by=tove))) == 2
    assert told(lambda: reopen_cohort(cohort=cohort, by=tove)) == []


def test_from_the_desk(client_as, told, alva, tove, cohort):
    url = reverse("desk:person", args=[cohort.slug, membership_of(alva, cohort).pk])
    assert [name for name, *_rest in told(lambda: client_as(tove).post(url, {"do": "out"}))] == ["alva"]


def test_odd_names_break_nothing(told, alva, tove, cohort, other_cohort):
    tove.name = other_cohort.name = ODD
    other_cohort.save()
    told(lambda: move_member(membership=membership_of(alva, cohort), to=other_cohort, by=tove))
    [message] = mail.outbox
    assert "\n" not in message.subject
    assert "<b>" not in message.alternatives[0].content
    assert message.message().as_bytes()
    assert not message.bcc


@pytest.mark.parametrize("name", naughty_strings()[::40])
def test_any_name_of_a_cohort_can_be_told(told, alva, tove, cohort, name):
    cohort.name = name[:150]
    assert len(told(lambda: end_cohort(cohort=cohort, today=timezone.localdate(), by=tove))) == 2


# What she wrote is within her reach ---------------------------------------------------------------------


@pytest.fixture
def post(alva, cohort):
    return open_thread(cohort=cohort, author=alva, title="Min fråga", source="Mina ord", submission_id=uuid4())


def test_addresses_of_a_board_that_she_has_left_lead_to_what_she_wrote(
    client_as, alva, bo, tove, cohort, other_cohort, post
):
    move_member(membership=membership_of(alva, cohort), to=other_cohort, by=tove)
    client = client_as(alva)
    for address in (
        reverse("post", args=[post.pk]),
        reverse("board", args=[cohort.slug]),
        reverse("discussions:board", args=[cohort.slug]),
        reverse("discussions:thread", args=[cohort.slug, post.thread_id]),
    ):
        page = client.get(address, follow=True)
        assert page.redirect_chain[-1][0] == reverse("journals:left")
        assert "Mina ord" in page.text
    client.post(reverse("journals:take_back"), {"post": post.pk})
    assert not Post.objects.filter(pk=post.pk).exists()
    assert client.get(reverse("discussions:board", args=[cohort.slug])).status_code == 404


def test_they_stay_closed_to_those_who_wrote_nothing_there(client_as, bo, sten, cohort, post):
    bo.posts.update(withdrawn_at=timezone.now())
    leave(membership=membership_of(bo, cohort))
    for person in (bo, sten):
        for address in (reverse("post", args=[post.pk]), reverse("discussions:board", args=[cohort.slug])):
            assert client_as(person).get(address).status_code == 404


def test_nor_does_it_open_what_others_wrote(client_as, alva, bo, cohort, post):
    other = open_thread(cohort=cohort, author=bo, title="Bos", source="Bos ord", submission_id=uuid4())
    leave(membership=membership_of(alva, cohort))
    assert client_as(alva).get(reverse("post", args=[other.pk])).status_code == 404
    page = client_as(alva).get(reverse("discussions:thread", args=[cohort.slug, other.thread_id]), follow=True)
    assert "Bos ord" not in page.text
