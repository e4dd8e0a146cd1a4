"""Texts as they may stand in one line of a mail: odd ones break neither its head nor the words around them."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

# Marks that turn the direction of everything after them.
TURNING = set("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def one_line(text: str, length: int = 0) -> str:
    """A text in one line, without what steers a terminal or turns the text around it; cut to a length, if given."""
    line = " ".join(_kept(text).split())
    return line if not length or len(line) <= length else line[: length - 1].rstrip() + "…"


def _kept(text: str) -> str:
    """A text with a space for each sign that steers, and without what turns the text around it."""
    return "".join(
        " " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter
        for letter in text
        if letter not in TURNING and not "\ud800" <= letter <= "\udfff"
    )


def plain_name(text: str, length: int = 80) -> str:
    """A name as it may stand in a mail to somebody who does not know whose it is: in one line, cut to a length, and
    with nothing that a mail program makes a link of.
    """
    apart = re.sub(r"(?<=\S)\.(?=\S)", ". ", re.sub(r"(?:://|[/@\\])+", " ", text))
    return one_line(apart, length)


@dataclass(frozen=True)
class Said:
    """A few words of somebody."""

    who: str
    words: str


@dataclass(frozen=True)
class Line:
    """Something that happened. `who` and `what` stand after one another as a sentence; `who` may be empty.

    `said` are words that belong to it, one after the other, and `more` says what there is besides. `path` is an address
    without a language in it, so that it opens in the reader's own.
    """

    what: str
    who: str = ""
    where: str = ""
    excerpt: str = ""
    path: str = ""
    said: tuple[Said, ...] = ()
    more: str = ""

    @property
    def headline(self) -> str:
        return f"{self.who} {self.what}".strip()

    def in_lines(self) -> "Line":
        """The same with each of its texts in one line."""
        return Line(
            one_line(str(self.what), 200),
            one_line(str(self.who), 80),
            one_line(str(self.where), 150),
            one_line(str(self.excerpt), 300),
            self.path,
            tuple(Said(one_line(said.who, 80), one_line(said.words, 300)) for said in self.said),
            one_line(str(self.more), 150),
        )


def in_lines(text: str) -> str:
    """A text of several lines, each of them as `one_line` leaves it, but for the space within."""
    return "\n".join(_kept(line).rstrip() for line in text.splitlines())


@dataclass(frozen=True)
class Whole:
    """All of what was said, for a mail that brings it: as text and as HTML that is safe to show, with the names and
    addresses of what belongs to it.
    """

    title: str
    text: str
    html: str
    files: tuple[tuple[str, str], ...] = ()

    def in_lines(self) -> "Whole":
        """The same with each of its texts fit for a mail."""
        files = tuple((one_line(name, 150), url) for name, url in self.files)
        return Whole(one_line(self.title, 150), in_lines(self.text), self.html, files)


@dataclass(frozen=True)
class About:
    """What a notice tells of, as it is when the mail is written.

    When it `is_gone`, at least for this reader, no mail is sent. `whole` is there for what comes by mail as a whole.
    `is_answered` where answers stand: she can write one there, and by mail if there is an address to `reply_to`. In
    what `is_nameless` people write without their names.
    """

    is_gone: bool = False
    whole: Whole | None = None
    is_answered: bool = False
    reply_to: str = ""
    is_nameless: bool = False


@dataclass(frozen=True)
class Section:
    """A part of a digest, with a word below its heading. What is no news stands there beside what is, and is by itself
    no reason for a mail.
    """

    heading: str
    lines: tuple[Line, ...]
    about: str = ""
    is_news: bool = True


def filled(sections: Iterable[Section]) -> list[Section]:
    """The sections that hold something, fit for a mail; none at all when there is no news in them."""
    holding = [
        Section(
            one_line(str(part.heading), 150),
            tuple(line.in_lines() for line in part.lines),
            one_line(str(part.about), 150),
            part.is_news,
        )
        for part in sections
        if part.lines
    ]
    return holding if any(part.is_news for part in holding) else []
