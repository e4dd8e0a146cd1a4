from hypothesis import given
from hypothesis import strategies as st

from progress.rules import Progress, progress_of

keys = st.frozensets(st.integers(0, 30))


def test_percent_is_rounded_down():
    assert Progress(done=2, required=3).percent == 66


def test_percent_is_100_only_when_everything_is_done():
    assert [Progress(done, 201).percent for done in (200, 201)] == [99, 100]


def test_nothing_required_is_complete():
    assert Progress(0, 0) == progress_of([], ["extra"])
    assert Progress(0, 0).percent == 100


@given(required=keys, done=keys)
def test_sum_stays_between_nothing_and_everything(required, done):
    progress = progress_of(required, done)
    assert progress.done + progress.left == progress.required == len(required)
    assert 0 <= progress.percent <= 100
    assert (progress.percent == 100) == progress.is_complete


@given(required=keys, done=keys, optional=keys)
def test_optional_steps_never_count(required, done, optional):
    assert progress_of(required, done | (optional - required)) == progress_of(required, done)
