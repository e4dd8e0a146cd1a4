"""What practice gives to the whole (see `accounts.room`)."""

from django.utils.translation import gettext_lazy as _

from accounts.room import Contract, Holding
from practice.services import give_up_lines

CONTRACT = Contract(
    holdings=(
        Holding(
            "practice.PracticeLog",
            _("Practice tasks with notes"),
            by=("coach",),
            takes=("step_key", "done_on", "line", "noted_at"),
            is_sealed=True,
        ),
    ),
    give_up=lambda person: give_up_lines(person=person),
)
