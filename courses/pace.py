"""The pace of a course: when each of its modules is planned for. Pure; dates are advice, unless a module is closed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from uuid import UUID

A_WEEK = timedelta(days=7)


def monday_of(day: date) -> date:
    """The Monday of the week that a day is in."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True)
class Planned:
    """The day that a module is planned for, and whether learners wait outside until then."""

    opens_on: date
    is_closed: bool = False


@dataclass(frozen=True)
class Pace:
    """One module a week from a day on.

    `skipped` holds the Mondays of weeks without a module, `dated` the days that were chosen for single modules,
    `closed` the modules that nobody enters before their day.
    """

    starts_on: date
    skipped: frozenset[date] = frozenset()
    dated: Mapping[UUID, date] = field(default_factory=dict)
    closed: frozenset[UUID] = frozenset()

    def plan(self, modules: Sequence[UUID]) -> dict[UUID, Planned]:
        """The day of each module, in their order. A day that was chosen moves its own module alone."""
        days = islice(self._days(), len(modules))
        return {
            key: Planned(self.dated.get(key, day), key in self.closed) for key, day in zip(modules, days, strict=True)
        }

    def ahead(self, modules: Sequence[UUID], today: date) -> dict[UUID, Planned]:
        """Those whose day has not come."""
        return {key: planned for key, planned in self.plan(modules).items() if planned.opens_on > today}

    def _days(self) -> Iterator[date]:
        day = self.starts_on
        while True:
            if monday_of(day) not in self.skipped:
                yield day
            day += A_WEEK
