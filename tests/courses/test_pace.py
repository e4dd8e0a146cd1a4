"""The day that each module is planned for: one a week, weeks skipped, days chosen by hand, and what waits."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from courses.outline import build_outline
from courses.pace import Pace, Planned, monday_of
from tests.courses.test_outline import keys, module, step

START = date(2026, 10, 7)  # A Wednesday.
MODULES = [UUID(int=number) for number in range(4)]
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def days(pace):
    return [planned.opens_on for planned in pace.plan(MODULES).values()]


def test_one_a_week_from_the_first_day():
    assert days(Pace(START)) == [date(2026, 10, 7), date(2026, 10, 14), date(2026, 10, 21), date(2026, 10, 28)]


def test_a_skipped_week_has_no_module_and_moves_those_after_it():
    pace = Pace(START, skipped=frozenset({date(2026, 10, 12), date(2026, 10, 19)}))
    assert days(pace) == [date(2026, 10, 7), date(2026, 10, 28), date(2026, 11, 4), date(2026, 11, 11)]


def test_a_day_by_hand_moves_its_own_module_alone():
    assert days(Pace(START, dated={MODULES[1]: date(2026, 12, 1)})) == [
        date(2026, 10, 7),
        date(2026, 12, 1),
        date(2026, 10, 21),
        date(2026, 10, 28),
    ]


def test_only_what_lies_ahead_is_told():
    pace = Pace(START, closed=frozenset({MODULES[0], MODULES[3]}))
    assert pace.ahead(MODULES, date(2026, 10, 21)) == {MODULES[3]: Planned(date(2026, 10, 28), is_closed=True)}


@given(start=DAYS, skipped=st.sets(DAYS.map(monday_of), max_size=30), number=st.integers(0, 30))
def test_modules_keep_their_order_and_the_weekday_outside_skipped_weeks(start, skipped, number):
    modules = [UUID(int=at) for at in range(number)]
    plan = [planned.opens_on for planned in Pace(start, frozenset(skipped)).plan(modules).values()]
    assert len(plan) == number
    assert plan == sorted(set(plan))
    assert {day.weekday() for day in plan} <= {start.weekday()}
    assert not {monday_of(day) for day in plan} & skipped
    # No week is left out without a reason.
    weeks = {start + timedelta(days=7 * at) for at in range(((plan[-1] - start).days // 7 + 1) if plan else 0)}
    assert {monday_of(day) for day in weeks - set(plan)} <= skipped


def outline_with(*, is_closed, done=(), role="coach"):
    modules = [module(1, step(1)), module(2, step(2), step(3))]
    ahead = {UUID(int=102): Planned(date(2026, 10, 14), is_closed)}
    return build_outline(modules, keys(*done), role, ahead)


def test_a_planned_module_is_entered_all_the_same():
    outline = outline_with(is_closed=False, done=[1])
    assert (outline.next_step.row.key, outline.waits_until) == (UUID(int=2), None)
    assert (outline.modules[1].opens_on, outline.modules[1].is_shut) == (date(2026, 10, 14), False)


def test_nothing_leads_into_a_module_that_waits():
    outline = outline_with(is_closed=True, done=[1])
    assert (outline.next_step, outline.waits_until) == (None, date(2026, 10, 14))
    assert outline.after(UUID(int=1)) is None
    assert outline.after(UUID(int=2)) is None


def test_while_something_is_open_nothing_is_waited_for():
    outline = outline_with(is_closed=True)
    assert (outline.next_step.row.key, outline.waits_until) == (UUID(int=1), None)


def test_whoever_has_done_all_waits_for_nothing():
    assert outline_with(is_closed=True, done=[1, 2, 3]).waits_until is None


def test_a_trainer_is_not_kept_out():
    outline = outline_with(is_closed=True, role="trainer")
    assert (outline.modules[1].is_shut, outline.after(UUID(int=1)).row.key) == (False, UUID(int=2))
