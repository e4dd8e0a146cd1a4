"""A word is found in all its forms, and nothing is found for signs."""

import random
import time

import pytest

from content.excerpts import LENGTH, around, marked
from content.stems import fits, sought, stems_of
from tests.odd import hostile_html, naughty_strings


@pytest.mark.parametrize(
    ("query", "forms"),
    [
        ("kollega", ["kollegor", "kollegan", "Kollegorna"]),
        ("kollegan", ["kollega", "kollegor"]),
        ("frågan", ["fråga", "frågor", "Frågorna"]),
        ("återkopplingen", ["återkoppling", "Återkopplingar"]),
        ("röriga", ["rörigt", "rörig"]),
        ("rorig", ["rörigt"]),
        ("cafe", ["café", "CAFÉ", "cafe\u0301"]),
        ("café", ["cafe"]),
        ("o\u0308ppna", ["öppna", "ÖPPNA"]),
        ("meeting", ["meetings"]),
        ("möte", ["mötena", "morgonmötet"]),
        ("grupp", ["arbetsgrupperna"]),
        ("återk", ["återkoppling"]),
        ("smörgås", ["smørgås"]),
    ],
)
def test_a_word_finds_its_forms(query, forms):
    assert [form for form in forms if not fits(form, sought(query))] == []


@pytest.mark.parametrize(
    ("query", "other"),
    [
        ("hår", "har"),
        ("man", "tillsammans"),
        ("i", "inte"),
        ("kollega", "kol"),
        ("rätt", "berättade"),
    ],
)
def test_another_word_is_not_taken_for_it(query, other):
    assert not fits(other, sought(query))


@pytest.mark.parametrize("query", ["", "  ", "%", "_", "\\", "*", '"', ":", "\0", "🙂", "'|&!()<->"])
def test_signs_are_no_words(query):
    assert sought(query) == ()


def test_words_are_letters_and_figures_whatever_is_typed():
    for text in [*naughty_strings(), *hostile_html(), "AND NEAR(a b) 'x':* \\ ﷺ ½ ﬁ"]:
        assert all(stem.replace("_", "").isalnum() for stem in stems_of(text).split(" ") if stem), text
        for word in sought(text):
            assert all(part.replace("_", "").isalnum() for part in (*word.stems, *word.beginnings)), text


def test_what_is_stored_and_sought_has_an_end():
    assert len(sought(" ".join(map(str, range(100))))) == 10
    letters = random.Random(1).choices("abcdefghijklmnopqrstuvwxyzåäö", k=20_000)
    made_up = " ".join("".join(letters[start : start + 24]) for start in range(0, 20_000, 25))
    begun = time.process_time()
    assert len(stems_of(made_up)) <= 250_000
    assert time.process_time() - begun < 2
    assert len(stems_of("a" * 20_000)) == 50


def test_every_stem_is_stored_once_in_order():
    stems = stems_of("Kollegor, kollegor!", "kollegan").split(" ")
    assert stems == sorted(set(stems))
    assert stems_of("", " ") == ""


def test_words_are_marked_where_they_stand():
    assert marked("En kollega, två.", sought("kollegor")) == (("En ", False), ("kollega", True), (", två.", False))
    assert marked("<b>kollega</b>", sought("b"))[1] == ("b", True)
    assert marked("", sought("b")) == ()


def test_an_excerpt_is_short_and_holds_the_word():
    text = "inledning " * 60 + "**nålen** i höstacken " + "avslutning " * 60
    parts = around(text, sought("nål"))
    assert ("nålen", True) in parts
    assert LENGTH == 200
    assert sum(len(part) for part, _found in parts) <= 205
    assert parts[0][0].startswith("… ")
    assert around("kort", sought("annat")) == (("kort", False),)
    assert around("שלום עולם", sought("עולם"))[1] == ("עולם", True)
