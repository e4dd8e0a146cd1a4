"""What a mail server says when it refuses an address: in its answer at once, or in a report that comes back (RFC 3464).

Pure. What is read here comes from other people's machines, so nothing in it is believed to be well-formed.
"""

import re
import smtplib
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import Message

MOST_BYTES = 1_000_000
MOST_RECIPIENTS = 50
STATUS = re.compile(r"\b5\.(\d{1,3})\.(\d{1,3})\b")
ADDRESS = re.compile(r"[^\s<>@,;:\"()\[\]\x00-\x1f]{1,64}@[^\s<>@,;:\"()\[\]\x00-\x1f]{1,189}")
# 5.1 and 5.2 speak of the address and its box; 5.7 and the like of the sender, the way or the words.
OF_THE_ADDRESS = ("1", "2")
# Answers of servers that give no status.
OF_A_MAILBOX = (550, 551, 552, 553)
OF_THE_SENDER = {("1", "7"), ("1", "8")}


@dataclass(frozen=True)
class Refused:
    """An address that a report names, and why."""

    address: str
    reason: str


def refusal(error: OSError) -> str:
    """Why a mail server refused the recipient of a mail for good; empty when it did not, or only for now.

    A server that refuses the sender, the way or the words refuses every mail in the same breath: no address is to
    blame for that.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = [_answer(*answer) for answer in error.recipients.values()]
        return answers[0] if answers and all(answers) else ""
    if isinstance(error, smtplib.SMTPResponseException) and not isinstance(
        error, smtplib.SMTPSenderRefused | smtplib.SMTPAuthenticationError | smtplib.SMTPConnectError
    ):
        answer = _answer(error.smtp_code, error.smtp_error)
        return answer if STATUS.search(answer) else ""
    return ""


def _answer(code: int, message: bytes | str) -> str:
    said = message.decode("utf-8", "replace") if isinstance(message, bytes) else str(message)
    status = STATUS.search(said)
    of_the_address = _concerns_the_address(status) if status else code in OF_A_MAILBOX
    return f"{code} {said}" if 500 <= code <= 599 and of_the_address else ""


def _concerns_the_address(status: re.Match[str]) -> bool:
    subject, detail = status.groups()
    return subject in OF_THE_ADDRESS and (subject, detail) not in OF_THE_SENDER


def read_report(raw: bytes) -> list[Refused]:
    """The addresses that a delivery report says are refused for good. Never raises; anything else holds none."""
    found: dict[str, Refused] = {}
    try:
        for part in _statuses(message_from_bytes(raw[:MOST_BYTES], policy=policy.compat32)):
            refused = _refused(part)
            if refused and len(found) < MOST_RECIPIENTS:
                found.setdefault(refused.address, refused)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, MessageError):
        return list(found.values())
    return list(found.values())


def _statuses(message: Message) -> Iterator[Message]:
    """The parts of a report that speak of one recipient each."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            yield from (one for one in part.get_payload() if isinstance(one, Message))


def _refused(part: Message) -> Refused | None:
    action, status = str(part.get("Action", "failed")), str(part.get("Status", ""))
    found = STATUS.match(status.strip())
    if action.strip().lower() != "failed" or not found or not _concerns_the_address(found):
        return None
    address = ADDRESS.search(str(part.get("Final-Recipient", "")).partition(";")[2])
    if address is None:
        return None
    return Refused(address[0].lower(), f"{status.strip()} {part.get('Diagnostic-Code', '')}".strip())
