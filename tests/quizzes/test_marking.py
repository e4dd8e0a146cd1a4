import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.marking import mark, score
from quizzes.questions import Option, Question


def question(kind: str, right: str, wrong: str) -> Question:
    options = tuple(Option(id, id, id in right, "") for id in right + wrong)
    return Question("q", kind, "?", "", "", "know", options)


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
    ],
)
def test_mark(kind, right, wrong, chosen, expected):
    assert mark(question(kind, right, wrong), list(chosen)) == expected


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


@pytest.mark.parametrize(
    ("marks", "questions", "expected"),
    [([], 0, 0), ([], 3, 0), ([1, 1, 1], 3, 100), ([1, 1], 3, 66), ([1 / 3] * 3, 1, 100), ([0.1] * 10, 10, 10)],
)
def test_score(marks, questions, expected):
    assert score(marks, questions) == expected
