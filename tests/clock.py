"""The moment at which every test begins, so that no hour and no day of the year decides what it finds.

TEST_MOMENT puts the whole suite at another one, for example TEST_MOMENT=2027-03-28T01:59:30+01:00. The tests in a
browser are left out of it: their server and Chromium are processes of their own, and live today.
"""

import os
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import time_machine

HERE = ZoneInfo("Europe/Stockholm")
# A Wednesday like others: office hours, no turn of a month, no change of the clock within a week.
MOMENT = datetime.fromisoformat(os.environ.get("TEST_MOMENT", "2026-12-02T10:00:00+01:00")).astimezone(UTC)
# What tests begin with lies behind them, and on the same day.
WORLD_MOMENT = MOMENT - timedelta(minutes=5)


def moment() -> time_machine.travel:
    """Travel to the moment; from there on time passes as it does."""
    return time_machine.travel(MOMENT)


def today() -> date:
    """The day of the moment where people live, for what is said before a test begins."""
    return MOMENT.astimezone(HERE).date()
