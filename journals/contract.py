"""What the journal gives to the whole (see `accounts.room`)."""

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.room import Contract, Holding, Job, Kind, Part
from journals.finding import find_entries
from journals.services import empty_bins, forget_remarks, give_up_journal, tell_of_letters

CONTRACT = Contract(
    holdings=(
        Holding(
            "journals.EntryVersion",
            _("Versions of journal entries"),
            by=("entry__author",),
            takes=("entry__key", "number", "text", "saved_at"),
            is_sealed=True,
        ),
        Holding(
            "journals.Remark",
            _("Remarks about texts shared with trainers"),
            by=("share__author",),
            takes=("share__shared_at", "author__name", "source", "said_at", "withdrawn_at"),
            is_sealed=True,
        ),
        Holding(
            "journals.ShareReader",
            _("Readers of texts shared with trainers"),
            by=("share__author",),
            takes=("share__shared_at", "person__name", "told_at", "reads_from", "refused_at"),
        ),
        Holding(
            "journals.ShareReader",
            _("Texts of others that were to be read as a trainer"),
            by=("person",),
            takes=("share__cohort__name", "reads_from"),
        ),
        Holding(
            "journals.Share",
            _("Texts shared of the journal"),
            by=("author",),
            takes=("cohort__name", "audience", "source", "shared_at", "takes_later", "withdrawn_at"),
            is_sealed=True,
        ),
        Holding(
            "journals.Entry",
            _("Journal entries"),
            by=("author",),
            takes=("key", "step_key", "text", "depth", "returns_on", "created_at", "updated_at", "deleted_at"),
            is_sealed=True,
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
    kinds=(Kind("journal", _("In your journal"), "journal", find_entries),),
    parts=(
        Part("journals.Share", _("Copies shared from journals; the journals keep what was written")),
        Part("journals.ShareReader", _("Who reads them"), way="share__cohort"),
        Part("journals.Remark", _("Remarks about texts shared with trainers"), way="share__cohort"),
    ),
    give_up=lambda person: give_up_journal(person=person),
    before_erasure=lambda person: forget_remarks(author=person),
    jobs=(
        Job("letters", lambda now, retention: tell_of_letters(today=localdate(now))),
        Job("bins", lambda now, retention: empty_bins(now=now, days=retention.bin_days)),
    ),
)
