import pytest
from django.urls import reverse

from notices.models import Notice
from notices.queries import unread_notices
from notices.services import mark_read
from tests.notices.telling import tell_one


@pytest.fixture
def notice(alva, bo):
    return tell_one(alva, bo, subject="Hur gick det?")


def test_an_event_is_told_once(alva, bo, notice):
    again = tell_one(alva, bo, subject="Igen")
    assert again == notice
    assert [one.subject for one in unread_notices(alva)] == ["Hur gick det?"]


def test_nobody_is_told_of_what_she_did_herself(alva):
    assert tell_one(alva, alva, subject="Hej") is None
    assert not Notice.objects.exists()


def test_a_long_subject_is_cut_to_its_room(alva, bo):
    notice = tell_one(alva, bo, subject="å" * 500)
    assert len(notice.subject) == 200


def test_the_first_reading_counts(notice):
    first = mark_read(notice=notice).read_at
    assert mark_read(notice=notice).read_at == first


def test_opening_leads_there_and_marks_it_read(client_as, alva, notice):
    response = client_as(alva).post(reverse("open_notice", args=[notice.pk]))
    assert response.url == "/"
    assert unread_notices(alva) == []


def test_only_the_newest_are_shown(alva, bo):
    for number in range(7):
        tell_one(alva, bo, key=f"post:{number}", subject=str(number))
    assert [notice.subject for notice in unread_notices(alva)] == ["6", "5", "4", "3", "2"]
