"""A mail that came in, as far as it is an answer: from whom, to which addresses, and the words above what it quotes.

Pure. What is read here comes from anybody, so nothing in it is believed to be well-formed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import Message
from hashlib import sha256

from mailparser_reply.parser import EmailMessage

from content.text import from_html

MOST_BYTES = 1_000_000
# The head of a mail that is too big, which is not read further.
MOST_HEAD = 100_000
# More than a post can hold, with what is quoted below it.
MOST_TEXT = 30_000
MOST_PARTS = 100
# Nothing that begins what is quoted is longer.
LONGEST_HEADING = 200
# One address, after a name or alone. What is written otherwise is nobody's.
_ADDRESS = r"([^\s<>,;\"()]+@[^\s<>,;\"()]+)"
SENDER = re.compile(rf'(?:"(?:[^"\\]|\\.)*"|[^"<>,;@]*) ?<{_ADDRESS}>')
ALONE = re.compile(rf"{_ADDRESS}(?: \([^()]*\))?")
LONGEST_SENDER = 500
LONGEST_KIND = 1_000
ADDRESSED = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "Resent-To")
# Encodings that mail is written in; what names another is read as UTF-8.
CHARSET = re.compile(
    r"(?:utf-?(?:8|16)|us-ascii|iso-8859-|iso-2022-|windows-|cp|koi8|gb|big5|shift|euc)", re.IGNORECASE
)
HEADINGS = EmailMessage("", languages=["sv", "en"]).HEADER_REGEX
ORIGINAL = re.compile(r"^-{2,} ?(?:Original Message|Ursprungligt meddelande) ?-{2,}$", re.MULTILINE | re.IGNORECASE)
SIGNED_BY_MACHINE = re.compile(
    r"^(?:(?:Skickat|Sänt) från (?:min|Outlook)|Sent from (?:my|Outlook|Mail for)|Hämta Outlook för|Get Outlook for|"
    r"Skaffa Outlook för)\b.{0,100}$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Incoming:
    """A mail that came in, by its head. `sender` is empty where not exactly one is named. `key` is the same for a mail
    that comes twice.
    """

    sender: str
    addressed_to: str
    key: str
    is_automatic: bool
    is_too_big: bool
    raw: bytes = field(repr=False)


@dataclass(frozen=True)
class Answer:
    """What somebody wrote in a mail: `text` is empty where nothing but what is quoted was left."""

    text: str = ""
    has_files: bool = False


def read_head(raw: bytes) -> Incoming:
    """A mail as it was handed over, by its head alone: who may be nobody is not read further."""
    head = re.split(rb"\r?\n\r?\n", raw[:MOST_HEAD], maxsplit=1)[0]
    message = message_from_bytes(head + b"\n\n", policy=policy.compat32)
    message_id = _field(message, "Message-ID").strip()
    return Incoming(
        sender=_sender(message),
        addressed_to=" ".join(_field(message, name) for name in ADDRESSED),
        key=sha256(message_id.encode("utf-8", "replace") or raw).hexdigest(),
        is_automatic=_is_automatic(message),
        is_too_big=len(raw) > MOST_BYTES,
        raw=raw,
    )


def read_answer(mail: Incoming) -> Answer:
    """What somebody wrote in a mail. Never raises: what cannot be read holds nothing."""
    try:
        if not re.search(rb"\r?\n\r?\n", mail.raw[: MOST_HEAD + 4]):
            return Answer()
        message = message_from_bytes(mail.raw[:MOST_BYTES], policy=policy.compat32)
        parts = list(_parts(message))
        has_files = any(part.get_content_disposition() == "attachment" for part in parts)
        return Answer(answer_in(_text(parts)), has_files)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, MessageError):
        return Answer()


def _field(message: Message, name: str) -> str:
    return " ".join(str(value) for value in message.get_all(name, []))


def _sender(message: Message) -> str:
    fields = message.get_all("From", [])
    said = " ".join(str(fields[0]).split())[:LONGEST_SENDER] if len(fields) == 1 else ""
    found = SENDER.fullmatch(said) or ALONE.fullmatch(said)
    return found[1].lower() if found else ""


def _is_automatic(message: Message) -> bool:
    """Whether a machine wrote it, such as an answer while somebody is away (RFC 3834), a list or a report."""
    submitted = _field(message, "Auto-Submitted").strip().lower()
    return (
        submitted not in ("", "no")
        or _field(message, "Precedence").strip().lower() in ("bulk", "junk", "list", "auto_reply")
        or any(name in message for name in ("List-Id", "X-Autoreply", "X-Autorespond"))
        or any(str(value).strip() == "<>" for value in message.get_all("Return-Path", []))
        or message.get_content_type() == "multipart/report"
    )


def _parts(message: Message) -> Iterator[Message]:
    """The parts that are no box of others, the first ones in order; of a mail within the mail none."""
    waiting = [message]
    for _number in range(MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting += [one for one in reversed(inner) if isinstance(one, Message)]
        else:
            yield part


def _text(parts: list[Message]) -> str:
    """The words of a mail: its first plain text, or else its first page."""
    bodies = [part for part in parts if part.get_content_disposition() != "attachment"]
    for kind, read in (("text/plain", _plain), ("text/html", _page)):
        for part in bodies:
            if part.get_content_type() == kind and (found := read(part).strip()):
                return found
    return ""


def _plain(part: Message) -> str:
    text = _decoded(part)
    if _is_odd(part) or str(part.get_param("format", "")).lower() != "flowed":
        return text
    # A line that ends with a space goes on in the next one (RFC 3676).
    lines = (line[1:] if line.startswith(" ") else line for line in text.split("\n"))
    flowed = "\n".join(line if line == "-- " else re.sub(r" $", " \0", line) for line in lines)
    return re.sub(r"\0\n(?!>)", "", flowed).replace("\0", "")


def _page(part: Message) -> str:
    return from_html(_decoded(part))


def _is_odd(part: Message) -> bool:
    """Whether a part says so much of its kind that reading that would take long."""
    return len(str(part.get("Content-Type", ""))) > LONGEST_KIND


def _decoded(part: Message) -> str:
    raw = part.get_payload(decode=True)
    raw = raw if isinstance(raw, bytes) else b""
    charset = str((not _is_odd(part) and part.get_content_charset()) or "utf-8")
    try:
        text = raw.decode(charset if CHARSET.match(charset) else "utf-8")
    except (LookupError, ValueError):
        text = raw.decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").replace("\xa0", " ")


def answer_in(text: str) -> str:
    """What somebody wrote, without what she answers and without what her program signs with.

    A greeting and a name stay: what looks like one may be a part of what she says.
    """
    lines = text[:MOST_TEXT].split("\n")
    start, end = _quoted(lines)
    own = lines[:start]
    if not "".join(own).strip():
        # She wrote below what she answers, which has a sign before each line. Without signs all of it is quoted.
        below = lines[end:]
        is_marked = any(line.startswith(">") for line in below)
        own = [line for line in below if not line.startswith(">")] if is_marked else []
    return "\n".join(_unsigned(own)).strip()


def _quoted(lines: list[str]) -> tuple[int, int]:
    """The lines that say whose words follow: the first of them, and the one after the last. Where there are none, both
    are the end.
    """
    short = "\n".join(line.strip()[:LONGEST_HEADING] for line in lines)
    found = [*HEADINGS.finditer(short), *ORIGINAL.finditer(short)]
    for heading in sorted(found, key=lambda one: one.start()):
        said, first = heading[0].strip(), heading.start() + len(heading[0]) - len(heading[0].lstrip())
        start = short.count("\n", 0, first)
        end = start + said.count("\n") + 1
        rest = "".join(lines[end:]).strip()
        # "On that day she wrote:" can be what somebody says.
        if not said.endswith(":") or "@" in said or not rest or rest.startswith(">"):
            return start, end
    return len(lines), len(lines)


def _unsigned(lines: list[str]) -> list[str]:
    """Lines without a signature below `-- `, what a program adds of itself, and what is drawn or quoted at the end."""
    for number, line in enumerate(lines):
        if line.rstrip("\r") in ("-- ", "--"):
            lines = lines[:number]
            break
    while lines and _says_nothing(lines[-1]):
        lines = lines[:-1]
    return lines


def _says_nothing(line: str) -> bool:
    stripped = line.strip()
    return not stripped.strip("_-*> ") or line.startswith(">") or bool(SIGNED_BY_MACHINE.match(stripped))
