"""The request as steps of a course get it."""

from accounts.requests import SignedInRequest
from courses.access import Enrolment


class EnrolledRequest(SignedInRequest):
    """A request that the gate of courses let through, with the capacity in which somebody takes the course."""

    enrolment: Enrolment
