"""In which capacity somebody meets a course. Set on the request before a page of a course is served."""

from dataclasses import dataclass
from typing import Literal

from courses.outline import LEARNERS
from courses.pace import Pace

Role = Literal["coach", "inspirer", "trainer", "observer"]


@dataclass(frozen=True)
class Enrolment:
    """Somebody's place in a course: her role, the cohort she has it in (None for an observer), and its pace."""

    role: Role
    cohort_id: int | None = None
    is_preview: bool = False
    pace: Pace | None = None

    @property
    def learns(self) -> bool:
        return self.role in LEARNERS

    @property
    def may_edit(self) -> bool:
        """Whether it is worth asking the CMS if she may edit: not for learners, and not within a preview."""
        return not self.learns and not self.is_preview


OBSERVER = Enrolment(role="observer")
PREVIEW = Enrolment(role="observer", is_preview=True)
