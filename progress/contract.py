"""What the ledger gives to the whole (see `accounts.room`)."""

from django.utils.translation import gettext_lazy as _

from accounts.room import Contract, Holding

CONTRACT = Contract(
    holdings=(
        Holding(
            "progress.Completion",
            _("Steps done"),
            by=("coach",),
            stays=_("As numbers without a name, so that the sums of the cohort still hold."),
            takes=("step_key", "completed_at"),
        ),
    )
)
