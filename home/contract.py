"""What the front door gives to the whole (see `accounts.room`)."""

from django.utils.translation import gettext_lazy as _

from accounts.room import Contract, Holding, Job
from home.services import erase_due, forget_exports, forget_exports_of

CONTRACT = Contract(
    holdings=(
        Holding(
            "home.PersonalExport",
            _("Copies of all data"),
            by=("person",),
            takes=("requested_at", "ready_at"),
        ),
        Holding(
            "home.PersonalExport",
            _("Copies of all data that were made for others"),
            by=("requested_by",),
            stays=_("They are deleted within days anyway. The name goes."),
        ),
    ),
    before_erasure=lambda person: forget_exports_of(person=person),
    jobs=(
        Job("erased accounts", lambda now, kept: erase_due(now=now)),
        Job("copies of data", lambda now, kept: forget_exports(now=now, days=kept.export_days)),
    ),
)
