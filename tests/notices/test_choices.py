"""The page where people choose how much mail they get."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from notices.models import Bounce, MailChoice
from notices.queries import mail_choice
from notices.services import note_bounce


def page_url(language="sv"):
    with override(language):
        return reverse("mail_choice")


def test_its_address_is_in_the_readers_language():
    assert (page_url("sv"), page_url("en")) == ("/sv/notiser/mejl/", "/en/notices/mail/")


def test_who_has_chosen_nothing_gets_what_holds_for_everybody(client_as, alva):
    page = client_as(alva).get(page_url())
    assert (page.context["form"]["digest"].value(), page.context["form"]["at_once"].value()) == ("weekly", True)
    assert not MailChoice.objects.exists()


def test_a_choice_is_kept(client_as, alva, bo):
    client = client_as(alva)
    for _time in range(2):
        page = client.post(page_url(), {"digest": "daily"}, follow=True)
        assert "Ditt val är sparat." in page.text
    assert (mail_choice(alva).digest, mail_choice(alva).at_once) == ("daily", False)
    assert (mail_choice(bo).digest, mail_choice(bo).at_once) == ("weekly", True)
    client.post(page_url(), {"digest": "none", "at_once": "on"})
    assert (mail_choice(alva).digest, mail_choice(alva).at_once) == ("none", True)


@pytest.mark.parametrize("digest", ["", "hourly", "x" * 3000, "<b>", "🙂"])
def test_nonsense_is_said_beside_the_question(client_as, alva, digest):
    page = client_as(alva).post(page_url(), {"digest": digest, "at_once": "on"})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["digest"]
    assert not MailChoice.objects.exists()


def test_ways_lead_there(client_as, alva):
    client = client_as(alva)
    for name in ("notices", "profile"):
        with override("sv"):
            address = reverse(name)
        assert f'href="{page_url()}"' in client.get(address).text


def test_an_address_that_takes_no_mail_is_said_in_words_and_tried_again(client_as, alva, bo):
    note_bounce(address=bo.email, reason="")
    client = client_as(alva)
    assert "kommer inte fram" not in client.get(page_url()).text
    note_bounce(address=alva.email.upper(), reason="550 <b>User</b> unknown")
    page = client.get(page_url())
    assert "Mejl till dig kommer inte fram." in page.text
    assert "550 &lt;b&gt;User&lt;/b&gt; unknown" in page.text
    page = client.post(page_url(), {"try_again": "1"}, follow=True)
    assert "Vi provar din adress igen med nästa mejl." in page.text
    assert "kommer inte fram" not in page.text
    assert list(Bounce.objects.values_list("address", flat=True)) == [bo.email]
    assert not MailChoice.objects.exists()


@pytest.mark.parametrize("bounces", [1, 3])
def test_the_page_costs_the_same(client_as, alva, bounces):
    for number in range(bounces):
        note_bounce(address=f"b{number}@example.org", reason="")
    client = client_as(alva)
    client.get(page_url())
    with CaptureQueriesContext(connection) as captured:
        client.get(page_url())
    assert len(captured) == 4
