"""Addresses that take no mail: noted at the first refusal or from a report, and never because of anything else."""

import io
import smtplib
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core import mail
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from notices.adapter import NoticingAdapter
from notices.models import Bounce
from notices.queries import bounced
from notices.reports import Refused, read_report
from notices.services import forget_bounce, note_bounce, write_mail
from notices.tasks import send_mail

MAIL = {"to": "Nora@example.org", "subject": "S", "text": "T", "html": "<p>H</p>"}
GONE = smtplib.SMTPRecipientsRefused({"Nora@example.org": (550, b"5.1.1 User unknown")})


def refused(code, said):
    return smtplib.SMTPRecipientsRefused({"Nora@example.org": (code, said)})


@pytest.fixture
def server(monkeypatch):
    """A mail server that answers every mail with an error; the tries are counted."""
    tries = []

    def answer(error):
        def send(self):
            tries.append(self.to)
            raise error

        monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", send)
        return tries

    return answer


@pytest.mark.parametrize(
    "error",
    [
        GONE,
        refused(550, b"No such user here"),
        refused(553, b"5.1.3 Bad address syntax \xff"),
        refused(552, b"5.2.2 Mailbox full"),
        smtplib.SMTPDataError(550, b"5.1.1 User unknown"),
        smtplib.SMTPResponseException(550, "5.2.1 Mailbox disabled"),
    ],
)
def test_a_refusal_for_good_is_noted_and_not_tried_again(server, db, error):
    tries = server(error)
    assert str(send_mail.enqueue(**MAIL).status) == "SUCCESSFUL"
    assert tries == [["Nora@example.org"]]
    assert [bounce.address for bounce in Bounce.objects.all()] == ["nora@example.org"]


@pytest.mark.parametrize(
    "error",
    [
        refused(450, b"4.2.1 Try later"),
        refused(550, b"5.7.1 Relaying denied"),
        refused(550, b"5.1.8 Sender address rejected"),
        refused(554, b"Client host blocked"),
        smtplib.SMTPRecipientsRefused({}),
        smtplib.SMTPDataError(554, b"Looks like spam"),
        smtplib.SMTPDataError(451, b"4.3.0 Try later"),
        smtplib.SMTPSenderRefused(550, b"5.1.1 No", "gnista@example.org"),
        smtplib.SMTPAuthenticationError(535, b"5.1.1 Wrong password"),
        smtplib.SMTPConnectError(554, b"5.1.1 No"),
        smtplib.SMTPServerDisconnected("gone"),
        ConnectionRefusedError(),
    ],
)
def test_what_is_not_the_addresss_fault_is_not_noted(server, db, error):
    server(error)
    assert str(send_mail.enqueue(**MAIL).status) == "FAILED"
    assert not Bounce.objects.exists()


def test_only_what_is_essential_is_sent_to_such_an_address(alva, cohort, django_capture_on_commit_callbacks):
    note_bounce(address="alva@example.org", reason="")
    context = {"cohort": cohort.name, "trainer": "Tove", "path": "/"}
    facts = {"language": "sv", "template": "invitation", "context": context}
    with django_capture_on_commit_callbacks(execute=True):
        gone = [write_mail(to="Alva@example.org", essential=essential, **facts) for essential in (True, False)]
    assert (gone, len(mail.outbox)) == ([True, False], 1)


def test_the_newest_reason_stands_in_one_line(db):
    note_bounce(address="A@example.org", reason="first")
    note_bounce(address="a@EXAMPLE.org", reason="second\r\nline\u202e" + "x" * 500)
    [bounce] = Bounce.objects.all()
    assert bounce.reason.startswith("second linex")
    assert len(bounce.reason) == 200
    assert "example" not in str(bounce)


def test_which_of_many_take_no_mail_costs_one_query(db, django_assert_num_queries):
    for name in ("a", "b"):
        note_bounce(address=f"{name}@example.org", reason="")
    with django_assert_num_queries(1):
        assert bounced(["A@example.org", "b@example.org", "c@example.org"]) == {"A@example.org", "b@example.org"}
    assert bounced([]) == set()


def test_an_address_is_tried_again(db):
    note_bounce(address="a@example.org", reason="")
    for _time in range(2):
        forget_bounce(address="A@example.org")
        assert not Bounce.objects.exists()


def test_a_confirmed_address_takes_mail_again(rf, alva):
    note_bounce(address="new@example.org", reason="")
    note_bounce(address="other@example.org", reason="")
    address = EmailAddress.objects.create(user=alva, email="New@example.org")
    request = rf.get("/")
    request.session = {}
    request._messages = FallbackStorage(request)
    assert NoticingAdapter().confirm_email(request, address)
    assert bounced(["new@example.org", "other@example.org"]) == {"other@example.org"}


# Reports that come back ------------------------------------------------------------------------------


def report(*recipients):
    """A delivery report as mail servers write it."""
    blocks = [{"Reporting-MTA": "dns; mail.example.org"}, *recipients]
    status = "\r\n".join("".join(f"{name}: {value}\r\n" for name, value in block.items()) for block in blocks)
    return (
        'Content-Type: multipart/report; report-type=delivery-status; boundary="edge"\r\nMIME-Version: 1.0\r\n\r\n'
        "--edge\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
        f"--edge\r\nContent-Type: message/delivery-status\r\n\r\n{status}\r\n"
        "--edge\r\nContent-Type: message/rfc822\r\n\r\nTo: nora@example.org\r\nStatus: 5.1.1\r\n\r\nHej\r\n--edge--\r\n"
    ).encode()


def part(address="nora@example.org", status="5.1.1", action="failed", **more):
    return {"Final-Recipient": f"rfc822; {address}", "Action": action, "Status": status, **more}


def test_a_report_names_who_and_why():
    raw = report(
        part("Nora@Example.org", **{"Diagnostic-Code": "smtp; 550 User unknown"}), part("b@example.org", "4.2.2")
    )
    assert read_report(raw) == [Refused("nora@example.org", "5.1.1 smtp; 550 User unknown")]


@pytest.mark.parametrize(
    "fields",
    [
        part(status="4.4.7"),
        part(status="2.0.0", action="delivered"),
        part(action="delayed"),
        part(status="5.7.1"),
        part(status="5.1.8"),
        part(status=""),
        part(status="x5.1.1"),
        part(address=""),
        part(address="nobody"),
        {"Status": "5.1.1", "Action": "failed"},
    ],
)
def test_what_names_no_address_for_good(fields):
    assert read_report(report(fields)) == []


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\0" * 1000,
        b"Subject: On holiday\r\n\r\nStatus: 5.1.1\r\nFinal-Recipient: rfc822; nora@example.org",
        b"Content-Type: message/delivery-status\r\n\r\n",
        b"Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n",
        b"Content-Type: multipart/mixed; boundary=a\r\n\r\n"
        + b"--a\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n" * 3000,
        b"Content-Type: text/plain; charset=no-such\r\n\r\n\xff\xfe",
        b"x" * 3_000_000,
    ],
)
def test_anything_else_holds_no_address(raw):
    assert read_report(raw) == []


@given(st.binary(max_size=2000))
def test_garbage_never_raises(garbage):
    read_report(garbage)
    read_report(report(part())[:200] + garbage)
    read_report(report(part(**{"Diagnostic-Code": "x"})).replace(b"550", garbage))


def test_a_report_of_thousands_is_cut():
    found = read_report(report(*(part(f"p{number}@example.org") for number in range(300))))
    assert len(found) == 50


@pytest.mark.parametrize(
    ("raw", "said", "addresses"),
    [
        (report(part("Nora@example.org")), "Noted: nora@example.org (5.1.1)\n", ["nora@example.org"]),
        (b"\xff garbage", "Nothing noted: this is no report of an address that is refused for good.\n", []),
    ],
)
def test_the_command_notes_and_says_so(db, monkeypatch, capsys, raw, said, addresses):
    for _time in range(2):
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
        call_command("note_bounces")
        assert capsys.readouterr().out == said
    assert [bounce.address for bounce in Bounce.objects.all()] == addresses
