"""What the journal gives to the whole (see `accounts.room`)."""

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.room import Contract, Holding, Job
from journals.models import Remark
from journals.services import empty_bins, tell_of_letters


def before_erasure(person: User) -> None:
    """What she said about texts of others stays in its place, with the text only if she wants that."""
    if not person.erasure_keeps_texts:
        Remark.objects.filter(author=person).exclude(share__author=person).update(source="")


CONTRACT = Contract(
    holdings=(
        Holding(
            "journals.EntryVersion",
            _("Versions of journal entries"),
            by=("entry__author",),
            takes=("entry__key", "number", "text", "saved_at"),
        ),
        Holding(
            "journals.Remark",
            _("Remarks about texts shared with trainers"),
            by=("share__author",),
            takes=("share__shared_at", "author__name", "source", "said_at"),
        ),
        Holding(
            "journals.Share",
            _("Texts shared of the journal"),
            by=("author",),
            takes=("cohort__name", "audience", "source", "shared_at", "withdrawn_at"),
        ),
        Holding(
            "journals.Entry",
            _("Journal entries"),
            by=("author",),
            takes=("key", "step_key", "text", "depth", "returns_on", "created_at", "updated_at", "deleted_at"),
        ),
        Holding(
            "journals.Remark",
            _("Remarks about texts that others shared"),
            by=("author",),
            stays=_(
                "The conversation belongs to the one who shared. "
                "The name goes, and the text with it unless texts are kept."
            ),
            takes=("source", "said_at"),
        ),
    ),
    before_erasure=before_erasure,
    jobs=(
        Job("letters", lambda now, retention: tell_of_letters(today=localdate(now))),
        Job("bins", lambda now, retention: empty_bins(now=now, days=retention.bin_days)),
    ),
)
