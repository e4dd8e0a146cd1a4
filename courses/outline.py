"""The path through a course for one person. Pure: rows and done keys in, an outline out.

Order is advice, never a lock. A step counts as required when it is required and meant for the person's role.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from progress.rules import Progress, progress_of


@dataclass(frozen=True)
class StepRow:
    """A live step as the database tells it; `roles` is empty when it is for everybody."""

    key: UUID
    title: str
    url: str
    kind: str
    kind_label: str
    icon: str
    summary: str
    minutes: int
    required: bool
    roles: str


@dataclass(frozen=True)
class ModuleRow:
    """A live module with its steps in the order of the tree."""

    key: UUID
    title: str
    url: str
    number: int
    summary: str
    steps: tuple[StepRow, ...]


@dataclass(frozen=True)
class StepLine:
    """A step as one person meets it."""

    row: StepRow
    required: bool
    done: bool

    @property
    def state(self) -> str:
        return "done" if self.done else "open"


@dataclass(frozen=True)
class ModuleLine:
    """A module as one person meets it."""

    row: ModuleRow
    steps: tuple[StepLine, ...]

    @cached_property
    def progress(self) -> Progress:
        return progress_of(
            [line.row.key for line in self.steps if line.required], [line.row.key for line in self.steps if line.done]
        )

    @cached_property
    def left(self) -> tuple[StepLine, ...]:
        return tuple(line for line in self.steps if line.required and not line.done)

    @property
    def minutes(self) -> int:
        return sum(line.row.minutes for line in self.steps if line.required)


@dataclass(frozen=True)
class Outline:
    """The whole path, with the sum of it and the one next thing."""

    modules: tuple[ModuleLine, ...]

    @cached_property
    def steps(self) -> tuple[StepLine, ...]:
        return tuple(line for module in self.modules for line in module.steps)

    @cached_property
    def progress(self) -> Progress:
        return Progress(
            done=sum(module.progress.done for module in self.modules),
            required=sum(module.progress.required for module in self.modules),
        )

    @property
    def next_step(self) -> StepLine | None:
        """The first required step that is not done, or None when all are."""
        return next((line for line in self.steps if line.required and not line.done), None)

    def module_of(self, key: UUID) -> ModuleLine | None:
        """The module that holds a step."""
        return next((module for module in self.modules if any(line.row.key == key for line in module.steps)), None)

    def after(self, key: UUID) -> StepLine | None:
        """The step that follows in the order of the course, done or not."""
        steps = self.steps
        position = next((index for index, line in enumerate(steps) if line.row.key == key), len(steps))
        return steps[position + 1] if position + 1 < len(steps) else None


def build_outline(modules: Iterable[ModuleRow], done: Collection[UUID], role: str) -> Outline:
    """Lay the done keys over the rows for somebody in a role (`coach`, `inspirer`, or any other for all steps)."""
    return Outline(tuple(ModuleLine(row, _lines(row.steps, done, role)) for row in modules))


def _lines(steps: Sequence[StepRow], done: Collection[UUID], role: str) -> tuple[StepLine, ...]:
    return tuple(StepLine(step, step.required and _meant_for(step, role), step.key in done) for step in steps)


def _meant_for(step: StepRow, role: str) -> bool:
    return not step.roles or role not in ("coach", "inspirer") or step.roles == role
