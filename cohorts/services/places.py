"""Who is told that others have changed her place: another role, another cohort, none, or the end of a cohort."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from cohorts.models import Cohort, Membership
from notices import services as notices
from notices.lines import one_line

MOVED, REMOVED, ROLE, ENDED, REOPENED = "moved", "removed", "role", "ended", "reopened"


def tell_of_place(
    *,
    kind: str,
    cohort: Cohort,
    people: Iterable[User],
    by: User | None,
    to: Cohort | None = None,
    role: str = "",
    day: date | None = None,
) -> None:
    """Write to people whose place in a cohort somebody else has changed, in the transaction that changes it.

    Whoever did it knows; an answer goes to her. `to` is where somebody was moved, `role` what she is now, `day` the
    last on which the board can be read.
    """
    answered_by = {"Reply-To": one_line(by.email)} if by else {}
    for person in people:
        if person == by or not person.is_active:
            continue
        with override(person.language):
            context = {
                "kind": kind,
                "cohort": one_line(cohort.name),
                "to": one_line(to.name) if to else "",
                "role": str(Membership.Role(role).label) if role else "",
                "day": day,
                "answered_by": one_line(by.get_full_name()) if by else "",
                "left": reverse("left") if kind in (MOVED, REMOVED) else "",
            }
        notices.write_mail(
            to=person.email, language=person.language, template="place", context=context, headers=answered_by
        )
