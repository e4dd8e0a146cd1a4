import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journals.comparing import compare


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_texts_are_there_whole(old, new):
    pieces = compare(old, new)
    assert "".join(piece.text for piece in pieces if piece.state != "new") == old
    assert "".join(piece.text for piece in pieces if piece.state != "gone") == new


@given(st.text(max_size=60))
def test_the_same_text_has_no_difference(text):
    assert {piece.state for piece in compare(text, text)} <= {"same"}


@pytest.mark.parametrize(("old", "new"), [("a ", "b "), ("a b ", "b a "), ("a b c ", "c a b a ")])
def test_long_texts_are_compared_in_time(old, new):
    began = time.perf_counter()
    compare((old * 20_000)[:20_000], (new * 20_000)[:20_000])
    assert time.perf_counter() - began < 2
