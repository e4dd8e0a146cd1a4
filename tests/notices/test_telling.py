"""Who is told of what, once, and whose name is not told."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from accounts.models import User
from accounts.services import create_person
from notices.events import Event
from notices.models import Notice
from notices.queries import unread_count
from notices.services import mark_read_by_keys, remind, tell
from tests.notices.telling import tell_one

Kind = Notice.Kind


def event(actor, **facts):
    return Event(actor=actor, **{"kind": Kind.POST, "key": "post:1", "subject": "Hur gick det?", "path": "/", **facts})


def people(number, start=0):
    return [create_person(email=f"p{at}@example.com", name=f"P {at}") for at in range(start, start + number)]


def test_all_are_told_once_and_never_the_actor(alva, bo, tove):
    tell(event=event(tove), to=[alva, bo, alva, tove])
    tell(event=event(tove, subject="Igen"), to=[alva, bo])
    told = Notice.objects.order_by("recipient").values_list("recipient", "subject")
    assert list(told) == [(alva.pk, "Hur gick det?"), (bo.pk, "Hur gick det?")]


def test_who_comes_later_is_told_then(alva, bo, tove):
    tell(event=event(tove), to=[alva])
    tell(event=event(tove), to=[alva, bo])
    assert Notice.objects.count() == 2


def test_nobody_to_tell_is_nothing(bo):
    tell(event=event(bo), to=[])
    tell(event=event(bo, is_anonymous=True), to=[bo])
    assert not Notice.objects.exists()


@pytest.mark.parametrize("kind", [Kind.POST, Kind.ANNOUNCEMENT])
def test_forty_cost_as_many_queries_as_one(tove, kind):
    counted = []
    for number in (1, 40):
        crowd = people(number, start=len(counted) * 100)
        with CaptureQueriesContext(connection) as captured:
            tell(event=event(tove, kind=kind, key=f"e:{number}"), to=crowd)
        counted.append(len(captured))
    assert counted == ([6, 6] if kind in Notice.URGENT else [2, 2])


def test_the_counts_of_all_follow(alva, bo, tove):
    assert (unread_count(alva), unread_count(bo)) == (0, 0)
    tell(event=event(tove), to=[alva, bo])
    assert (unread_count(alva), unread_count(bo)) == (1, 1)


def test_an_anonymous_actor_is_compared_but_not_stored(alva, bo):
    facts = {"kind": Kind.POST, "is_anonymous": True}
    assert tell_one(bo, bo, **facts) is None
    notice = tell_one(alva, bo, **facts)
    assert Notice.objects.filter(pk=notice.pk).values_list("actor", flat=True).get() is None
    assert notice.headline == "Någon i kohorten skrev i en tråd som du följer"


@pytest.mark.parametrize(
    ("kind", "swedish", "english"),
    [
        (Kind.REPLY, "Bo svarade dig", "Bo answered you"),
        (Kind.MENTION, "Bo nämnde dig", "Bo mentioned you"),
        (Kind.ANSWER, "Bo svarade på det du frågade", "Bo answered what you asked"),
        (Kind.POST, "Bo skrev i en tråd som du följer", "Bo wrote in a thread that you follow"),
        (Kind.THREAD, "Bo startade en tråd", "Bo started a thread"),
        (Kind.ANNOUNCEMENT, "Bo har något att meddela", "Bo has an announcement"),
        (Kind.REPORT, "Ett inlägg har anmälts", "A post was reported"),
        (
            Kind.OPENED,
            "Bo tog reda på ditt namn i en tråd utan namn",
            "Bo found out your name in a thread without names",
        ),
    ],
)
def test_each_kind_is_a_sentence(alva, bo, kind, swedish, english):
    notice = tell_one(alva, bo, kind=kind)
    assert notice.headline == swedish
    with override("en"):
        assert notice.headline == english


def test_a_reminder_of_ones_own_names_nobody(alva):
    remind(event=event(alva, kind=Kind.LETTER, key="letter:1"))
    assert Notice.objects.get().headline == "Ett brev från dig själv har kommit tillbaka"


@pytest.mark.parametrize("name", ["Bo\r\nBcc: x@example.org", "\u202eoB", "<b>Bo</b>", "🙂" * 150, "שלום"])
def test_hostile_names_stay_in_one_line_of_the_list(client_as, alva, bo, name):
    User.objects.filter(pk=bo.pk).update(name=name)
    tell(event=event(User.objects.get(pk=bo.pk), subject="<i>x</i>\u202e"), to=[alva])
    page = client_as(alva).get("/sv/notiser/")
    assert page.status_code == 200
    assert "<b>Bo" not in page.text
    assert "<i>x" not in page.text
    assert "\n" not in page.context["notices"][0].headline
    assert "\u202e" not in page.context["notices"][0].headline


def test_what_stands_in_an_opened_thread_is_read(alva, bo, tove):
    for key in ("post:1", "post:2", "post:3"):
        tell(event=event(bo, key=key), to=[alva, tove])
    assert unread_count(alva) == 3
    assert mark_read_by_keys(person=alva, keys=["post:1", "post:2", "no:such"]) == 2
    assert (unread_count(alva), unread_count(tove)) == (1, 3)
    assert mark_read_by_keys(person=alva, keys=iter(["post:1", "post:2"])) == 0


def test_reading_nothing_costs_one_query(alva, django_assert_num_queries):
    with django_assert_num_queries(1):
        mark_read_by_keys(person=alva, keys=["post:1"])


def test_the_first_reading_counts(alva, bo):
    tell(event=event(bo), to=[alva])
    mark_read_by_keys(person=alva, keys=["post:1"])
    first = Notice.objects.get().read_at
    mark_read_by_keys(person=alva, keys=["post:1"])
    assert Notice.objects.get().read_at == first
