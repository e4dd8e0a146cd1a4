"""The short form of a test leaves out no kind of text and no step, and what asks for no database is known."""

from types import SimpleNamespace

import pytest
from django.test import TestCase
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from tests import long
from tests.conftest import may_ask_for_a_database
from tests.long import examples, run_machine
from tests.odd import hostile_html, kind, naughty_strings, some


@pytest.mark.parametrize("texts", [naughty_strings(), hostile_html()])
def test_one_of_each_kind_is_left(texts, monkeypatch):
    monkeypatch.setattr(long, "asked", False)
    left = some(texts)
    assert {kind(text) for text in left} == {kind(text) for text in texts}
    assert len(left) == len({kind(text) for text in left}) < len(texts)
    monkeypatch.setattr(long, "asked", True)
    assert some(texts) == texts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1", "a"),
        ("a", "å"),
        ("a", "a\x00"),
        ("a", "a\u202e"),
        ("<a href=x>", "<a>"),
        ("<a>", "<b>"),
        ("<a href=x>", "<a href=javascript:x>"),
        ("{{ a }}", "{% a %}"),
        ("a'b", 'a"b'),
    ],
)
def test_what_differs_is_of_two_kinds(one, other):
    assert kind(one) != kind(other)


class Machine(RuleBasedStateMachine):
    @rule()
    def often(self):
        pass

    @precondition(lambda self: False)
    @rule()
    def never(self):
        pass


def test_a_step_that_no_example_takes_is_told():
    with pytest.raises(AssertionError, match="no example took"):
        run_machine(Machine, short=(2, 2), long=(2, 2))


def test_the_long_form_has_more_examples(monkeypatch):
    monkeypatch.setattr(long, "asked", False)
    few = examples(40)
    monkeypatch.setattr(long, "asked", True)
    assert 10 <= few < examples(40)


def of(fixtures=(), marks=(), function=lambda: None, cls=None):
    return SimpleNamespace(fixturenames=fixtures, cls=cls, function=function, get_closest_marker=dict(marks).get)


@pytest.mark.parametrize(
    ("item", "may"),
    [
        (of(), False),
        (of(["settings"]), False),
        (of(["alva", "db"]), True),
        (of(["environment"]), True),
        (of(marks=[("django_db", True)]), True),
        (of(cls=TestCase), True),
        (of(function=lambda request: None), True),
    ],
)
def test_what_may_ask_for_a_database(item, may):
    assert may_ask_for_a_database(item) is may
