"""Texts in one line, whatever they were."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.lines import TURNING, Line, Section, filled, one_line, plain_name
from tests.odd import naughty_strings


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Hej\r\nBcc: alla@example.org", "Hej Bcc: alla@example.org"),
        ("  två   ord\t", "två ord"),
        ("\u202eabc\u2066", "abc"),
        ("a\x00b\x1b[31mc", "a b [31mc"),
        ("👩\u200d👩\u200d👧 och שלום", "👩\u200d👩\u200d👧 och שלום"),
        ("\ud800x", "x"),
        ("", ""),
    ],
)
def test_one_line(text, line):
    assert one_line(text) == line


def test_a_long_text_is_cut_with_a_sign_of_it():
    assert one_line("å" * 300, 10) == "å" * 9 + "…"
    assert one_line("å" * 10, 10) == "å" * 10


@given(st.text())
def test_any_text_becomes_one_line_and_stays_that(text):
    line = one_line(text)
    assert one_line(line) == line
    assert not any(unicodedata.category(letter) in ("Cc", "Zl", "Zp") or letter in TURNING for letter in line)
    assert line.encode().decode() == line


def test_who_and_what_make_a_sentence():
    assert Line("svarade dig", "Bo").headline == "Bo svarade dig"
    assert Line("Ett inlägg har anmälts").headline == "Ett inlägg har anmälts"


def test_a_section_without_lines_is_left_out_and_the_others_are_cleaned():
    given = [Section("Tom", ()), Section("Full\n", (Line("a\nb", "c\rd", "e\0f", "g" * 400, "/x/"),))]
    assert filled(given) == [Section("Full", (Line("a b", "c d", "e f", "g" * 299 + "…", "/x/"),))]


def test_no_published_naughty_string_stays_more_than_a_line():
    assert [text for text in naughty_strings() if len(one_line(text).splitlines()) > 1] == []


# What mail programs make a link of.
LINKED = re.compile(r"://|www\.\S|@|\S/\S|\w\.[a-z]", re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Exempelkommun, hösten 2026", "Exempelkommun, hösten 2026"),
        ("A.Andersson", "A. Andersson"),
        ("Vinn pengar på https://www.example.com/vinn?x=1", "Vinn pengar på https www. example. com vinn?x=1"),
        ("karin@example.com\n", "karin example. com"),
        ("å" * 100, "å" * 79 + "…"),
    ],
)
def test_a_name_in_a_mail_to_a_stranger_leads_nowhere(text, name):
    assert plain_name(text) == name
    assert LINKED.search(plain_name(text)) is None


@given(st.text(alphabet="aåA .:/@\\w-\n\u202e", max_size=60))
def test_no_name_becomes_a_link(text):
    assert LINKED.search(plain_name(text)) is None
