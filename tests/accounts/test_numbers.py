"""Numbers that come with a form or an address."""

import pytest

from accounts.numbers import row_number


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ("7", 7),
        (7, 7),
        ("0", 0),
        ("9223372036854775807", 9223372036854775807),
        ("9223372036854775808", None),
        ("1" * 5000, None),
        ("-1", None),
        ("1.0", None),
        ("٣", None),
        ("²", None),
        (" 7", None),
        ("", None),
        (None, None),
    ],
)
def test_only_what_can_name_a_row_is_a_number(given, number):
    assert row_number(given) == number
