"""What the boards give to the whole (see `accounts.room`)."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.room import Contract, File, Holding, Job, Kind, Part
from discussions.models import Attachment
from discussions.queries import find_posts
from discussions.services.leaving import erase_old_boards, forget_author
from discussions.services.rendering import renew_posts

_RECORD = _("Trainers must be able to see what was done and when. Only your role and the day stay.")


def files(person: User) -> Iterator[File]:
    """The files of her posts, one at a time."""
    for pk, post, name in Attachment.objects.filter(post__author=person).values_list("pk", "post", "name"):
        content = Attachment.objects.values_list("content", flat=True).get(pk=pk)
        yield File(f"{post}-{pk}-{name}", bytes(content))


CONTRACT = Contract(
    holdings=(
        Holding(
            "discussions.Attachment",
            _("Files with posts"),
            by=("post__author",),
            takes=("post__posted_at", "kind", "name", "size"),
        ),
        Holding(
            "discussions.PostVersion",
            _("Earlier texts of posts"),
            by=("post__author",),
            takes=("post__posted_at", "source", "replaced_at"),
        ),
        Holding(
            "discussions.Draft",
            _("Drafts of posts"),
            by=("user",),
            takes=("cohort__name", "title", "source", "kept_at"),
        ),
        Holding(
            "discussions.Reading",
            _("Marks of how far threads are read"),
            by=("user",),
            takes=("thread__title", "up_to"),
        ),
        Holding(
            "discussions.SavedPost",
            _("Posts saved for later"),
            by=("user",),
            takes=("post__thread__title", "post__posted_at", "saved_at"),
        ),
        Holding(
            "discussions.Following",
            _("Choices of what to hear of"),
            by=("user",),
            takes=("cohort__name", "thread__title", "level"),
        ),
        Holding(
            "discussions.Post_helped",
            _("Posts marked as helpful"),
            by=("user",),
            takes=("post__thread__title", "post__posted_at"),
        ),
        Holding(
            "discussions.Post",
            _("Posts, and titles of threads begun with them"),
            by=("author",),
            stays=_(
                "So that answers of others keep their place. The name goes, and the text with it unless texts are kept."
            ),
            takes=("thread__cohort__name", "thread__title", "source", "posted_at", "edited_at", "withdrawn_at"),
        ),
        Holding(
            "discussions.Report",
            _("Reports of posts, made or settled"),
            by=("by", "settled_by"),
            stays=_RECORD,
            takes=("reason", "reported_at", "settled_at"),
        ),
        Holding(
            "discussions.NameOpening",
            _("Names found out as a trainer"),
            by=("by",),
            stays=_RECORD,
            takes=("reason", "opened_at"),
        ),
    ),
    impersonal=("discussions.Thread",),
    before_erasure=lambda person: forget_author(person=person),
    files=files,
    kinds=(Kind("boards", _("Posts on the boards"), "chat", find_posts),),
    parts=(
        Part("discussions.Thread", _("Threads on the board")),
        Part("discussions.Post", _("Posts, with all that belongs to them"), way="thread__cohort"),
        Part("discussions.Attachment", _("Files with posts"), way="post__thread__cohort"),
        Part("discussions.Draft", _("Drafts of posts")),
    ),
    jobs=(
        Job("boards", lambda now, retention: erase_old_boards(now=now, months=retention.cohort_months)),
        Job("posts by older rules", lambda now, retention: renew_posts()),
    ),
)
