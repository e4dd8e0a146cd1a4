"""Whatever time passes and whatever breaks: windows of a digest follow upon one another, and nothing is told twice."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from accounts.services import create_person
from notices.models import MailChoice
from notices.queries import PERIODS, Window, people_due
from notices.services import LATE, open_window
from tests.long import examples

JOINED = datetime(2026, 3, 20, 7, 0, tzinfo=UTC)
STEPS = st.lists(
    st.tuples(st.integers(0, 20 * 24 * 60), st.sampled_from(["run", "run twice", "crash", "miss"])), max_size=12
)


class Crash(Exception):
    pass


def run(user: User, now: datetime, crashes: bool = False) -> list[Window]:
    """A run of the command for one person; the windows whose transactions ended well."""
    taken = []
    if user not in people_due(now):
        return []
    try:
        with transaction.atomic():
            window = open_window(user=user, now=now)
            if crashes:
                raise Crash
        taken.append(window)
    except Crash:
        pass
    return [window for window in taken if window]


class TestWindows(TestCase):
    @settings(max_examples=examples(60))
    @given(steps=STEPS, digest=st.sampled_from(["weekly", "daily"]))
    def test_no_gap_and_no_overlap(self, steps, digest):
        user = create_person(email="window@example.org", name="W")
        User.objects.filter(pk=user.pk).update(date_joined=JOINED)
        user.refresh_from_db()
        MailChoice.objects.create(user=user, digest=digest)
        now, windows = JOINED, []
        for minutes, what in steps:
            now += timedelta(minutes=minutes)
            if what != "miss":
                windows += run(user, now, crashes=what == "crash")
            if what == "run twice":
                assert run(user, now) == []
        edges = [JOINED, *(window.until for window in windows)]
        assert [window.since for window in windows] == edges[:-1]
        assert all(window.since < window.until <= now - LATE for window in windows)
        # By the clock on the wall a day may be an hour shorter.
        least = PERIODS[MailChoice.Digest(digest)] - LATE - timedelta(hours=1)
        assert all(window.until - window.since >= least for window in windows)


@pytest.mark.django_db
def test_a_run_after_a_long_silence_tells_of_all_of_it(alva):
    User.objects.filter(pk=alva.pk).update(date_joined=JOINED)
    alva.refresh_from_db()
    assert run(alva, JOINED + timedelta(days=90)) == [Window(JOINED, JOINED + timedelta(days=90) - LATE)]
