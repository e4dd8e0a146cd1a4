from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts.services import set_pace
from tests.conftest import page_of


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def at():
    """A week from now, at a whole hour."""
    return timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=7)


@pytest.fixture
def opens_later(cohort, second, today):
    """The whole course is shut until a week from now; the second module a week later."""

    everything = [page_of("T1").translation_key, second.translation_key]

    def decide(**facts):
        given = {
            "starts_on": today + timedelta(days=7),
            "skipped_weeks": [],
            "modules": everything,
            "dated": {},
            "closed": [],
        }
        return set_pace(cohort=cohort, **given | facts)

    return decide
