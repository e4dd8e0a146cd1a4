"""What the front door gives to the whole (see `accounts.room`)."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.room import Contract, Holding, Job
from home.services import (
    announce_second_factors,
    apply_changes,
    erase_due,
    forget_exports,
    forget_exports_of,
    remind_of_changes,
    send_digests,
)


def before_erasure(person: User) -> None:
    forget_exports_of(person=person)


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
    impersonal=("home.Upkeep",),
    before_erasure=before_erasure,
    jobs=(
        Job("second factors", lambda now, retention: announce_second_factors(now=now)),
        Job("reminders of changes", lambda now, retention: remind_of_changes(now=now)),
        Job("unopposed changes", lambda now, retention: apply_changes(now=now)),
        Job("erased accounts", lambda now, retention: erase_due(now=now)),
        Job("summaries by mail", lambda now, retention: send_digests(now=now)),
        Job("copies of data", lambda now, retention: forget_exports(now=now, days=retention.export_days)),
    ),
)
