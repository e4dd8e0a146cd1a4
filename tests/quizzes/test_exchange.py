"""Questions from other systems: files as they really look."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.exchange import gift, moodle_xml
from quizzes.exchange.found import FoundPicture, plain
from quizzes.exchange.reading import BIGGEST, decode, read
from tests.long import examples

GIFT = r"""// A file from a course, with a comment
$CATEGORY: tom/jerry

::Q1:: What is safety? {
=Daring to ask#Yes, that is it.
~Low demands#Demands may be high.
~A quiet meeting
####Safety and demands go together.
}

// a comment before a question
::Q2::[html]<p>Which <b>two</b>?</p> { ~%50%Knowledge ~%50%Motivation#Yes ~%-100%Shoe size }

Talking aloud gives most ideas. {FALSE#Only one can talk.#Right you are.}

How many ideas in a 6-3-5 round? {=108 =one hundred and eight =%100%108 ideas}

Match. {=Fixation -> Far away =Fear -> No names =Queue -> Write first}

Which sign\: \{ or \=? {=\{ \~ brace ~\= sign ~a \\ stroke}

The idea belongs to {=the giver ~the manager} and nobody else.

How much? {#108}

Write an essay. {}

How much, about? {#108:5}

Just a description.

Broken {=right ~wrong
"""


def test_gift():
    found = read(GIFT.encode())
    assert [(one.place, one.kind) for one in found.questions] == [
        (4, "single"),
        (12, "multiple"),
        (14, "true_false"),
        (16, "short_text"),
        (18, "match"),
        (20, "single"),
        (22, "single"),
        (24, "short_text"),
    ]
    assert found.questions[0].value == {
        "text": "What is safety?",
        "explanation": "Safety and demands go together.",
        "source": "",
        "level": "understand",
        "options": [
            {"text": "Daring to ask", "right": True, "why": "Yes, that is it."},
            {"text": "Low demands", "right": False, "why": "Demands may be high."},
            {"text": "A quiet meeting", "right": False, "why": ""},
        ],
    }
    assert found.questions[1].value["text"] == "Which two?"
    assert [option["right"] for option in found.questions[1].value["options"]] == [True, True, False]
    truth = found.questions[2].value
    assert (truth["answer"], truth["why_true"], truth["why_false"]) == (False, "Only one can talk.", "Right you are.")
    assert found.questions[3].value["accepted"] == ["108", "one hundred and eight", "108 ideas"]
    assert found.questions[4].value["pairs"][1] == {"text": "Fear", "match": "No names", "why": ""}
    assert found.questions[5].value["text"] == "Which sign: { or =?"
    assert [option["text"] for option in found.questions[5].value["options"]] == ["{ ~ brace", "= sign", r"a \ stroke"]
    assert found.questions[6].value["text"] == "The idea belongs to _____ and nobody else."
    assert found.questions[7].value["accepted"] == ["108"]
    assert [(one.place, one.code) for one in found.unreadable] == [
        (26, "essay"),
        (28, "numerical"),
        (30, "no_answer"),
        (32, "open_brace"),
    ]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("Q {=a}", None),
        ("Q {~a ~b}", "no_right"),
        ("Q {=a ~A}", "same_options"),
        ("Q {=a =b ~c}", "several_right"),
        ("Q {~%100%a}", "few_options"),
        ("Q {=a -> b}", "few_parts"),
        ("Q {a}", "no_answer"),
        ("}{", "open_brace"),
    ],
)
def test_what_gift_cannot_mean_is_told(source, code):
    found = gift.read(source)
    assert [one.code for one in found.unreadable] == ([code] if code else [])


def test_partial_weights_are_told_of():
    found = gift.read("Q {=a ~%50%b ~c}")
    assert [option["right"] for option in found.questions[0].value["options"]] == [True, False, False]
    assert [note.code for note in found.notes] == ["weights"]


XML = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
  <question type="category"><category><text>$course$/top</text></category></question>
  <question type="multichoice">
    <name><text>Q1</text></name>
    <questiontext format="html"><text><![CDATA[<p>What&nbsp;is <strong>safety</strong>?</p>
      <p><img src="@@PLUGINFILE@@/a.png" alt="A circle"></p>]]></text>
      <file name="a.png" path="/" encoding="base64">iVBORw0KGgo=</file></questiontext>
    <generalfeedback format="html"><text>Safety &amp;amp; demands.</text></generalfeedback>
    <single>true</single>
    <answer fraction="100"><text>Daring &lt;to&gt; ask</text><feedback><text>Yes</text></feedback></answer>
    <answer fraction="0"><text><![CDATA[<p>Low demands</p>]]></text></answer>
    <answer fraction="33.33333"><text>Nearly</text></answer>
  </question>
  <question type="multichoice">
    <questiontext><text>Which?</text></questiontext><single>false</single>
    <answer fraction="50"><text>A</text></answer><answer fraction="50"><text>B</text></answer>
    <answer fraction="-100"><text>C</text></answer>
  </question>
  <question type="truefalse"><questiontext><text>So?</text></questiontext>
    <answer fraction="0"><text>true</text><feedback><text>No</text></feedback></answer>
    <answer fraction="100"><text>false</text></answer></question>
  <question type="shortanswer"><questiontext><text>How many?</text></questiontext>
    <answer fraction="100"><text>108</text></answer><answer fraction="50"><text>100</text></answer></question>
  <question type="matching"><questiontext><text>Match</text></questiontext>
    <subquestion><text>Fear</text><answer><text>No names</text></answer></subquestion>
    <subquestion><text>Queue</text><answer><text>Write first</text></answer></subquestion>
    <subquestion><text></text><answer><text>Only a distractor</text></answer></subquestion></question>
  <question type="ordering"><questiontext><text>Order</text></questiontext>
    <answer fraction="2"><text>Then</text></answer><answer fraction="1"><text>First</text></answer>
    <answer fraction="3"><text>Last</text></answer></question>
  <question type="essay"><questiontext><text>Write</text></questiontext></question>
  <question type="cloze"><questiontext><text>{1:SHORTANSWER:=a}</text></questiontext></question>
</quiz>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_moodle_xml(encoding):
    found = read(XML.replace("UTF-8", encoding.split("-sig")[0]).encode(encoding))
    assert [one.kind for one in found.questions] == [
        "single",
        "multiple",
        "true_false",
        "short_text",
        "match",
        "order",
    ]
    first = found.questions[0].value
    assert first["text"] == "What is safety?\nA circle"
    assert first["explanation"] == "Safety & demands."
    assert first["options"][:2] == [
        {"text": "Daring ask", "right": True, "why": "Yes"},
        {"text": "Low demands", "right": False, "why": ""},
    ]
    assert found.questions[0].picture == FoundPicture("a.png", "iVBORw0KGgo=", "A circle")
    assert found.questions[2].value["answer"] is False
    assert found.questions[5].value["parts"] == ["First", "Then", "Last"]
    assert [(one.place, one.code, one.detail) for one in found.unreadable] == [
        (7, "unknown_kind", "essay"),
        (8, "unknown_kind", "cloze"),
    ]
    assert {(one.place, one.code) for one in found.notes} == {
        (1, "weights"),
        (4, "weights"),
        (5, "extra_match"),
    }


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<quiz><question", "broken_xml"),
        (b'<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><quiz>&b;</quiz>', "doctype"),
        (b'<?xml version="1.0" encoding="nonsense"?><quiz/>', "broken_xml"),
        (b"<quiz></quiz>", "no_questions"),
        (b"", "no_questions"),
        (b"// only a comment", "no_questions"),
        (b"\x89PNG\x00\x00\x01", "not_text"),
        (b"a" * (BIGGEST + 1), "too_big"),
        (b"kind,question\nsingle,Q", "no_answer"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_why(data, code):
    found = read(data)
    assert (found.questions, [one.code for one in found.unreadable]) == ([], [code])


TABLE = """kind;question;right;wrong;explanation;source;level
single;Vad är trygghet?;Att våga fråga;Låga krav|Tystnad;Trygghet och krav hör ihop.;Edmondson 1999;apply
multiple;Vilka hör dit?;A|B;C;;;
true_false;Stämmer det?;falskt;;;;
order;Ordna;Först|Sedan|Sist;;;;
match;Para;Fixering = Långt bort|Rädsla = Utan namn;;;;
short_text;Hur många?;108|hundraåtta;;;;
essay;Skriv;x;;;;
single;Bara en;A;;;;
match;Trasig;A|B;;;;
;;;;;;
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_table(encoding, delimiter):
    found = read(TABLE.replace(";", delimiter).encode(encoding))
    assert [(one.place, one.kind) for one in found.questions] == [
        (2, "single"),
        (3, "multiple"),
        (4, "true_false"),
        (5, "order"),
        (6, "match"),
        (7, "short_text"),
    ]
    assert found.questions[0].value["level"] == "apply"
    assert found.questions[0].value["source"] == "Edmondson 1999"
    assert found.questions[2].value["answer"] is False
    assert found.questions[5].value["accepted"] == ["108", "hundraåtta"]
    assert [(one.place, one.code) for one in found.unreadable] == [
        (8, "unknown_kind"),
        (9, "few_options"),
        (10, "broken_pair"),
    ]


def test_words_of_html():
    assert plain("<p>En &aring;</p><ul><li>A</li><li>B &lt; C</li></ul>") == ("En å\nA\nB < C", [])


# Hostile files --------------------------------------------------------------------------------------


@settings(max_examples=examples(150))
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_file_breaks_the_reading(data):
    found = read(data)
    assert found.questions or found.unreadable


@pytest.mark.parametrize("sign", ["{", "}", "=", "~", "#", "\\", "::", "%", "->", "<", "&", "[html]", "\n\n"])
def test_a_big_file_of_one_sign_is_read_in_time(sign):
    began = time.perf_counter()
    read((sign * (BIGGEST // len(sign) // 4)).encode())
    moodle_xml.read((sign * 100_000).encode())
    assert decode(b"x") == "x"
    assert time.perf_counter() - began < 10
