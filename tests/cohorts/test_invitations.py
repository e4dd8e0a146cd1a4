"""From a pasted address to a place in the cohort, and what stands in the way of everybody else."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.services import create_person
from cohorts import services
from cohorts.addresses import Guest
from cohorts.models import Cohort, Invitation, Membership
from cohorts.services import end_cohort
from tests.cohorts.conftest import NORA, code_of, door
from tests.conftest import link_of
from tests.guests import rows
from tests.odd import naughty_strings


def test_from_the_mail_to_the_first_page(client, invitation, at_once):
    link = re.search(r"http://\S+/sv/inbjudan/\S+", mail.outbox[0].body).group()
    page = client.get(link)
    assert "Platsen är för nora@example.org." in page.text
    assert not User.objects.filter(email=NORA.email).exists()
    confirm = client.post(link)
    assert mail.outbox[1].to == [NORA.email]
    welcome = client.post(confirm.url, {"code": code_of(mail.outbox[1])}, follow=True)
    assert "Välkommen till Exempelkommun, hösten 2026." in welcome.text
    place = Membership.objects.get(user__email=NORA.email)
    assert (place.role, place.user.name, place.user.unit) == ("inspirer", "Nora Ny", "Skolan")
    assert client.get(door(invitation)).url == "/"


def test_the_code_leads_back_to_the_invitation(client, invitation, at_once):
    confirm = client.post(door(invitation))
    signed_in = client.post(confirm.url, {"code": code_of(mail.outbox[1]), "next": door(invitation)})
    assert signed_in.url == door(invitation)


def test_an_account_that_is_there_is_used(client_as, invitation, cohort):
    nora = create_person(email="NORA@example.org", name="Nora Känd")
    client_as(nora).post(door(invitation))
    assert Membership.objects.get(cohort=cohort, user=nora).role == "inspirer"
    assert User.objects.filter(email__iexact=NORA.email).count() == 1


def test_a_forwarded_link_opens_nothing_for_another(client_as, client, sten, invitation):
    page = client_as(sten).get(door(invitation))
    assert "Du är inloggad som sten@example.org" in page.text
    assert client_as(sten).post(door(invitation)).status_code == 409
    client.post(door(invitation))
    assert all(message.to == [NORA.email] for message in mail.outbox)
    assert not Membership.objects.filter(user=sten, cohort=invitation.cohort).exists()


@pytest.mark.parametrize("how", ["used", "expired", "withdrawn"])
def test_a_link_that_works_no_more_explains_itself(client, invitation, how):
    now = timezone.now()
    changes = {"used": {"accepted_at": now}, "expired": {"sent_at": now - timedelta(days=31)}}
    Invitation.objects.update(**changes.get(how, {"withdrawn_at": now}))
    for response in (client.get(door(invitation)), client.post(door(invitation))):
        told = {"used": "är använd", "expired": "har gått ut", "withdrawn": "är återtagen"}
        assert told[how] in response.text
    assert not User.objects.filter(email=NORA.email).exists()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("token", ["x", "å", "a" * 500, "%00", "{{7}}"])
def test_odd_links_are_404(client, db, token):
    assert client.get(f"/sv/inbjudan/{token}/").status_code == 404


def test_it_is_safe_to_send_again(invite, alva, cohort):
    first = invite(NORA, Guest("ALVA@example.org"), Guest("ny@example.org"))
    assert [one.email for one in first.invited] == ["nora@example.org", "ny@example.org"]
    again = invite(NORA, Guest("Nora@Example.org"), Guest("ALVA@example.org"))
    assert ([one.email for one in again.waiting], len(again.already_in), again.invited) == (
        ["nora@example.org", "Nora@Example.org"],
        1,
        [],
    )
    assert len(mail.outbox) == 2


def test_a_new_link_ends_the_old_one(client_as, client, tove, invitation, cohort, django_capture_on_commit_callbacks):
    old = door(invitation)
    services.withdraw_invitation(invitation=invitation)
    with django_capture_on_commit_callbacks(execute=True):
        client_as(tove).post(reverse("desk:renew", args=[cohort.slug, invitation.pk]))
    for response in (client.get(old), client.post(old)):
        assert "Det finns en nyare länk" in response.text
    assert "Platsen är för" in client.get(door(invitation)).text


def test_who_has_joined_is_not_thrown_out_by_taking_back(client_as, tove, invitation, cohort):
    services.accept_invitation(invitation=invitation, user=create_person(email=NORA.email, name="Nora"))
    url = reverse("desk:withdraw", args=[cohort.slug, invitation.pk])
    assert client_as(tove).post(url).status_code == 404
    invitation.refresh_from_db()
    assert services.withdraw_invitation(invitation=invitation).state == "accepted"


def test_the_database_holds_no_link(invitation):
    token = door(invitation).strip("/").split("/")[-1]
    assert token not in str(Invitation.objects.filter(pk=invitation.pk).values())
    assert Invitation.objects.of_link(token).get() == invitation
    assert not Invitation.objects.of_link(invitation.digest).exists()


def test_a_cohort_that_has_ended_takes_nobody_in(client, client_as, tove, invitation, cohort):
    end_cohort(cohort=cohort, today=timezone.localdate())
    nora = create_person(email=NORA.email, name="Nora")
    for response in (client.get(door(invitation)), client_as(nora).post(door(invitation))):
        assert "Kohorten är avslutad" in response.text
    with pytest.raises(services.NotOpen):
        services.accept_invitation(invitation=invitation, user=nora)
    trainer, sent = client_as(tove), len(mail.outbox)
    trainer.post(reverse("desk:renew", args=[cohort.slug, invitation.pk]))
    people = reverse("desk:people", args=[cohort.slug])
    page = trainer.post(people, rows("ny@example.org"), follow=True)
    assert "Kohorten är avslutad" in page.text
    assert (len(mail.outbox), cohort.invitations.count()) == (sent, 1)


def test_accepting_twice_is_one_place(invitation):
    nora = create_person(email=NORA.email, name="Nora")
    assert services.accept_invitation(invitation=invitation, user=nora) == services.accept_invitation(
        invitation=invitation, user=nora
    )


def test_the_mail_is_in_the_language_of_its_sender_and_takes_odd_names(invite, tove, cohort):
    cohort.name = tove.name = 'Å <b>"\r\nBcc: x@example.org\u202e' + "x" * 90
    Cohort.objects.update(name=cohort.name)
    tove.language = "en"
    invite(*(Guest(f"a{number}@example.org", text[:150]) for number, text in enumerate(naughty_strings()[::20])))
    assert len(mail.outbox) > 20
    for message in mail.outbox:
        assert "\n" not in message.subject
        assert message.subject.startswith("Your place in")
        assert not message.bcc
        page = message.alternatives[0].content
        assert "<b>" not in page
        assert "/en/invitation/" in message.body
        assert message.message().as_bytes()


# The trainer's page -------------------------------------------------------------------------------------


def test_a_trainer_sees_what_was_understood_before_anything_is_sent(client_as, tove, cohort):
    trainer, url = client_as(tove), reverse("desk:people", args=[cohort.slug])
    form = {"addresses": "Nora Ny <nora@example.org>, Kim\nalva@example.org"}
    page = trainer.post(url, form)
    for words in (
        "2 att bjuda in",
        'value="Nora Ny"',
        'value="nora@example.org"',
        "rad 1: Kim",
        "redan med i kohorten",
    ):
        assert words in page.text
    assert not Invitation.objects.exists()
    page = trainer.post(url, rows(NORA, "alva@example.org"), follow=True)
    assert "1 inbjudan är på väg." in page.text
    assert "Redan med i kohorten: alva@example.org." in page.text
    assert "nora@example.org" in trainer.get(url).text


@pytest.mark.parametrize("addresses", ["", " ", "x" * 100_001])
def test_nothing_to_read_is_told(client_as, tove, cohort, addresses):
    response = client_as(tove).post(reverse("desk:people", args=[cohort.slug]), {"addresses": addresses, "send": ""})
    assert response.status_code == 422
    assert not Invitation.objects.exists()


def test_the_demo_door_is_shut_outside_development(invitation, settings, at_once):
    settings.DEMO_ALLOWED = False
    client = Client()
    confirm = client.post(door(invitation))
    response = client.post(confirm.url, {"code": code_of(mail.outbox[-1])})
    assert "_auth_user_id" not in client.session, response


def test_another_confirmed_address_of_hers_leads_to_her_own_account(client_as, cohort, alva, other_cohort):
    EmailAddress.objects.create(user=alva, email="alva.hemma@example.org", verified=True)
    invitation = other_cohort.invitations.create(email="Alva.Hemma@example.org")
    assert services.account_of_invitation(invitation=invitation) == alva
    link = reverse("invitation", args=[link_of(invitation)])
    assert "Ta platsen" in client_as(alva).get(link).text
    client_as(alva).post(link)
    assert Membership.objects.filter(cohort=other_cohort, user=alva, left_at=None).exists()


def test_an_address_that_is_not_confirmed_leads_to_nobodys_account(alva, sten, other_cohort):
    EmailAddress.objects.create(user=sten, email="nora@example.org", verified=False)
    invitation = other_cohort.invitations.create(email="nora@example.org")
    with pytest.raises(services.NotForYou):
        services.accept_invitation(invitation=invitation, user=sten)


def test_two_presses_at_once_make_one_account(invitation, monkeypatch):
    """As when the other press makes it between the look and the making."""
    nora = create_person(email=NORA.email, name="Nora")
    looks = iter([None, nora])
    monkeypatch.setattr("cohorts.services.door.person_at", lambda email: next(looks))
    assert services.account_of_invitation(invitation=invitation) == nora


def test_an_address_that_was_stored_with_capitals_is_found(cohort, invitation):
    nora = create_person(email=NORA.email, name="Nora")
    User.objects.filter(pk=nora.pk).update(email="Nora@Example.org")
    assert services.account_of_invitation(invitation=invitation) == nora
    nora.refresh_from_db()
    assert services.accept_invitation(invitation=invitation, user=nora).user == nora
