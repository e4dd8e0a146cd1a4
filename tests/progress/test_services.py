from uuid import uuid4

from progress.models import Completion
from progress.queries import done_by_coach, done_keys
from progress.services import record


def test_the_first_time_counts(alva):
    key = uuid4()
    first, second = (record(coach=alva, step_key=key) for _ in range(2))
    assert first.completed_at == second.completed_at
    assert Completion.objects.filter(step_key=key).count() == 1


def test_each_coach_has_her_own(alva, bo):
    key = uuid4()
    record(coach=alva, step_key=key)
    assert (key in done_keys(alva.pk), key in done_keys(bo.pk)) == (True, False)
    done = done_by_coach([alva.pk, bo.pk])
    assert (key in done[alva.pk], key in done.get(bo.pk, {})) == (True, False)
