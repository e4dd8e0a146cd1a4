"""Moments as people say them, in both languages and by the clock on the wall."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils.translation import override

from content.templatetags.moments import moment, when

HERE = ZoneInfo("Europe/Stockholm")


@pytest.mark.parametrize(
    ("at", "swedish", "english"),
    [
        (datetime(2026, 1, 2, 9, 5, tzinfo=HERE), "i dag 09.05", "today 09:05"),
        (datetime(2026, 1, 1, 23, 59, tzinfo=HERE), "i går 23.59", "yesterday 23:59"),
        (datetime(2025, 12, 31, 12, 0, tzinfo=HERE), "31 december 2025 12.00", "31 December 2025, 12:00"),
        (datetime(2026, 1, 1, 0, 30, tzinfo=HERE), "i går 00.30", "yesterday 00:30"),
        (datetime(2026, 11, 22, 14, 43, tzinfo=HERE), "22 november 14.43", "22 November, 14:43"),
    ],
)
def test_when(at, swedish, english):
    with time_machine.travel(datetime(2026, 1, 2, 10, 0, tzinfo=HERE), tick=False):
        with override("sv"):
            assert when(at) == swedish
        with override("en"):
            assert when(at) == english


def test_a_program_reads_the_same_moment():
    at = datetime(2026, 11, 22, 13, 43, tzinfo=ZoneInfo("UTC"))
    with time_machine.travel(datetime(2026, 11, 22, 20, 0, tzinfo=HERE), tick=False), override("sv"):
        assert moment(at) == '<time datetime="2026-11-22T14:43:00+01:00">i dag 14.43</time>'
