"""What somebody acts on goes in the same moment: the press finds nothing, as a later one would, and nothing breaks."""

from functools import wraps
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.urls import reverse

from cohorts.models import Membership
from discussions import services
from discussions.models import Reading, Report, Thread
from discussions.services import reading
from notices.models import Notice

# Verb: its address, who presses, and with what.
PRESSES = {
    "hide": ("hide", "tove", {"reason": "Ett namn"}),
    "show_again": ("show", "tove", {}),
    "report": ("report", "alva", {"reason": "Ett namn"}),
    "mark_helped": ("helped", "alva", {}),
    "open_name": ("open_name", "tove", {"reason": "Hot"}),
}


@pytest.fixture
def opening(cohort, bo):
    facts = {"title": "Bos tråd", "source": "Hej", "submission_id": uuid4()}
    return services.open_thread(cohort=cohort, author=bo, is_anonymous=True, **facts)


def going_first(monkeypatch, room, verb, go):
    """Let something happen between the moment when a view has looked and the moment when its verb begins."""
    original = getattr(room, verb)

    @wraps(original)
    def late(*args, **kwargs):
        go()
        return original(*args, **kwargs)

    monkeypatch.setattr(room, verb, late)


@pytest.mark.parametrize("verb", PRESSES)
def test_a_press_on_a_post_that_goes(request, client_as, monkeypatch, opening, verb):
    name, person, form = PRESSES[verb]
    url = reverse(f"discussions:{name}", args=[opening.thread.cohort.slug, opening.pk])
    going_first(monkeypatch, services, verb, Thread.objects.filter(pk=opening.thread_id).delete)
    told = Notice.objects.count()
    assert client_as(request.getfixturevalue(person)).post(url, form).status_code == 404
    assert (Report.objects.count(), Notice.objects.count()) == (0, told)


def test_a_report_of_a_post_that_is_taken_back(client_as, monkeypatch, cohort, alva, bo, opening):
    services.create_post(thread=opening.thread, author=alva, source="Svar", submission_id=uuid4())
    going_first(monkeypatch, services, "report", lambda: services.withdraw_post(post=opening))
    url = reverse("discussions:report", args=[cohort.slug, opening.pk])
    assert client_as(alva).post(url, {"reason": "Ett namn"}).status_code == 404
    assert Report.objects.count() == 0


def test_following_a_thread_that_goes(client_as, monkeypatch, cohort, alva, opening):
    going_first(monkeypatch, services, "follow_thread", Thread.objects.all().delete)
    url = reverse("discussions:follow_thread", args=[cohort.slug, opening.thread_id])
    assert client_as(alva).post(url, {"level": "all"}).status_code == 404


def test_marking_a_board_read_while_one_of_its_threads_goes(monkeypatch, cohort, alva, bo, opening):
    other = services.open_thread(cohort=cohort, author=bo, title="Kvar", source="Hej", submission_id=uuid4())
    going_first(monkeypatch, reading, "locked_threads", Thread.objects.filter(pk=opening.thread_id).delete)
    services.mark_board_read(membership=Membership.objects.get(user=alva, cohort=cohort))
    read = Reading.objects.filter(user=alva, thread__in=[opening.thread_id, other.thread_id])
    assert list(read.values_list("thread", "up_to")) == [(other.thread_id, other.pk)]


def test_posting_on_a_board_that_goes_keeps_the_text(client_as, monkeypatch, cohort, alva):
    """What points at a cohort that was deleted in the same moment is refused by the database."""

    def refused(**facts):
        raise IntegrityError("There is no such cohort.")

    monkeypatch.setattr(Thread.objects, "create", refused)
    form = {"title": "Ny", "text": "Det här skrev jag", "submission_id": uuid4()}
    met = client_as(alva).post(reverse("discussions:new_thread", args=[cohort.slug]), form)
    assert met.status_code == 422
    assert "Det här skrev jag" in met.text
