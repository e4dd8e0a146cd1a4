"""What is said in a thread, and what belongs to it."""

from collections.abc import Collection
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, Least
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cohorts.models import Cohort, Membership
from content import text
from content.fields import StemsField
from discussions.models.reading import Reading
from discussions.models.threads import Thread
from notices.events import EventKey

# Neither taken back nor hidden.
SHOWN = Q(withdrawn_at=None, hidden_at=None)
# When what a post belongs to began: what it answers, and a free thread, whose title came with it.
BEGUN_AT = Least(
    "posted_at",
    Coalesce("parent__posted_at", "posted_at"),
    Case(When(thread__step_key=None, thread__gathering=None, then="thread__started_at"), default="posted_at"),
)


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, user: User) -> "PostQuerySet":
        """Posts that a person may read on the boards of her cohorts, without what was taken back or hidden."""
        return self.shown().filter(thread__in=Thread.objects.visible_to(user)).readable_by(user.pk)

    def visible_at(self, places: Collection[Membership]) -> "PostQuerySet":
        """As `visible_to`, to somebody all of whose places with a board that she may see are known: far less to ask."""
        holder = next(iter(places), None)
        if holder is None:
            return self.none()
        if any(place.reads_from for place in places):
            return self.visible_to(User(pk=holder.user_id))
        led = [place.cohort_id for place in places if place.is_trainer]
        here = self.shown().filter(thread__cohort__in=[place.cohort_id for place in places])
        return here.filter(self._open_to(holder.user_id) | Q(thread__cohort__in=led))

    def shown(self) -> "PostQuerySet":
        """Posts that were neither taken back nor hidden."""
        return self.filter(SHOWN)

    def readable_by(self, user_id: int) -> "PostQuerySet":
        """Posts of the time that is open to a member. Where each writes first: what opens a thread, and all of it for
        trainers and for those who have written.
        """
        return self.in_the_time_of(user_id)._in_the_manner_of(user_id)

    def begun_since(self, moment: datetime | None) -> "PostQuerySet":
        """Posts of what was begun since a moment, or all: who joined by herself reads nothing of before."""
        return self if moment is None else self.alias(begun_at=BEGUN_AT).filter(begun_at__gte=moment)

    def in_the_time_of(self, user_id: int) -> "PostQuerySet":
        """Posts of the time that is open to a member of their cohorts."""
        timed = Membership.objects.current().filter(user=user_id).exclude(reads_from=None)
        since = Subquery(timed.filter(cohort=OuterRef("thread__cohort")).values("reads_from"))
        begun = self.alias(begun_at=BEGUN_AT, since=since)
        return begun.filter(~Q(thread__cohort__in=timed.values("cohort")) | Q(begun_at__gte=F("since")))

    def _in_the_manner_of(self, user_id: int) -> "PostQuerySet":
        leads = Membership.objects.trainers().filter(cohort=OuterRef("thread__cohort"), user=user_id)
        return self.filter(self._open_to(user_id) | Exists(leads))

    def new_at(self, membership: Membership) -> "PostQuerySet":
        """Posts of others on the board of a place that its holder may read and has not, written since she joined."""
        read = Reading.objects.filter(user=membership.user_id, thread=OuterRef("thread")).values("up_to")
        new = self.of_others(membership).filter(thread__cohort=membership.cohort_id, pk__gt=Coalesce(Subquery(read), 0))
        return new if membership.is_trainer else new.filter(self._open_to(membership.user_id))

    def saved_by(self, user_id: int) -> "PostQuerySet":
        """What a person has saved to read later."""
        return self.filter(pk__in=SavedPost.objects.filter(user=user_id).values("post"))

    def waiting_for(self, membership: Membership) -> "PostQuerySet":
        """What is new at a place to its holder, and what she has saved there to read later."""
        new = Q(pk__in=Post.objects.new_at(membership).values("pk"))
        saved = Q(pk__in=Post.objects.saved_at(membership).values("pk"))
        return self.filter(new | saved)

    def saved_at(self, membership: Membership) -> "PostQuerySet":
        """What the holder of a place has saved there to read later, and may read."""
        saved = self.shown().saved_by(membership.user_id).filter(thread__cohort=membership.cohort_id)
        return saved.begun_since(membership.reads_from)._in_the_manner_of(membership.user_id)

    def of_others(self, membership: Membership) -> "PostQuerySet":
        """Posts that stand, of others than the holder of a place, written since she joined."""
        others = self.shown().exclude(author=membership.user_id).filter(posted_at__gte=membership.joined_at)
        return others.begun_since(membership.reads_from)

    @staticmethod
    def _open_to(user_id: int) -> Q:
        own = Post.objects.filter(thread=OuterRef("thread"), author=user_id, withdrawn_at=None)
        return Q(thread__is_write_first=False) | Q(is_opening=True) | Q(Exists(own))

    def left_by(self, user: User) -> "PostQuerySet":
        """What stands of a person's on boards that she reads no longer: hers to take back all the same."""
        return self.filter(author=user, withdrawn_at=None).exclude(thread__cohort__in=Cohort.objects.visible_to(user))


class Post(models.Model):
    """Something said in a thread; a post with a parent answers it, one level deep.

    Whether it shows a name is settled when it is written, whatever becomes of its author later. The source is kept
    as written, the HTML is what was cleaned when it was saved, `stems` are what is searched in.
    `submission_id` comes with the form, so that a double click says it once.
    """

    # The index below begins with the thread.
    thread = models.ForeignKey(
        Thread, verbose_name=_("thread"), on_delete=models.CASCADE, related_name="posts", db_index=False
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.PROTECT, related_name="posts"
    )
    parent = models.ForeignKey(
        "self", verbose_name=_("answers"), null=True, blank=True, on_delete=models.RESTRICT, related_name="replies"
    )
    source = models.TextField(_("text"))
    html = models.TextField(_("rendered text"))
    stems = StemsField(of=["source"])
    rules_version = models.PositiveSmallIntegerField(_("version of the cleaning rules"), default=text.RULES_VERSION)
    submission_id = models.UUIDField(_("submission"), default=uuid4)
    posted_at = models.DateTimeField(_("posted"), default=timezone.now)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    hidden_because = models.CharField(_("why it is hidden"), max_length=500, blank=True)
    is_nameless = models.BooleanField(_("shows no name"), default=False, editable=False)
    is_opening = models.BooleanField(_("starts a free thread"), default=False)
    helped = models.ManyToManyField(settings.AUTH_USER_MODEL, verbose_name=_("whom it helped"), related_name="+")

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["posted_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["author", "submission_id"], name="each_submission_once")]
        indexes = [
            # Of all posts for a page of a thread, and of those that stand for a board: a database that knows nothing of
            # its rows yet would sort them otherwise.
            models.Index(fields=["thread", "posted_at", "id"], name="posts_of_a_thread_in_order"),
            models.Index(fields=["thread", "posted_at", "id"], name="standing_posts_in_order", condition=SHOWN),
            models.Index(fields=["thread", "id"], name="standing_posts_by_number", condition=SHOWN),
            # What many posts hold is found by going back in time.
            models.Index(fields=["-posted_at", "-id"], name="standing_posts_newest_first", condition=SHOWN),
        ]

    def __str__(self) -> str:
        return f"Post {self.pk}"

    def write(self, source: str) -> None:
        """Take a text with all that is made of it, or let go of it when it is empty. Not saved yet.

        Raises ValueError above POST_LIMIT characters.
        """
        self.source = text.fitting(source, text.POST_LIMIT)
        self.html, self.rules_version = text.render(self.source), text.RULES_VERSION

    @property
    def event(self) -> str:
        """The key of the notices that tell of it."""
        return EventKey.POST.of(self.pk)

    @property
    def version(self) -> int:
        """How many texts it has had before. One query."""
        return self.versions.count()

    @property
    def body(self) -> SafeString:
        """The post as HTML, safe to show."""
        return text.stored(self.html, self.source, self.rules_version)


class SavedPost(models.Model):
    """A post that somebody has read and wants to read again: it counts as new until she has, or takes it off."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT)
    post = models.ForeignKey(Post, verbose_name=_("post"), on_delete=models.CASCADE, related_name="savings")
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)

    class Meta:
        verbose_name = _("saved post")
        verbose_name_plural = _("saved posts")
        constraints = [models.UniqueConstraint(fields=["user", "post"], name="each_saves_a_post_once")]

    def __str__(self) -> str:
        return f"{self.user_id} saves post {self.post_id}"


class PostVersion(models.Model):
    """What a post said before it was edited; for its author alone, who may have had a reason to change it."""

    post = models.ForeignKey(Post, verbose_name=_("post"), on_delete=models.CASCADE, related_name="versions")
    source = models.TextField(_("text"))
    replaced_at = models.DateTimeField(_("replaced"), default=timezone.now)

    class Meta:
        verbose_name = _("earlier text of a post")
        verbose_name_plural = _("earlier texts of posts")
        ordering = ["-replaced_at", "-pk"]

    def __str__(self) -> str:
        return f"Post {self.post_id}, before {self.replaced_at:%Y-%m-%d}"


class Attachment(models.Model):
    """A picture or a PDF that belongs to a post. Served by the product alone, to those who may read the post."""

    class Kind(models.TextChoices):
        PICTURE = "picture", _("Picture")
        PDF = "pdf", _("PDF")

    post = models.ForeignKey(Post, verbose_name=_("post"), on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(_("kind"), max_length=7, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=150)
    stems = StemsField(of=["name"])
    content = models.BinaryField(_("content"))
    size = models.PositiveIntegerField(_("size in bytes"))
    width = models.PositiveIntegerField(_("width"), null=True, blank=True)
    height = models.PositiveIntegerField(_("height"), null=True, blank=True)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["pk"]
        # How much room files take is summed without a look at what they hold.
        indexes = [models.Index(fields=["post", "size"], name="sizes_of_files")]

    def __str__(self) -> str:
        return f"Attachment {self.pk}"


class DraftQuerySet(models.QuerySet["Draft"]):
    def begun_by(self, user: User, cohort_id: int) -> "DraftQuerySet":
        """What a person has begun on a board and not posted, whatever arrived late."""
        posted = Post.objects.filter(author=user, submission_id=OuterRef("submission_id"))
        return self.filter(~Exists(posted), user=user, cohort=cohort_id)


class Draft(models.Model):
    """What a person has begun to write in one of the boxes of a board, for herself alone.

    `manner` holds what was chosen besides, by the names of the form's fields; `submission_id` what it becomes.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT)
    cohort = models.ForeignKey(Cohort, verbose_name=_("cohort"), on_delete=models.CASCADE, related_name="drafts")
    box = models.CharField(_("box"), max_length=60)
    title = models.CharField(_("title"), max_length=150, blank=True)
    source = models.TextField(_("text"))
    manner = models.JSONField(_("manner"), default=dict, blank=True)
    submission_id = models.UUIDField(_("submission"), null=True, blank=True)
    kept_at = models.DateTimeField(_("kept"), default=timezone.now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [models.UniqueConstraint(fields=["user", "cohort", "box"], name="one_draft_per_box")]

    def __str__(self) -> str:
        return f"Draft {self.pk}"

    @property
    def stamp(self) -> str:
        """Which state of the draft this is."""
        return self.kept_at.isoformat()
