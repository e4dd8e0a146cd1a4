"""Who is told of what, once, and whose name is not told."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from accounts.models import User
from accounts.services import create_person
from notices.models import Notice
from notices.queries import unread_count
from notices.services import mark_read_by_keys, remind, tell, tell_many

Kind = Notice.Kind


def event(**facts):
    return {"kind": Kind.POST, "key": "post:1", "subject": "Hur gick det?", "path": "/", **facts}


def people(number, start=0):
    return [create_person(email=f"p{at}@example.com", name=f"P {at}") for at in range(start, start + number)]


def test_all_are_told_once_and_never_the_actor(alva, bo, tove):
    tell_many(recipients=[alva, bo, alva, tove], actor=tove, **event())
    tell_many(recipients=[alva, bo], actor=tove, **event(subject="Igen"))
    told = Notice.objects.order_by("recipient").values_list("recipient", "subject")
    assert list(told) == [(alva.pk, "Hur gick det?"), (bo.pk, "Hur gick det?")]


def test_who_comes_later_is_told_then(alva, bo, tove):
    tell_many(recipients=[alva], actor=tove, **event())
    tell_many(recipients=[alva, bo], actor=tove, **event())
    assert Notice.objects.count() == 2


def test_nobody_to_tell_is_nothing(bo):
    tell_many(recipients=[], actor=bo, **event())
    tell_many(recipients=[bo], actor=bo, is_anonymous=True, **event())
    assert not Notice.objects.exists()


@pytest.mark.parametrize("kind", [Kind.POST, Kind.ANNOUNCEMENT])
def test_forty_cost_as_many_queries_as_one(tove, kind):
    counted = []
    for number in (1, 40):
        crowd = people(number, start=len(counted) * 100)
        with CaptureQueriesContext(connection) as captured:
            tell_many(recipients=crowd, actor=tove, **event(kind=kind, key=f"e:{number}"))
        counted.append(len(captured))
    assert counted == ([6, 6] if kind in Notice.URGENT else [2, 2])


def test_the_counts_of_all_follow(alva, bo, tove):
    assert (unread_count(alva), unread_count(bo)) == (0, 0)
    tell_many(recipients=[alva, bo], actor=tove, **event())
    assert (unread_count(alva), unread_count(bo)) == (1, 1)


def test_an_anonymous_actor_is_compared_but_not_stored(alva, bo):
    assert tell(recipient=bo, actor=bo, is_anonymous=True, **event()) is None
    notice = tell(recipient=alva, actor=bo, is_anonymous=True, **event())
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
    notice = tell(recipient=alva, actor=bo, **event(kind=kind))
    assert notice.headline == swedish
    with override("en"):
        assert notice.headline == english


def test_a_reminder_of_ones_own_names_nobody(alva):
    notice = remind(person=alva, kind=Kind.LETTER, key="letter:1", path="/")
    assert notice.headline == "Ett brev från dig själv har kommit tillbaka"


@pytest.mark.parametrize("name", ["Bo\r\nBcc: x@example.org", "\u202eoB", "<b>Bo</b>", "🙂" * 150, "שלום"])
def test_hostile_names_stay_in_one_line_of_the_list(client_as, alva, bo, name):
    User.objects.filter(pk=bo.pk).update(name=name)
    tell(recipient=alva, actor=User.objects.get(pk=bo.pk), **event(subject="<i>x</i>\u202e"))
    page = client_as(alva).get("/sv/notiser/")
    assert page.status_code == 200
    assert "<b>Bo" not in page.text
    assert "<i>x" not in page.text
    assert "\n" not in page.context["notices"][0].headline
    assert "\u202e" not in page.context["notices"][0].headline


def test_what_stands_in_an_opened_thread_is_read(alva, bo, tove):
    for key in ("post:1", "post:2", "post:3"):
        tell_many(recipients=[alva, tove], actor=bo, **event(key=key))
    assert unread_count(alva) == 3
    assert mark_read_by_keys(person=alva, keys=["post:1", "post:2", "no:such"]) == 2
    assert (unread_count(alva), unread_count(tove)) == (1, 3)
    assert mark_read_by_keys(person=alva, keys=iter(["post:1", "post:2"])) == 0


def test_reading_nothing_costs_one_query(alva, django_assert_num_queries):
    with django_assert_num_queries(1):
        mark_read_by_keys(person=alva, keys=["post:1"])


def test_the_first_reading_counts(alva, bo):
    tell(recipient=alva, actor=bo, **event())
    mark_read_by_keys(person=alva, keys=["post:1"])
    first = Notice.objects.get().read_at
    mark_read_by_keys(person=alva, keys=["post:1"])
    assert Notice.objects.get().read_at == first
