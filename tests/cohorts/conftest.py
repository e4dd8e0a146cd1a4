import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from cohorts import services
from cohorts.addresses import Guest
from cohorts.models import Invitation
from cohorts.services import set_pace
from tests.conftest import page_of

NORA = Guest("nora@example.org", "Nora Ny", "inspirer", "Skolan")


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def at():
    """A week from now, at a whole hour."""
    return timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=7)


@pytest.fixture
def opens_later(cohort, second, today):
    """The whole course is shut until a week from now; the second module a week later."""

    everything = [page_of("T1").translation_key, second.translation_key]

    def decide(**facts):
        given = {
            "starts_on": today + timedelta(days=7),
            "skipped_weeks": [],
            "modules": everything,
            "dated": {},
            "closed": [],
        }
        return set_pace(cohort=cohort, **given | facts)

    return decide


@pytest.fixture
def invite(cohort, tove, django_capture_on_commit_callbacks):
    def send(*guests):
        with django_capture_on_commit_callbacks(execute=True):
            return services.invite(cohort=cohort, by=tove, guests=guests)

    return send


@pytest.fixture
def invitation(invite, cohort) -> Invitation:
    invite(NORA)
    return cohort.invitations.get()


def door(invitation):
    """The address in the latest mail of an invitation."""
    texts = [message.body for message in mail.outbox if message.to == [invitation.email]]
    links = [link for text in texts for link in re.findall(r"http://[^/\s]+(/\S+/inbjudan/\S+)", text)]
    return links[-1]


def code_of(message):
    return re.search(r"\b[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}\b", message.body).group()
