"""Mail that comes in."""

import io
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.management import call_command

from tests.discussions.writing import begin


@pytest.fixture
def takes_answers(settings):
    """Answers by mail are set up."""
    settings.REPLY_MAIL_DOMAIN = "svar.example.org"


@pytest.fixture
def opening(cohort, alva):
    return begin(cohort, alva, source="Hur gör ni? @Bo Lind")


@pytest.fixture
def receive(takes_answers, monkeypatch, capsys, django_capture_on_commit_callbacks):
    """Hand a mail over as a mail server does; what is said of it in the log."""

    def hand_over(raw):
        mail.outbox.clear()
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
        with django_capture_on_commit_callbacks(execute=True):
            call_command("receive_mail")
        return capsys.readouterr().err.strip().partition(" ")[2].partition(" ")[2]

    return hand_over
