from datetime import timedelta

import pytest
from django.utils import timezone

from practice.models import PracticeLog
from progress.queries import done_keys


@pytest.fixture
def coach(client_as, alva):
    return client_as(alva)


def test_a_date_and_a_line_make_it_done(coach, practice, alva):
    coach.post(practice.get_url(), {"done_on": "2025-11-20", "line": "Två tysta minuter."})
    assert PracticeLog.objects.visible_to(alva).get().line == "Två tysta minuter."
    assert practice.translation_key in done_keys(alva.pk)


def test_what_was_noted_can_be_corrected(coach, practice):
    for line in ("Ett", "Två"):
        coach.post(practice.get_url(), {"done_on": "2025-11-20", "line": line})
    assert [log.line for log in PracticeLog.objects.all()] == ["Två"]


@pytest.mark.parametrize("done_on", ["", "igår", "2026-13-40", "0001-01-01", "9999-99-99", "🙂"])
def test_an_odd_date_is_told_beside_the_field(coach, practice, alva, done_on):
    response = coach.post(practice.get_url(), {"done_on": done_on, "line": "Hej"})
    assert response.status_code == 422
    assert response.context["form"].errors["done_on"]
    assert practice.translation_key not in done_keys(alva.pk)


def test_a_day_to_come_is_refused(coach, practice):
    tomorrow = timezone.localdate() + timedelta(days=1)
    response = coach.post(practice.get_url(), {"done_on": tomorrow.isoformat()})
    assert "Den dagen har inte varit än." in response.text
