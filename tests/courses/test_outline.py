from uuid import UUID

import pytest

from courses.outline import ModuleRow, StepRow, build_outline
from progress.rules import Progress


def step(number: int, *, required: bool = True, roles: str = "") -> StepRow:
    return StepRow(
        UUID(int=number), f"Step {number}", f"/{number}/", "lesson", "Lesson", "book", "", 5, required, roles
    )


def module(number: int, *steps: StepRow) -> ModuleRow:
    return ModuleRow(UUID(int=100 + number), f"Module {number}", f"/m{number}/", number, "", steps)


def keys(*numbers: int) -> set[UUID]:
    return {UUID(int=number) for number in numbers}


def test_next_step_is_the_first_required_one_that_is_not_done():
    outline = build_outline([module(1, step(1), step(2, required=False), step(3))], keys(1), "coach")
    assert outline.next_step.row.key == UUID(int=3)


def test_nothing_is_next_when_all_required_is_done():
    outline = build_outline([module(1, step(1), step(2, required=False))], keys(1), "coach")
    assert outline.next_step is None
    assert outline.progress == Progress(1, 1)


@pytest.mark.parametrize(("role", "required"), [("coach", 1), ("inspirer", 2), ("trainer", 2), ("observer", 2)])
def test_a_step_for_the_other_role_is_optional(role, required):
    outline = build_outline([module(1, step(1), step(2, roles="inspirer"))], keys(), role)
    assert outline.progress == Progress(0, required)


def test_a_module_names_what_is_left():
    outline = build_outline([module(1, step(1), step(2), step(3))], keys(2), "coach")
    assert [line.row.title for line in outline.modules[0].left] == ["Step 1", "Step 3"]


def test_the_step_after_crosses_modules_and_ends():
    outline = build_outline([module(1, step(1)), module(2, step(2))], keys(), "coach")
    assert outline.after(UUID(int=1)).row.key == UUID(int=2)
    assert outline.after(UUID(int=2)) is None
    assert outline.after(UUID(int=99)) is None


def test_completions_of_steps_that_are_gone_do_not_count():
    outline = build_outline([module(1, step(1))], keys(1, 77), "coach")
    assert outline.progress == Progress(1, 1)
