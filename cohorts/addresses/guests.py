"""What is read out of a text: somebody to invite, by an address that is one."""

import re
from dataclasses import dataclass
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

# People in one list.
MOST = 300
LONGEST_ADDRESS = 254
LONGEST_NAME = 150


@dataclass(frozen=True)
class Guest:
    """Somebody to invite: `role` is coach, inspirer or trainer; name, unit and language may be empty.

    `unknown_role` holds what stood for a role and is none of ours.
    """

    email: str
    name: str = ""
    role: str = "coach"
    unit: str = ""
    language: str = ""
    unknown_role: str = ""


@dataclass(frozen=True)
class Unclear:
    """A part of a text that holds no address, with the number of its line."""

    line: int
    text: str


@dataclass(frozen=True)
class Understood:
    """What a text says: each person once, what could not be read, and who is too many for one time."""

    guests: tuple[Guest, ...]
    unclear: tuple[Unclear, ...]
    too_many: tuple[Guest, ...] = ()


@lru_cache(maxsize=1000)
def is_address(text: str) -> bool:
    """Whether a text is the address of somebody (RFC 5321 and 6531), as far as can be told without asking for it."""
    if len(text) > LONGEST_ADDRESS or not text.isprintable():
        return False
    try:
        validate_email(text, check_deliverability=False, allow_smtputf8=True, allow_quoted_local=False)
    except EmailNotValidError:
        return False
    return True


def can_be_written_to(email: str) -> bool:
    """Whether mail finds the way: few servers take letters such as å before the @, and we send it to none of them."""
    return email.partition("@")[0].isascii()


def one_line(text: str, most: int = LONGEST_NAME) -> str:
    """Words of a text in one line, without what cannot be printed and without quotes."""
    printable = "".join(sign if sign.isprintable() and sign not in '"“”„«»' else " " for sign in text)
    return " ".join(printable.split())[:most]


def name_of(text: str) -> str:
    """A name as one says it: `Berg, Alva` becomes `Alva Berg`."""
    words = one_line(text)
    last, comma, first = words.partition(", ")
    return f"{first} {last}" if comma and "," not in first else words


def guessed_name(email: str) -> str:
    """What an address lets one call its owner until she has said it: `karin.ek+kurs@x.se` is `Karin Ek`."""
    words = re.split(r"[._-]+", email.partition("@")[0].partition("+")[0])
    return one_line(" ".join(word.capitalize() for word in words if word)) or email[:LONGEST_NAME]
