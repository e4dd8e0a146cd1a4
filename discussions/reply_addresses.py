"""The address at which somebody answers a post by mail: it names her, the thread and the post, and is signed.

Servers on the way may write it in small letters or in capitals, and cut what is longer than 64 signs before the @ (RFC
5321), so it is short, and its letters mean the same in both. It is a key, which only her own mail holds, and ends some
time after the mail was written.
"""

import re
from base64 import b32decode, b32encode
from dataclasses import dataclass
from datetime import date, timedelta
from hmac import compare_digest

from django.conf import settings
from django.core import signing
from django.utils import timezone

DAYS = 90
SIGNER = signing.Signer(salt="discussions.reply_addresses")
EPOCH = date(2026, 1, 1)
# Bytes of the day, of each of the three numbers, and of the signature: 32 in all, which make 52 letters.
DAY, NUMBER, SIGNATURE = 2, 5, 15
TOKEN = re.compile(r"(?<![\w.+-])reply\+([a-z2-7]{52})@([a-z0-9.-]+)", re.IGNORECASE)


@dataclass(frozen=True)
class ReplyAddress:
    """What an address for answers names."""

    person: int
    thread: int
    post: int
    written_on: date

    @property
    def has_ended(self) -> bool:
        return timezone.localdate() > self.written_on + timedelta(days=DAYS)


def takes_answers() -> bool:
    """Whether answers by mail are set up here."""
    return bool(settings.REPLY_MAIL_DOMAIN)


def reply_address(*, person: int, thread: int, post: int) -> str:
    """The address at which a person answers a post from today on."""
    day = (timezone.localdate() - EPOCH).days
    said = b"".join([day.to_bytes(DAY), *(number.to_bytes(NUMBER) for number in (person, thread, post))])
    return f"reply+{_letters(said + _signatures(said)[0])}@{settings.REPLY_MAIL_DOMAIN}"


def read_addresses(text: str) -> ReplyAddress | None:
    """The first of our addresses in a text, such as the field of a mail; None where there is none that is signed."""
    for token, domain in TOKEN.findall(text):
        if domain.lower().rstrip(".") == settings.REPLY_MAIL_DOMAIN.lower() and (found := _read(token)):
            return found
    return None


def _read(token: str) -> ReplyAddress | None:
    raw = b32decode(token.upper() + "====")
    # The last letter could say the same in several ways.
    if _letters(raw) != token.lower():
        return None
    said, signature = raw[:-SIGNATURE], raw[-SIGNATURE:]
    if not any(compare_digest(signature, one) for one in _signatures(said)):
        return None
    person, thread, post = (int.from_bytes(said[at : at + NUMBER]) for at in range(DAY, len(said), NUMBER))
    return ReplyAddress(person, thread, post, EPOCH + timedelta(days=int.from_bytes(said[:DAY])))


def _letters(raw: bytes) -> str:
    return b32encode(raw).decode().rstrip("=").lower()


def _signatures(said: bytes) -> list[bytes]:
    """What signs some bytes, by the key of now and then by those of before."""
    keys = [SIGNER.key, *SIGNER.fallback_keys]
    return [signing.b64_decode(SIGNER.signature(said.hex(), key).encode())[:SIGNATURE] for key in keys]
