import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.kinds import KINDS
from quizzes.marking import plain, score
from quizzes.questions import Choice, Option, Question


def question(kind: str, right: str, wrong: str = "") -> Question:
    """Options named by letters; for pairs each is paired with its own capital."""
    options = tuple(Option(id, id, id in right, pair=id.upper()) for id in dict.fromkeys(right + wrong))
    choices = tuple(Choice(option.pair, option.pair) for option in options)
    return Question("q", kind, "?", "", "", "know", options, choices)


def mark(asked: Question, answer) -> float:
    return KINDS[asked.kind].mark(asked, answer)


@pytest.mark.parametrize(
    ("kind", "right", "wrong", "chosen", "expected"),
    [
        ("single", "a", "bc", "a", 1.0),
        ("single", "a", "bc", "b", 0.0),
        ("single", "a", "bc", "ab", 0.0),
        ("single", "a", "bc", "", 0.0),
        ("true_false", "f", "t", "f", 1.0),
        ("true_false", "f", "t", "t", 0.0),
        ("multiple", "ab", "cd", "ab", 1.0),
        ("multiple", "ab", "cd", "a", 0.5),
        ("multiple", "ab", "cd", "abc", 0.5),
        ("multiple", "ab", "cd", "abcd", 0.0),
        ("multiple", "ab", "cd", "cd", 0.0),
        ("multiple", "ab", "cd", "axyz", 0.0),
        ("order", "abcd", "", "abcd", 1.0),
        ("order", "abcd", "", "abdc", 0.5),
        ("order", "abcd", "", "dcba", 0.0),
        ("order", "abcd", "", "ab", 0.5),
        ("order", "abcd", "", "abcdabcd", 1.0),
        ("match", "abcd", "", {"a": "a", "b": "b", "c": "c", "d": "d"}, 1.0),
        ("match", "abcd", "", {"a": "a", "b": "b", "c": "d", "d": "c"}, 0.5),
        ("match", "abcd", "", {"x": "a"}, 0.0),
        ("match", "abcd", "", {}, 0.0),
    ],
)
def test_mark(kind, right, wrong, chosen, expected):
    assert mark(question(kind, right, wrong), chosen if isinstance(chosen, dict) else list(chosen)) == expected


@pytest.mark.parametrize(
    ("accepted", "text", "expected"),
    [
        ("Kreativitet", " kreativitet. ", 1.0),
        ("idésluss", "IDESLUSS", 1.0),
        ("6-3-5", "6-3-5!", 1.0),
        ("två ord", "två   ord", 1.0),
        ("hundraåtta", "108", 0.0),
        ("108", "", 0.0),
        ("108", "...", 0.0),
        ("ﬁxering", "fixering", 1.0),
    ],
)
def test_a_short_text_is_forgiven_its_form(accepted, text, expected):
    asked = Question("q", "short_text", "?", "", "", "know", (Option("a", accepted, True),))
    assert mark(asked, [text]) == expected


@given(st.text())
def test_what_is_compared_is_its_own_plain_form(text):
    assert plain(plain(text)) == plain(text)


@given(
    kind=st.sampled_from(["single", "multiple", "true_false"]),
    right=st.text("abcdef", max_size=4),
    wrong=st.text("ghijkl", max_size=4),
    chosen=st.lists(st.text(max_size=3)),
)
def test_any_choice_gives_a_mark_between_0_and_1_whatever_its_order(kind, right, wrong, chosen):
    asked = question(kind, right, wrong)
    assert 0 <= mark(asked, chosen) <= 1
    assert mark(asked, chosen) == mark(asked, chosen[::-1] + chosen)


@given(right=st.text("abcdef", max_size=6), chosen=st.lists(st.text(max_size=3)))
def test_any_order_gives_a_mark_between_0_and_1(right, chosen):
    assert 0 <= mark(question("order", right), chosen) <= 1


@given(right=st.text("abcdef", max_size=6), chosen=st.dictionaries(st.text(max_size=2), st.text(max_size=2)))
def test_any_pairs_give_a_mark_between_0_and_1(right, chosen):
    assert 0 <= mark(question("match", right), chosen) <= 1


@given(accepted=st.text(max_size=20), text=st.text(max_size=30))
def test_any_text_is_right_or_not(accepted, text):
    asked = Question("q", "short_text", "?", "", "", "know", (Option("a", accepted, True),))
    assert mark(asked, [text]) in (0.0, 1.0)
    assert mark(asked, []) == 0.0


@given(st.lists(st.floats(0, 1), max_size=30), st.integers(0, 30))
def test_a_score_is_a_whole_per_cent(marks, more):
    assert 0 <= score(marks, len(marks) + more) <= 100


@pytest.mark.parametrize(
    ("marks", "questions", "expected"),
    [([], 0, 0), ([], 3, 0), ([1, 1, 1], 3, 100), ([1, 1], 3, 66), ([1 / 3] * 3, 1, 100), ([0.1] * 10, 10, 10)],
)
def test_score(marks, questions, expected):
    assert score(marks, questions) == expected
