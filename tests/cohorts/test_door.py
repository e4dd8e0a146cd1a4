"""The door of an invitation: in with the code, on the start page without a link, and called by one's own name."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.services import create_person
from cohorts import services
from cohorts.addresses import Guest
from cohorts.models import Cohort, Invitation, Membership
from tests.cohorts.conftest import NORA, code_of, door


def test_the_place_is_taken_with_the_code_wherever_she_goes_next(client, invitation, at_once):
    """She stops at the page that follows, and comes back another day through the ordinary door."""
    confirm = client.post(door(invitation))
    client.post(confirm.url, {"code": code_of(mail.outbox[-1])})
    assert Membership.objects.filter(user__email=NORA.email, left_at=None).count() == 1


def test_a_code_of_somebody_else_takes_no_place(client, invitation, sten, at_once):
    client.post(door(invitation))
    client.force_login(sten, backend="accounts.backends.AuthenticationBackend")
    invitation.refresh_from_db()
    assert invitation.state == "waiting"
    assert not Membership.objects.filter(cohort=invitation.cohort, user=sten).exists()


def test_nobody_trains_by_a_code_alone(client, invite, cohort, at_once):
    invite(Guest("nora@example.org", "Nora Ny", "trainer"))
    confirm = client.post(door(cohort.invitations.get()))
    page = client.post(confirm.url, {"code": code_of(mail.outbox[-1])}, follow=True)
    assert "Ja, jag vill bli kursledare" in page.text
    assert not Membership.objects.filter(user__email=NORA.email).exists()


def test_what_waits_for_me_stands_on_the_start_page(client_as, invite, cohort, invitation):
    nora = create_person(email=NORA.email, name="Nora")
    client = client_as(nora)
    page = client.get("/sv/")
    assert "Du är inbjuden till Exempelkommun, hösten 2026" in page.text
    assert "Du har ingen kurs än." not in page.text
    answer = reverse("answer_invitation", args=[invitation.pk])
    assert "Välkommen till" in client.post(answer, follow=True).text
    assert "Välkommen till" in client.post(answer, follow=True).text
    assert nora.memberships.count() == 1


def test_no_thank_you_on_the_start_page(client_as, invitation):
    nora = create_person(email=NORA.email, name="Nora")
    client = client_as(nora)
    client.post(reverse("answer_invitation", args=[invitation.pk]), {"decline": "1"})
    invitation.refresh_from_db()
    assert invitation.state == "declined"
    assert "Du är inbjuden" not in client.get("/sv/").text


def test_what_waits_for_others_is_nobodys_to_take(client_as, sten, invitation):
    assert "Du är inbjuden" not in client_as(sten).get("/sv/").text
    assert client_as(sten).post(reverse("answer_invitation", args=[invitation.pk])).status_code == 404


@pytest.mark.parametrize(
    ("moment", "state"), [("2027-01-14 22:59:59+00:00", "waiting"), ("2027-01-14 23:00:00+00:00", "expired")]
)
def test_it_holds_to_the_end_of_the_day_that_it_names(invitation, client, moment, state):
    """Thirty days after 15 December, in Swedish time."""
    Invitation.objects.update(sent_at=datetime(2026, 12, 15, 8, tzinfo=UTC))
    invitation.refresh_from_db()
    with time_machine.travel(moment, tick=False):
        assert invitation.state == state
        assert ("gäller till och med 14 januari 2027" in client.get(door(invitation)).text) is (state == "waiting")


def test_the_mail_says_what_it_is_about(invite, cohort):
    Cohort.objects.update(starts_on=date(2027, 1, 18))
    cohort.refresh_from_db()
    invite(Guest("nora@example.org", "Nora Ny", language="en"), Guest("kim@example.org"))
    english, swedish = sorted((message.body for message in mail.outbox), key=lambda body: "Hej" in body)
    for words in ("Tove Ek has kept a place for you", "on Gnista", "Course: ", "First day: 18 January 2027"):
        assert words in english
    assert "Tid: ungefär 2 timmar sammanlagt" in swedish
    assert "Första dag: 18 januari 2027" in swedish


def test_one_press_reminds_all_who_have_not_answered(
    client_as, tove, invite, cohort, django_capture_on_commit_callbacks
):
    for number in range(6):
        cohort.invitations.create(email=f"gast{number}@example.org", sent_at=timezone.now() - timedelta(days=20))
    first = dict(zip(["gast0", "gast1", "gast2"], ["accepted_at", "withdrawn_at", "declined_at"], strict=True))
    for name, answer in first.items():
        cohort.invitations.filter(email__startswith=name).update(**{answer: timezone.now()})
    cohort.invitations.filter(email__startswith="gast3").update(sent_at=timezone.now() - timedelta(hours=23))
    cohort.invitations.filter(email__startswith="gast4").update(sent_at=timezone.now() - timedelta(days=40))
    client, url = client_as(tove), reverse("desk:remind", args=[cohort.slug])
    assert "Påminn alla 3 som inte har svarat" in client.get(reverse("desk:people", args=[cohort.slug])).text
    with django_capture_on_commit_callbacks(execute=True):
        assert "2 påminnelser är på väg." in client.post(url, follow=True).text
        assert (
            "Alla som inte har svarat fick ett mejl för mindre än ett dygn sedan." in client.post(url, follow=True).text
        )
    assert sorted(message.to[0] for message in mail.outbox) == ["gast4@example.org", "gast5@example.org"]
    assert all(message.subject.startswith("Påminnelse: Din plats i") for message in mail.outbox)


def test_a_list_costs_no_more_for_more_people(cohort, tove):
    """Each invitation is written, with its earlier link and its mail; what the course is, is asked once."""

    def cost(*guests):
        with CaptureQueriesContext(connection) as queries:
            services.invite(cohort=cohort, by=tove, guests=[Guest(email) for email in guests])
        return len(queries)

    cost("a@example.org")
    assert (cost("b@example.org"), cost("c@example.org", "d@example.org", "e@example.org")) == (12, 14)


# Names --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("email", "name"),
    [
        ("karin+kurs@example.org", "Karin"),
        ("karin.ek@example.org", "Karin Ek"),
        ("anna-maria_ek@example.org", "Anna Maria Ek"),
        ("+kurs@example.org", "+kurs@example.org"),
    ],
)
def test_a_name_is_guessed_from_an_address(cohort, email, name):
    invitation = cohort.invitations.create(email=email)
    assert services.account_of_invitation(invitation=invitation).name == name


def test_she_is_asked_for_her_name_once(client_as, cohort):
    karin = services.account_of_invitation(invitation=cohort.invitations.create(email="karin+kurs@example.org"))
    client = client_as(karin)
    assert "Vad heter du?" in client.get("/sv/").text
    for wrong in ("", " ", "x" * 151):
        assert client.post(reverse("name"), {"name": wrong}).status_code == 422
    client.post(reverse("name"), {"name": "Karin Öst <b>"})
    karin.refresh_from_db()
    assert (karin.name, karin.has_chosen_name) == ("Karin Öst <b>", True)
    page = client.get("/sv/").text
    assert "Vad heter du?" not in page
    assert "<b>" not in page.split("<main")[1].split("</header>")[0] or "Öst <b>" not in page


def test_a_trainer_mends_a_name_until_its_owner_has_said_it(client_as, tove, cohort):
    karin = services.account_of_invitation(invitation=cohort.invitations.create(email="karin+kurs@example.org"))
    place = services.join(cohort=cohort, user=karin, role="coach")
    client, url = client_as(tove), reverse("desk:person", args=[cohort.slug, place.pk])
    assert client.post(url, {"do": "name", "name": ""}).status_code == 422
    client.post(url, {"do": "name", "name": "Karin Ek"})
    karin.refresh_from_db()
    assert (karin.name, karin.has_chosen_name) == ("Karin Ek", False)
    assert karin.account_events.get().kind == "named"
    client_as(karin).post(reverse("profile"), {"name": "Karin Ek", "unit": "", "language": "sv"})
    assert "inte bekräftat namnet" not in client.get(url).text
    refused = client.post(url, {"do": "name", "name": "Någon"}, follow=True)
    assert "Personen har själv skrivit sitt namn" in refused.text
    karin.refresh_from_db()
    assert karin.name == "Karin Ek"
