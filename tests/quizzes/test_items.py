import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.items import GivenAnswer, items


def rows(question, marks, *, version="1", slips=None, sure=0):
    return [
        GivenAnswer(coach, question, version, mark, "sure" if coach < sure else "", "" if mark >= 1 else (slips or "B"))
        for coach, mark in enumerate(marks)
    ]


def only(given):
    [item] = items(given)
    return item


def test_only_the_first_answer_counts():
    item = only(rows("q", [0.0]) + rows("q", [1.0]))
    assert (item.asked, item.right, item.slip, item.slip_count) == (1, 0, "B", 1)


def test_each_version_is_a_line_of_its_own():
    given = [*rows("q", [1.0, 1.0]), GivenAnswer(9, "q", "2", 0.0, "", "C")]
    assert [(item.version, item.asked) for item in items(given)] == [("1", 2), ("2", 1)]


@pytest.mark.parametrize(
    ("marks", "sure", "hint"),
    [
        ([0.0] * 4, 0, "too_few"),
        ([0.0] * 4 + [1.0] * 2, 0, "misleads"),
        ([0.0] * 4 + [1.0] * 2, 2, "sure_and_wrong"),
        ([1.0] * 20, 0, "known"),
        ([1.0] * 5 + [0.5] * 2, 0, ""),
    ],
)
def test_what_it_may_mean(marks, sure, hint):
    assert only(rows("q", marks, sure=sure)).hint == hint


def test_those_who_did_well_elsewhere_are_compared_with_those_who_did_not():
    good, bad = [1.0] * 4, [0.0] * 4
    easy = rows("easy", good + bad)
    assert [item.discrimination for item in items(easy + rows("q", good + bad))] == [1.0, 1.0]
    assert [item.discrimination for item in items(easy + rows("q", bad + good))] == [-1.0, -1.0]
    [_easy, item] = items(easy + rows("q", [1.0, 0.0] * 4))
    assert (item.discrimination, item.hint) == (0.0, "no_difference")


def test_too_few_are_not_compared():
    assert [item.discrimination for item in items(rows("a", [1, 0, 1]) + rows("b", [1, 0, 0]))] == [None, None]


@given(
    st.lists(
        st.builds(
            GivenAnswer,
            st.integers(0, 12),
            st.sampled_from("abc"),
            st.sampled_from("12"),
            st.floats(0, 1),
            st.sampled_from(["", "sure", "fairly", "guessing"]),
            st.sampled_from(["", "B", "C"]),
        )
    )
)
def test_any_answers_give_lines_that_add_up(given):
    lines = items(given)
    assert sum(item.asked for item in lines) == len({(one.coach, one.question) for one in given})
    for item in lines:
        assert 0 <= item.right <= item.asked
        assert 0 <= item.right_percent <= 100
        assert item.slip_count + item.right <= item.asked
        assert item.discrimination is None or -1 <= item.discrimination <= 1
