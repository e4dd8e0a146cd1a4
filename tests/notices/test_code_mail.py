"""What allauth sends goes the way of all mail: no request waits for a mail server, and codes go first."""

import re
import socket
import threading
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import allauth
import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from notices.adapter import CODES, HAPPENED
from notices.queries import mail_is_late
from notices.services import write_mail
from notices.tasks import AHEAD, send_mail

PREFIXES = sorted(
    path.name.removesuffix("_subject.txt")
    for room in ("account", "mfa")
    for path in (Path(allauth.__file__).parent / "templates" / room / "email").glob("*_subject.txt")
)
PEOPLE = ("alva", "bo", "tove", "sten", "maja")
# Signing up by a link to a new password, which this site does not do.
UNUSED = {"password_reset_key"}


@pytest.fixture
def queue(settings, monkeypatch):
    """Mail waits in the database, as on a real server."""
    backend = DatabaseBackend("mail", {})
    monkeypatch.setattr(type(send_mail), "get_backend", lambda task: backend)
    monkeypatch.setattr(type(send_mail), "enqueue", lambda task, **facts: backend.enqueue(task, (), facts))
    return DBTaskResult.objects.order_by("enqueued_at")


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """What a press sends, once it is in the database."""

    def send(client, address, fields):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, fields)

    return send


def press(email="alva@example.org"):
    return Client().post("/accounts/login/code/", {"email": email})


def facts(row):
    return row.args_kwargs["kwargs"]


@pytest.mark.parametrize("name", [prefix for prefix in PREFIXES if prefix not in UNUSED])
def test_every_mail_of_allauth_has_words_of_ours(name):
    assert name in {*CODES, *HAPPENED, "unknown_account"}


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "Din kod för att logga in"), ("en", "Your code for signing in")]
)
def test_a_code_speaks_with_the_voice_of_the_product(client, sent, alva, language, words):
    client.get(f"/{language}/")
    sent(client, "/accounts/login/code/", {"email": alva.email})
    [letter] = mail.outbox
    code = re.search(r"\b[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}\b", letter.body).group()
    assert letter.subject == f"{words}: {code}"
    page = letter.alternatives[0].content
    for text in (letter.body, page):
        assert code in text
        assert "15 minut" in text
        assert "example.com" not in text
        assert "Hej från" not in text
    assert f'<html lang="{language}">' in page


def test_an_address_without_an_account_is_told_so_and_led_nowhere(client, sent, db):
    client.get("/sv/")
    sent(client, "/accounts/login/code/", {"email": "ingen@example.org"})
    [letter] = mail.outbox
    assert "inget konto" in letter.body
    assert "signup" not in letter.body


def test_the_page_says_that_it_is_on_its_way(client, alva):
    client.get("/sv/")
    page = client.post("/accounts/login/code/", {"email": alva.email}, follow=True).text
    assert "En kod är på väg till alva@example.org" in page
    assert "skickat" not in page


def test_a_new_code_can_be_sent(client, sent, alva):
    sent(client, "/accounts/login/code/", {"email": alva.email})
    sent(client, "/accounts/login/code/confirm/", {"action": "resend"})
    first, second = (letter.body.split()[0] for letter in mail.outbox)
    assert first != second
    assert client.post("/accounts/login/code/confirm/", {"code": second}).status_code == 302
    assert client.get("/sv/mitt/").status_code == 200


def test_codes_go_before_everything_else(queue, alva):
    for number in range(3):
        write_mail(to="bo@example.org", language="sv", template="unknown", context={"n": number})
    assert press().status_code == 302
    first = DBTaskResult.objects.ready().first()
    assert facts(first)["to"] == alva.email
    assert first.priority == AHEAD


def test_a_code_that_works_no_longer_is_not_sent(queue, alva):
    press()
    row = queue.get()
    with time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=1)):
        send_mail.func(**facts(row))
    assert mail.outbox == []
    send_mail.func(**facts(row))
    assert len(mail.outbox) == 1


class Silent:
    """A mail server that accepts and says nothing."""

    def __init__(self):
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.socket.listen(50)
        self.port = self.socket.getsockname()[1]
        self.taken = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                self.taken.append(self.socket.accept())
            except OSError:
                return

    def close(self):
        self.socket.close()


def smtp(settings, port):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port


def test_a_mail_server_that_stays_silent_holds_no_page(queue, settings, alva):
    with closing(Silent()) as server:
        smtp(settings, server.port)
        began = time.monotonic()
        assert {press(f"{name}@example.org").status_code for name in PEOPLE} == {302}
        assert Client().get("/sv/").status_code == 200
        assert time.monotonic() - began < 5
        assert server.taken == []
        settings.EMAIL_TIMEOUT = 0.2
        send_mail.func(**facts(queue.first()))
        assert len(server.taken) == 1
    assert queue.last().run_after > timezone.now()


def test_one_that_refuses_makes_no_error_and_gets_it_later(queue, settings, alva, monkeypatch):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = free.getsockname()[1]
    smtp(settings, closed)
    assert press().status_code == 302
    before = timezone.now()
    send_mail.func(**facts(queue.get()))
    again = queue.last()
    # Soon: somebody waits for it.
    assert timedelta(0) < again.run_after - before < timedelta(minutes=1)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send_mail.func(**facts(again))
    assert [letter.to for letter in mail.outbox] == [[alva.email]]


def test_the_settings_give_a_mail_server_ten_seconds(settings):
    assert settings.EMAIL_TIMEOUT == 10


def test_what_watches_is_told_how_long_mail_waits(queue, client, alva):
    now = timezone.now()
    assert mail_is_late(now) == timedelta(0)
    press()
    with time_machine.travel(now + timedelta(minutes=3)):
        told = client.get("/readyz").json()
    assert "mail" in told["degraded"]
    assert 170 < told["oldest_mail_waits_seconds"] < 190
    later = send_mail.using(run_after=now + timedelta(minutes=10))
    DBTaskResult.objects.all().delete()
    later.enqueue(to="a@example.org", subject="S", text="T", html="<p>T</p>")
    with time_machine.travel(now + timedelta(minutes=9)):
        assert client.get("/readyz").json()["oldest_mail_waits_seconds"] == 0


def test_and_whether_what_is_due_is_done(client, db):
    from home.services import tick

    assert "upkeep" in client.get("/readyz").json()["degraded"]
    tick(now=timezone.now())
    assert "upkeep" not in client.get("/readyz").json()["degraded"]
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert "upkeep" in client.get("/readyz").json()["degraded"]
