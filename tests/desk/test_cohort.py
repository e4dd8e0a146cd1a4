"""What a trainer sees on a Monday, and the one press that writes to those who have gone quiet."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.services import create_person
from cohorts.models import Cohort, Membership, Message
from cohorts.services import join, send_message
from desk.attention import attention_of
from discussions.models import Post, Thread
from discussions.services import create_post, hide, open_thread, report
from notices.services import note_bounce
from tests.clock import MOMENT, today
from tests.conftest import membership_of
from tests.odd import naughty_strings, some

NOW = MOMENT


def asked(cohort, author, hours, kind=Thread.Kind.ASK, title="Fråga"):
    post = open_thread(cohort=cohort, author=author, title=title, source="Hur?", submission_id=uuid4(), kind=kind)
    Post.objects.filter(pk=post.pk).update(posted_at=NOW - timedelta(hours=hours))
    return post


def answer(post, author):
    return create_post(thread=post.thread, author=author, source="Så här", submission_id=uuid4(), parent=post)


def unanswered(cohort):
    return [one.post for one in attention_of(cohort, NOW).unanswered]


@pytest.mark.parametrize(("hours", "is_told"), [(47, False), (49, True)])
@pytest.mark.parametrize("kind", ["ask", "question"])
def test_what_waits_for_two_days_is_told(cohort, alva, hours, is_told, kind):
    post = asked(cohort, alva, hours, kind)
    assert unanswered(cohort) == ([post] if is_told else [])


@pytest.mark.parametrize("kind", ["offer", "announcement"])
def test_what_asks_nothing_waits_for_nothing(cohort, alva, kind):
    asked(cohort, alva, 100, kind)
    assert unanswered(cohort) == []


def test_ones_own_answer_is_none_and_a_hidden_one_neither(cohort, alva, bo, tove):
    post = asked(cohort, alva, 100)
    answer(post, alva)
    assert unanswered(cohort) == [post]
    said = answer(post, bo)
    assert unanswered(cohort) == []
    hide(post=said, by=tove, reason="R")
    assert unanswered(cohort) == [post]


def test_the_oldest_waits_first_and_the_newest_ask_is_shown_first(cohort, alva):
    older, newer = asked(cohort, alva, 100), asked(cohort, alva, 60)
    assert unanswered(cohort) == [older, newer]
    assert [one.post for one in attention_of(cohort, NOW).asks if one.post.author == alva] == [newer, older]


def talked(cohort, author, source, title="Rubrik"):
    post = open_thread(cohort=cohort, author=author, title=title, source=source, submission_id=uuid4())
    Post.objects.filter(pk=post.pk).update(posted_at=NOW - timedelta(hours=49))
    return post


def test_a_conversation_that_nobody_has_entered_waits(cohort, alva, bo):
    post = talked(cohort, alva, "Jag har tänkt på en sak.")
    assert unanswered(cohort) == [post]
    answer(post, bo)
    assert unanswered(cohort) == []


@pytest.mark.parametrize(
    ("source", "title", "waits"),
    [
        ("Hur gör ni?", "Rubrik", True),
        ("Jag undrar.", "Hur gör ni?", True),
        ("Jag undrar.", "Rubrik", False),
        ("Se https://example.org/?q=1 och `vad?`", "Rubrik", False),
    ],
)
def test_what_is_asked_in_a_conversation_waits_also_when_its_author_has_added_something(
    cohort, alva, source, title, waits
):
    post = talked(cohort, alva, source, title)
    answer(post, alva)
    assert unanswered(cohort) == ([post] if waits else [])


def test_a_trainer_who_tells_something_waits_for_nothing_but_what_she_asks_does(cohort, tove):
    talked(cohort, tove, "Välkomna hit.")
    post = talked(cohort, tove, "Vem kommer på torsdag?")
    assert unanswered(cohort) == [post]


def test_ten_are_shown_past_those_that_ask_nothing(cohort, alva):
    for _number in range(12):
        answer(talked(cohort, alva, "Se `vad?`"), alva)
    waiting = [talked(cohort, alva, f"Vad är {number}?") for number in range(11)]
    assert unanswered(cohort) == waiting[:10]


def quiet(cohort):
    return [membership.user for membership in attention_of(cohort, NOW).quiet]


@pytest.mark.parametrize(("days", "is_told"), [(7, False), (8, True), (None, True)])
def test_who_was_not_seen_for_a_week_is_told(cohort, alva, bo, days, is_told):
    cohort.memberships.update(joined_at=NOW - timedelta(days=30))
    User.objects.update(seen_on=today())
    day = None if days is None else today() - timedelta(days=days)
    User.objects.filter(pk=alva.pk).update(seen_on=day)
    assert quiet(cohort) == ([alva] if is_told else [])


def test_who_joined_this_week_or_has_left_or_trains_is_not_quiet(cohort, alva, bo, tove):
    User.objects.update(seen_on=None)
    assert quiet(cohort) == []
    cohort.memberships.update(joined_at=NOW - timedelta(days=30))
    Membership.objects.filter(user=alva).update(left_at=NOW)
    assert quiet(cohort) == [bo]


def test_a_visit_is_noted_once_a_day_and_by_people_alone(client, client_as, alva):
    client.get("/sv/")
    assert User.objects.get(pk=alva.pk).seen_on is None
    signed_in = client_as(alva)
    signed_in.get("/sv/")
    assert User.objects.get(pk=alva.pk).seen_on == timezone.localdate()
    with CaptureQueriesContext(connection) as captured:
        signed_in.get("/sv/")
    assert [query["sql"] for query in captured if query["sql"].startswith("UPDATE")] == []


def test_another_cohort_shows_nothing_of_this_one(cohort, other_cohort, alva):
    asked(cohort, alva, 100)
    signs = attention_of(other_cohort, NOW)
    assert (signs.unanswered, signs.asks, signs.reports) == ((), (), 0)


def test_reports_are_counted_by_post(client_as, cohort, alva, bo, tove):
    post = asked(cohort, alva, 1)
    for person in (bo, tove):
        report(post=post, by=person, reason="R")
    assert attention_of(cohort, NOW).reports == 1
    assert "1 inlägg är anmält" in client_as(tove).get(reverse("desk:now", args=[cohort.slug])).text


def test_a_nameless_ask_shows_no_name(client_as, cohort, tove):
    person = create_person(email="markanta@example.org", name="Markanta Namnsdotter")
    join(cohort=cohort, user=person)
    User.objects.filter(pk=person.pk).update(seen_on=timezone.localdate())
    ask = {"kind": Thread.Kind.ASK, "is_anonymous": True, "title": "Svårt", "source": "Hur?"}
    open_thread(cohort=cohort, author=person, submission_id=uuid4(), **ask)
    page = client_as(tove).get(reverse("desk:now", args=[cohort.slug])).text
    assert "Svårt" in page
    assert "Markanta" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same_for_one_and_for_three(client_as, cohort, alva, tove, number):
    for _ask in range(number):
        asked(cohort, alva, 100)
    client, url = client_as(tove), reverse("desk:now", args=[cohort.slug])
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    assert len(captured) == 12


@pytest.fixture
def letter(cohort, alva, bo):
    to = [membership_of(person, cohort).pk for person in (alva, bo)]
    return {"to": to, "subject": "Hur går det?", "text": "Hej på dig.", "submission_id": str(uuid4())}


def test_one_press_writes_to_each_alone_and_once(client_as, cohort, tove, letter, django_capture_on_commit_callbacks):
    url = reverse("desk:write", args=[cohort.slug])
    for _press in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert client_as(tove).post(url, letter).url == reverse("desk:now", args=[cohort.slug])
    assert sorted(one.to[0] for one in mail.outbox) == ["alva@example.org", "bo@example.org"]
    assert {one.subject for one in mail.outbox} == {"Hur går det?"}
    assert {one.extra_headers["Reply-To"] for one in mail.outbox} == {"tove@example.org"}
    assert all("Hej på dig." in one.body for one in mail.outbox)
    assert Message.objects.get().recipients.count() == 2


def test_the_letter_begins_with_those_who_are_quiet(client_as, cohort, alva, bo, tove):
    cohort.memberships.update(joined_at=NOW - timedelta(days=30))
    User.objects.filter(pk=bo.pk).update(seen_on=today())
    page = client_as(tove).get(reverse("desk:write", args=[cohort.slug])).text
    chosen = {pk: f'value="{membership_of(pk, cohort).pk}" id=' in page and "checked" in page for pk in (alva, bo)}
    assert chosen == {alva: True, bo: True}
    assert page.count(" checked") == 1


@pytest.mark.parametrize(
    ("field", "value"), [("to", []), ("subject", ""), ("subject", "x" * 151), ("text", " "), ("text", "x" * 5001)]
)
def test_bad_input_sends_nothing(client_as, cohort, tove, letter, field, value):
    page = client_as(tove).post(reverse("desk:write", args=[cohort.slug]), {**letter, field: value})
    assert page.status_code == 422
    assert f'id="id_{field}_error"' in page.text
    assert not Message.objects.exists()


def test_nobody_outside_the_cohort_is_written_to(client_as, cohort, other_cohort, sten, tove, letter):
    foreign = {**letter, "to": [membership_of(sten, other_cohort).pk]}
    assert client_as(tove).post(reverse("desk:write", args=[cohort.slug]), foreign).status_code == 422
    assert not Message.objects.exists()


@pytest.mark.long
def test_odd_texts_make_mails_that_hold(client_as, cohort, tove, letter, django_capture_on_commit_callbacks):
    note_bounce(address="bo@example.org", reason="")
    texts = [text for text in some(naughty_strings())[::2] if text.strip() and "\x00" not in text]
    for text in texts:
        facts = {**letter, "subject": text[:150], "text": text, "submission_id": str(uuid4())}
        with django_capture_on_commit_callbacks(execute=True):
            assert client_as(tove).post(reverse("desk:write", args=[cohort.slug]), facts).status_code == 302
    assert {one.to[0] for one in mail.outbox} == {"alva@example.org"}
    assert len(mail.outbox) == len(texts)
    assert not any("\n" in one.subject for one in mail.outbox)


def test_settings_end_a_cohort_and_let_it_go_on(client_as, cohort, tove):
    client, url = client_as(tove), reverse("desk:settings", args=[cohort.slug])
    facts = {"name": "Hösten", "readable_months": "3"}
    client.post(url, {**facts, "end": ""})
    ended = Cohort.objects.get(pk=cohort.pk)
    assert (ended.name, ended.ended_on, ended.readable_months) == ("Hösten", timezone.localdate(), 3)
    assert "Kohorten avslutades den" in client.get(url).text
    client.post(url, {"reopen": ""})
    assert Cohort.objects.get(pk=cohort.pk).ended_on is None


@pytest.mark.parametrize(("field", "value"), [("name", ""), ("readable_months", "-1"), ("readable_months", "121")])
def test_bad_settings_are_told_and_end_nothing(client_as, cohort, tove, field, value):
    facts = {"name": "Hösten", "readable_months": "3", "end": "", field: value}
    page = client_as(tove).post(reverse("desk:settings", args=[cohort.slug]), facts)
    assert page.status_code == 422
    assert f'id="id_{field}_error"' in page.text
    assert Cohort.objects.get(pk=cohort.pk).ended_on is None


def test_a_member_gets_another_role_and_is_taken_out(client_as, cohort, alva, tove):
    membership = membership_of(alva, cohort)
    client, url = client_as(tove), reverse("desk:person", args=[cohort.slug, membership.pk])
    client.post(url, {"do": "role", "role": "inspirer"})
    assert membership_of(alva, cohort).role == "inspirer"
    client.post(url, {"do": "out"})
    assert Membership.objects.get(pk=membership.pk).left_at is not None
    assert client.get(url).status_code == 404


def test_nobody_is_moved_to_a_cohort_that_one_does_not_lead(client_as, cohort, other_cohort, alva, tove):
    membership = membership_of(alva, cohort)
    url = reverse("desk:person", args=[cohort.slug, membership.pk])
    assert client_as(tove).post(url, {"do": "move", "to": other_cohort.pk}).status_code == 422
    assert Membership.objects.get(pk=membership.pk).left_at is None
    join(cohort=other_cohort, user=tove, role=Membership.Role.TRAINER)
    assert client_as(tove).post(url, {"do": "move", "to": other_cohort.pk}).status_code == 302
    assert membership_of(alva, other_cohort).left_at is None


def test_the_only_trainer_is_not_taken_out(client_as, cohort, tove):
    url = reverse("desk:person", args=[cohort.slug, membership_of(tove, cohort).pk])
    page = client_as(tove).post(url, {"do": "out"}, follow=True)
    assert "En kohort behöver en kursledare." in page.text
    assert membership_of(tove, cohort).left_at is None


def test_addresses_that_take_no_mail_are_marked(client_as, cohort, alva, tove):
    cohort.invitations.create(email="Nora@example.org")
    for address in (alva.email, "nora@example.org"):
        note_bounce(address=address, reason="550 unknown")
    page = client_as(tove).get(reverse("desk:people", args=[cohort.slug])).text
    assert page.count("adressen tar inte emot mejl") == 2


@pytest.mark.parametrize("people", [1, 30])
def test_a_mail_to_many_asks_about_addresses_once(cohort, tove, people):
    others = [create_person(email=f"p{number}@example.org", name="P") for number in range(people)]
    with CaptureQueriesContext(connection) as captured:
        send_message(cohort=cohort, author=tove, people=others, subject="S", text="T", submission_id=uuid4())
    assert sum("notices_bounce" in query["sql"] for query in captured.captured_queries) == 1
