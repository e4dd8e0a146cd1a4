"""The path through a course for one person. Pure: rows and done keys in, an outline out.

Order is advice, never a lock. A step counts as required when it is required and meant for the person's role.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType
from uuid import UUID

from courses.pace import Planned
from progress.rules import Progress, progress_of

LEARNERS = ("coach", "inspirer")


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
    """A module as one person meets it: `opens_on` is a day ahead that is planned for it, `is_shut` if it is shut."""

    row: ModuleRow
    steps: tuple[StepLine, ...]
    opens_on: date | None = None
    is_shut: bool = False

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
        """The first required step that is not done and can be entered, or None."""
        return next((module.left[0] for module in self.modules if module.left and not module.is_shut), None)

    @property
    def waits_until(self) -> date | None:
        """The day on which there is something to do again, when all that is left is in modules that are shut."""
        days = [module.opens_on for module in self.modules if module.left and module.is_shut and module.opens_on]
        return None if self.next_step or not days else min(days)

    def module_of(self, key: UUID) -> ModuleLine | None:
        """The module that holds a step."""
        return next((module for module in self.modules if any(line.row.key == key for line in module.steps)), None)

    def after(self, key: UUID) -> StepLine | None:
        """The step that follows in the order of the course, done or not; None at the end or before a shut module."""
        places = [(module, line) for module in self.modules for line in module.steps]
        position = next((index for index, (_module, line) in enumerate(places) if line.row.key == key), len(places))
        for module, line in places[position + 1 : position + 2]:
            return None if module.is_shut else line
        return None


def build_outline(
    modules: Iterable[ModuleRow],
    done: Collection[UUID],
    role: str,
    ahead: Mapping[UUID, Planned] = MappingProxyType({}),
) -> Outline:
    """Lay the done keys over the rows for somebody in a role (`coach`, `inspirer`, or any other for all steps).

    `ahead` holds the plan of modules whose day has not come. Only those who learn are kept out of a closed one.
    """
    learns = role in LEARNERS
    lines = []
    for row in modules:
        planned = ahead.get(row.key)
        is_shut = bool(planned and planned.is_closed and learns)
        lines.append(ModuleLine(row, _lines(row.steps, done, role), planned.opens_on if planned else None, is_shut))
    return Outline(tuple(lines))


def _lines(steps: Sequence[StepRow], done: Collection[UUID], role: str) -> tuple[StepLine, ...]:
    return tuple(StepLine(step, step.required and _meant_for(step, role), step.key in done) for step in steps)


def _meant_for(step: StepRow, role: str) -> bool:
    return not step.roles or role not in LEARNERS or step.roles == role
