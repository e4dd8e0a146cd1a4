"""What practice gives to the whole (see `accounts.room`)."""

from django.utils.translation import gettext_lazy as _

from accounts.room import Contract, Holding

CONTRACT = Contract(
    holdings=(
        Holding(
            "practice.PracticeLog",
            _("Practice tasks with notes"),
            by=("coach",),
            takes=("step_key", "done_on", "line", "noted_at"),
        ),
    )
)
