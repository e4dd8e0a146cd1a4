"""Answering by mail: who is heard, and what is posted where."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import OperationalError

from accounts.models import User
from discussions.management.commands import receive_mail
from discussions.reply_addresses import read_addresses, reply_address
from discussions.services import lock
from notices.models import Notice
from tests.discussions.writing import announce, answers, begin, letter, say, send

pytestmark = pytest.mark.usefixtures("takes_answers")


def test_an_answer_is_posted_below_what_it_answers(receive, opening, alva, bo):
    assert Notice.objects.get(recipient=bo, key=opening.event).read_at is None
    assert receive(letter(bo, opening)) == "posted"
    assert answers(opening) == [("bo@example.org", "Så här gör vi.")]
    assert Notice.objects.get(recipient=bo, key=opening.event).read_at is not None
    assert [notice.kind for notice in Notice.objects.filter(recipient=alva)] == ["reply"]
    assert [one for one in mail.outbox if one.to == [bo.email]] == []


def test_an_answer_to_an_answer_joins_its_row(receive, opening, alva, bo):
    first = say(opening.thread, bo, "Så.", parent=opening)
    assert receive(letter(alva, first, "Tack!")) == "posted"
    assert answers(opening) == [("bo@example.org", "Så."), ("alva@example.org", "Tack!")]


def test_the_mail_of_a_notice_carries_the_address(cohort, alva, tove, receive):
    post = announce(cohort, tove)
    [sent] = send(alva)
    address = sent.message()["Reply-To"]
    assert sent.body.endswith("Svara på mejlet, så hamnar dina ord i tråden.\n")
    assert len(address.split("@")[0]) == 58
    assert receive(letter(alva, post, "Jag kommer.", to=address)) == "posted"
    assert answers(post) == [("alva@example.org", "Jag kommer.")]


def test_where_nothing_is_set_up_no_mail_carries_one_and_none_is_taken(settings, cohort, alva, tove, receive):
    post = announce(cohort, tove)
    raw = letter(alva, post)
    settings.REPLY_MAIL_DOMAIN = ""
    [sent] = send(alva)
    assert "Reply-To" not in sent.message()
    assert "Det går inte att svara på det här mejlet." in sent.body
    assert receive(raw) == "ignored: not sent to an address for answers"


@pytest.mark.parametrize("how", ["locked", "write first"])
def test_where_she_cannot_write_no_mail_carries_one(cohort, alva, bo, tove, how):
    thread = begin(cohort, tove, is_write_first=how == "write first").thread
    say(thread, bo, "Hej @Alva Berg")
    if how == "locked":
        lock(thread=thread, is_locked=True)
    [sent] = send(alva, kind="mention")
    assert "Reply-To" not in sent.message()


# The same mail, and other addresses ------------------------------------------------------------------


def test_a_mail_that_comes_twice_is_posted_once(receive, opening, bo):
    raw = letter(bo, opening)
    assert [receive(raw) for _time in range(3)] == ["posted", "ignored: posted already", "ignored: posted already"]
    assert receive(raw.replace(b"Hej", b"Annat")) == "ignored: posted already"
    assert receive(letter(bo, opening, Message_ID="<2@example.org>")) == "posted"
    assert len(answers(opening)) == 2


def test_without_a_number_the_same_mail_is_known_by_its_words(receive, opening, bo):
    raw = letter(bo, opening, Message_ID=None)
    assert [receive(raw) for _time in range(2)] == ["posted", "ignored: posted already"]
    assert receive(raw + b"x") == "posted"


@pytest.mark.parametrize("change", [str.upper, str.title, str.swapcase])
def test_servers_may_change_capitals(receive, opening, bo, change):
    to = reply_address(person=bo.pk, thread=opening.thread_id, post=opening.pk)
    assert to == to.lower()
    assert receive(letter(bo, opening, to=f"Gnista <{change(to)}>")) == "posted"


@pytest.mark.parametrize("field", ["Cc", "Delivered_To", "X_Original_To"])
def test_the_address_may_stand_in_another_field(receive, opening, bo, field):
    to = reply_address(person=bo.pk, thread=opening.thread_id, post=opening.pk)
    assert receive(letter(bo, opening, to="x@example.org, y@example.org", **{field: to})) == "posted"


@pytest.mark.parametrize("at", range(6, 58, 3))
def test_no_letter_of_an_address_can_be_changed(opening, bo, at):
    to = reply_address(person=bo.pk, thread=opening.thread_id, post=opening.pk)
    assert read_addresses(to).post == opening.pk
    assert read_addresses(to[:at] + ("a" if to[at] != "a" else "b") + to[at + 1 :]) is None


@pytest.mark.parametrize("to", ["", "reply+@svar.example.org", "x@y", "reply+" + "a" * 52 + "@svar.example.org"])
def test_what_is_no_address_of_ours_is_ignored(receive, opening, bo, to):
    assert receive(letter(bo, opening, to=to or " ")) == "ignored: not sent to an address for answers"
    assert (answers(opening), mail.outbox) == ([], [])


def test_of_another_domain_neither(receive, opening, bo):
    to = reply_address(person=bo.pk, thread=opening.thread_id, post=opening.pk).replace("svar.", "svar2.")
    assert receive(letter(bo, opening, to=to)) == "ignored: not sent to an address for answers"


def test_an_address_holds_when_the_key_is_new(settings, opening, bo):
    to = reply_address(person=bo.pk, thread=opening.thread_id, post=opening.pk)
    # What signs with the key of now is made when the product starts.
    assert read_addresses(to) is not None
    assert settings.SECRET_KEY.encode().hex() not in to


# Who is heard ----------------------------------------------------------------------------------------

UNHEARD = "ignored: not from the person whose address for answers it is"


@pytest.mark.parametrize(
    "sender",
    [
        None,
        "",
        "alva@example.org",
        "sten@example.org",
        "bo@example.org, alva@example.org",
        "Bo <bo@example.org>, x@example.org",
        '"bo@example.org" <x@example.org>',
        "bo@example.org <x@example.org>",
        "<bo@example.org> <x@example.org>",
        "bo@example.org\nFrom: alva@example.org",
        "bo@example.org.evil.example",
        "Bo",
        "(" * 5000,
    ],
)
def test_who_is_not_the_person_of_the_address_is_told_nothing(receive, opening, bo, sender):
    assert receive(letter(bo, opening, From=sender)) == UNHEARD
    assert (answers(opening), mail.outbox) == ([], [])


@pytest.mark.parametrize(
    "sender", ["BO@Example.org", '"Lind, Bo" <bo@example.org>', "bo@example.org (Bo)", "<bo@example.org>"]
)
def test_her_address_may_be_written_in_any_way(receive, opening, bo, sender):
    assert receive(letter(bo, opening, From=sender)) == "posted"


@pytest.mark.parametrize(("verified", "said"), [(True, "posted"), (False, UNHEARD)])
def test_another_address_of_hers_is_heard_when_it_is_confirmed(receive, opening, bo, verified, said):
    EmailAddress.objects.create(user=bo, email="bo.lind@example.org", verified=verified)
    assert receive(letter(bo, opening, From="bo.lind@example.org")) == said


def test_the_address_of_another_person_is_of_no_use(receive, opening, bo, tove):
    to = reply_address(person=bo.pk, thread=opening.thread_id, post=opening.pk)
    assert receive(letter(tove, opening, to=to)) == UNHEARD


def test_whose_account_rests_is_not_heard(receive, opening, bo):
    User.objects.filter(pk=bo.pk).update(is_active=False)
    assert receive(letter(bo, opening)) == UNHEARD


@pytest.mark.parametrize(
    "fields",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "Auto-Generated (x)"},
        {"Precedence": "bulk"},
        {"Precedence": "Auto_Reply"},
        {"Return_Path": "<>"},
        {"X_Autoreply": "yes"},
        {"List_Id": "<x.example.org>"},
        {"Content_Type": 'multipart/report; report-type=delivery-status; boundary="x"'},
    ],
)
def test_what_a_machine_wrote_is_ignored(receive, opening, bo, fields):
    assert receive(letter(bo, opening, **fields)) == "ignored: written by a machine"
    assert (answers(opening), mail.outbox) == ([], [])


@pytest.mark.parametrize("fields", [{"Auto_Submitted": "no"}, {"Return_Path": "<bo@example.org>"}])
def test_what_says_that_a_person_wrote_it_is_heard(receive, opening, bo, fields):
    assert receive(letter(bo, opening, **fields)) == "posted"


# Whatever happens ------------------------------------------------------------------------------------


def test_an_error_goes_back_to_nobody(receive, opening, bo, monkeypatch):
    def fail(**facts):
        raise RuntimeError("Something broke.")

    monkeypatch.setattr(receive_mail, "answer_by_mail", fail)
    assert "an error" in receive(letter(bo, opening))


def test_while_the_database_is_away_the_server_keeps_it(receive, opening, bo, monkeypatch):
    def fail(**facts):
        raise OperationalError

    monkeypatch.setattr(receive_mail, "answer_by_mail", fail)
    with pytest.raises(SystemExit) as ending:
        receive(letter(bo, opening))
    assert ending.value.code == 75


def test_no_word_of_a_mail_is_in_the_log(receive, opening, bo):
    assert "Så här" not in receive(letter(bo, opening))
