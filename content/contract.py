"""What the CMS holds of people, for the libraries that it is made of (see `accounts.room`)."""

from django.utils.translation import gettext_lazy as _

from accounts.room import Contract, Holding, Job
from content.services import clean_old_pictures, forget_editor, forget_logs, publish_scheduled

_WORK = _("Work on the course belongs to the organisation. The name goes.")
_NOTES = _("Notes on pages keep their place, since others have answered. Their text goes.")


CONTRACT = Contract(
    holdings=(
        Holding("wagtailcore.PageSubscription", _("Pages followed in the CMS"), by=("user",)),
        Holding("wagtailcore.APIToken", _("Keys for programs"), by=("user",)),
        Holding("wagtailadmin.EditingSession", _("Pages open in the CMS"), by=("user",)),
        Holding("wagtailadmin.FormState", _("Forms begun in the CMS"), by=("user",)),
        Holding("wagtailusers.UserProfile", _("Settings of the CMS"), by=("user",), takes=("preferred_language",)),
        Holding(
            "wagtailcore.Comment",
            _("Notes on pages in the CMS"),
            by=("user", "resolved_by"),
            stays=_NOTES,
            takes=("text", "created_at"),
        ),
        Holding(
            "wagtailcore.CommentReply",
            _("Answers to notes on pages in the CMS"),
            by=("user",),
            stays=_NOTES,
            takes=("text", "created_at"),
        ),
        Holding(
            "wagtailcore.Page",
            _("Pages made or locked"),
            by=("owner", "locked_by"),
            stays=_WORK,
            takes=("title",),
        ),
        Holding(
            "wagtailcore.Revision",
            _("Versions of pages saved"),
            by=("user",),
            stays=_WORK,
            takes=("object_str", "created_at"),
        ),
        Holding(
            "wagtailcore.PageLogEntry",
            _("Log of work with pages"),
            by=("user",),
            stays=_WORK,
            takes=("label", "action", "timestamp"),
        ),
        Holding(
            "wagtailcore.ModelLogEntry",
            _("Log of work with settings, people and files"),
            by=("user",),
            stays=_WORK,
            takes=("action", "timestamp"),
        ),
        Holding("wagtailcore.WorkflowState", _("Pages sent for review"), by=("requested_by",), stays=_WORK),
        Holding(
            "wagtailcore.TaskState",
            _("Reviews finished"),
            by=("finished_by",),
            stays=_WORK,
            takes=("comment", "finished_at"),
        ),
        Holding("wagtailcore.UploadedFile", _("Files whose upload was begun"), by=("uploaded_by_user",)),
        Holding(
            "wagtailimages.Image",
            _("Pictures uploaded to the course"),
            by=("uploaded_by_user",),
            stays=_WORK,
            takes=("title", "created_at"),
        ),
        Holding(
            "wagtaildocs.Document",
            _("Files uploaded to the course"),
            by=("uploaded_by_user",),
            stays=_WORK,
            takes=("title", "created_at"),
        ),
        Holding(
            "wagtail_localize.StringTranslation",
            _("Translations written"),
            by=("last_translated_by",),
            stays=_WORK,
            takes=("data", "updated_at"),
        ),
        Holding(
            "wagtail_localize.SegmentOverride",
            _("Pictures and links chosen for translations"),
            by=("last_translated_by",),
            stays=_WORK,
        ),
    ),
    before_erasure=lambda person: forget_editor(person=person),
    jobs=(
        Job("scheduled pages", lambda now, retention: publish_scheduled(now=now)),
        Job("logs of the CMS", lambda now, retention: forget_logs(now=now, days=retention.log_days)),
        Job("pictures as they came", lambda now, retention: clean_old_pictures()),
    ),
)
