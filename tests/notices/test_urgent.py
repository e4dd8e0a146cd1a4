"""What is mailed at once: to whom, once, in her language, and with a way to stop it."""

import pytest
from django.core import mail
from django.db import transaction

from accounts.models import User
from notices import services
from notices.events import Event
from notices.models import Notice
from notices.services import choose_mail, note_bounce, tell, withdraw_notices
from notices.tasks import mail_notices
from tests.notices.telling import tell_one

Kind = Notice.Kind


@pytest.fixture
def told(alva, bo, django_capture_on_commit_callbacks):
    """Tell Alva of something that Bo did, with all that follows when it is in the database."""

    # A key of no post: what a board would say of one is told where boards are tested.
    def tell_alva(kind=Kind.MENTION, key="share:1", subject="Hur gick det?", **facts):
        alva.refresh_from_db()
        with django_capture_on_commit_callbacks(execute=True):
            place = {"path": "/post/7/", "place": "Kohorten"}
            return tell_one(alva, bo, kind=kind, key=key, subject=subject, **place, **facts)

    return tell_alva


@pytest.mark.parametrize("kind", Kind)
def test_four_kinds_are_urgent(told, kind):
    notice = told(kind)
    assert len(mail.outbox) == (kind in {Kind.MENTION, Kind.ANSWER, Kind.ANNOUNCEMENT, Kind.READER})
    assert (notice.mailed_at is not None) == (len(mail.outbox) == 1)


def test_it_says_who_what_where_and_leads_there(told, alva):
    told()
    [message] = mail.outbox
    assert message.to == ["alva@example.org"]
    assert message.subject == "Bo nämnde dig · Kohorten"
    page = message.alternatives[0].content
    for body in (message.body, page):
        assert "Bo nämnde dig" in body
        assert "Kohorten" in body
        assert "Hur gick det?" in body
        assert "http://127.0.0.1:8000/post/7/" in body
        assert "http://127.0.0.1:8000/sv/notiser/mejl/" in body
    assert '<html lang="sv">' in page


def test_it_is_in_the_readers_language(told, alva):
    User.objects.filter(pk=alva.pk).update(language="en")
    told(Kind.ANSWER)
    [message] = mail.outbox
    assert message.subject == "Bo answered what you asked · Kohorten"
    assert "http://127.0.0.1:8000/en/notices/mail/" in message.body
    assert '<html lang="en">' in message.alternatives[0].content


def test_an_anonymous_actor_is_named_nowhere_in_it(told, bo):
    # Two letters may stand in the token that stops mail: a long name is found only where somebody is named.
    bo.name = "Bonifatius Ek"
    bo.save()
    told(Kind.ANSWER, is_anonymous=True)
    [message] = mail.outbox
    assert message.subject == "Någon i kohorten svarade på det du frågade · Kohorten"
    for text in (message.message().as_string(), message.body, message.alternatives[0].content):
        assert "Bonifatius" not in text


def test_a_mail_program_gets_its_button(told):
    told()
    headers = mail.outbox[0].message()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].startswith("<http://127.0.0.1:8000/mail/stop/at_once.")
    assert headers["List-Unsubscribe"].endswith("/>")
    assert headers["Auto-Submitted"] == "auto-generated"


def test_an_event_is_mailed_once(told, alva):
    first = told().mailed_at
    assert told().mailed_at == first
    choose_mail(user=alva, at_once=False)
    told(key="share:2")
    choose_mail(user=alva, at_once=True)
    told(key="share:2")
    assert len(mail.outbox) == 1


def test_who_does_not_want_it_gets_a_notice_alone(told, alva):
    choose_mail(user=alva, at_once=False)
    assert told().mailed_at is None
    assert mail.outbox == []


@pytest.mark.parametrize("address", ["alva@example.org", "ALVA@example.org"])
def test_an_address_that_takes_no_mail_is_left_alone(told, address):
    note_bounce(address=address, reason="")
    assert told().mailed_at is None
    assert mail.outbox == []


def test_who_has_no_account_any_more_gets_no_mail(told, alva):
    User.objects.filter(pk=alva.pk).update(is_active=False)
    assert told().mailed_at is None


def test_what_did_not_happen_is_not_mailed(alva, bo, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        tell_one(alva, bo, kind=Kind.MENTION)
        transaction.set_rollback(True)
    assert (mail.outbox, Notice.objects.count()) == ([], 0)


def test_what_is_taken_back_before_the_worker_comes_is_not_mailed(alva, bo):
    notice = tell_one(alva, bo, kind=Kind.MENTION, key="share:1")
    withdraw_notices(keys=["share:1"])
    mail_notices.func([notice.pk])
    assert mail.outbox == []


def test_an_announcement_reaches_each_in_her_language(alva, bo, tove, django_capture_on_commit_callbacks):
    User.objects.filter(pk=bo.pk).update(language="en")
    crowd = User.objects.filter(pk__in=[alva.pk, bo.pk, tove.pk])
    with django_capture_on_commit_callbacks(execute=True):
        event = Event(actor=tove, kind=Kind.ANNOUNCEMENT, key="a:1", subject="Vi ses", path="/")
        tell(event=event, to=crowd)
    assert [(message.to[0], message.subject) for message in mail.outbox] == [
        ("alva@example.org", "Tove har något att meddela"),
        ("bo@example.org", "Tove has an announcement"),
    ]


@pytest.mark.parametrize("name", ["Bo\r\nBcc: x@example.org", "\u202eoB", "<b>Bo</b>", "å" * 150, "שלום\n🙂"])
@pytest.mark.parametrize("subject", ["", "x\r\nTo: y@example.org\r\n\r\nHej", "<script>1</script>" * 30, "\u202e\0"])
def test_hostile_names_and_texts_break_no_mail(told, bo, name, subject):
    User.objects.filter(pk=bo.pk).update(name=name)
    bo.refresh_from_db()
    told(subject=subject)
    [message] = mail.outbox
    assert "\n" not in message.subject
    assert len(message.subject) <= 150
    sent = message.message()
    assert (sent.get_all("To"), sent.get_all("Bcc")) == (["alva@example.org"], None)
    page = message.alternatives[0].content
    assert "<script>" not in page
    assert "<b>Bo" not in page
    assert "\u202e" not in message.subject + message.body + page


def test_one_mail_that_cannot_be_written_keeps_no_other_back(
    alva, bo, tove, django_capture_on_commit_callbacks, monkeypatch
):
    """It is left to the next digest."""
    write = services.letter_of

    def fail_for_alva(*, notice):
        if notice.recipient == alva:
            raise RuntimeError("Something broke.")
        return write(notice=notice)

    monkeypatch.setattr(services, "letter_of", fail_for_alva)
    with django_capture_on_commit_callbacks(execute=True):
        event = Event(actor=tove, kind=Kind.ANNOUNCEMENT, key="share:1", subject="S", path="/post/1/")
        tell(event=event, to=[alva, bo])
    assert [message.to for message in mail.outbox] == [[bo.email]]
    mailed = dict(Notice.objects.values_list("recipient__email", "mailed_at"))
    assert mailed[alva.email] is None
    assert mailed[bo.email] is not None
