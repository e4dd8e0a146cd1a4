"""A kind of step: talk. Threads stand on a cohort's board; those of a course prompt are one for each cohort."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Left
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from accounts.models import User
from cohorts.models import Cohort
from content import text
from content.blocks import PLAIN
from courses.models import Step


class DiscussionPage(Step):
    """A prompt of the course to talk about in the cohort."""

    view = "discussions.views.discussion"
    kind = "discussion"
    icon = "chat"
    kind_label = _("Discussion")

    prompt = RichTextField(_("prompt"), features=PLAIN)
    replies_asked = models.PositiveSmallIntegerField(
        _("replies asked for"), default=0, help_text=_("Answers to colleagues that belong to the step.")
    )

    content_panels = [*Step.content_panels, *Step.step_panels, FieldPanel("prompt"), FieldPanel("replies_asked")]

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")


# Enough for an excerpt, so that a list does not carry whole posts.
OPENING_LENGTH = 500
# More words than these find nothing more, and cost.
MOST_WORDS = 10


def _posts() -> "models.QuerySet[Post]":
    return Post.objects.filter(thread=OuterRef("pk"))


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, user: User) -> "ThreadQuerySet":
        """Threads of the cohorts that a person is in."""
        return self.filter(cohort__in=Cohort.objects.visible_to(user))

    def with_latest(self) -> "ThreadQuerySet":
        """Each with `last_at`, when something was said in it last, or None."""
        return self.annotate(last_at=Subquery(_posts().order_by("-posted_at", "-pk").values("posted_at")[:1]))

    def with_summary(self) -> "ThreadQuerySet":
        """Each with `post_count` and `opening`, the beginning of its first post."""
        openings = _posts().order_by("posted_at", "pk").values(start=Left("source", OPENING_LENGTH))
        counts = _posts().order_by().values("thread").values(count=Count("pk"))
        return self.annotate(opening=Subquery(openings[:1]), post_count=Subquery(counts))


class Thread(models.Model):
    """A conversation on a cohort's board. A thread of a course prompt has the step's key and takes its title."""

    cohort = models.ForeignKey(Cohort, verbose_name=_("cohort"), on_delete=models.CASCADE, related_name="threads")
    step_key = models.UUIDField(_("step"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=150, blank=True)
    started_at = models.DateTimeField(_("started"), default=timezone.now)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        constraints = [
            # NULLs are distinct, so free threads are not bound by this.
            models.UniqueConstraint(fields=["cohort", "step_key"], name="one_thread_per_prompt"),
        ]

    def __str__(self) -> str:
        return f"Thread {self.pk}"


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, user: User) -> "PostQuerySet":
        """Posts on the boards of the cohorts that a person is in, without those that were taken back."""
        return self.filter(thread__in=Thread.objects.visible_to(user), withdrawn_at=None)

    def with_words(self, query: str) -> "PostQuerySet":
        """Posts that hold every word of a query."""
        found = self
        for word in text.folded(query).split()[:MOST_WORDS]:
            found = found.filter(folded__contains=word)
        return found


class Post(models.Model):
    """Something said in a thread; a post with a parent answers it, one level deep.

    The source is kept as written, the HTML is what was cleaned when it was saved, `folded` is what is searched in.
    `submission_id` comes with the form, so that a double click says it once.
    """

    # The index below begins with the thread.
    thread = models.ForeignKey(
        Thread, verbose_name=_("thread"), on_delete=models.CASCADE, related_name="posts", db_index=False
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.CASCADE, related_name="posts"
    )
    parent = models.ForeignKey(
        "self", verbose_name=_("answers"), null=True, blank=True, on_delete=models.CASCADE, related_name="replies"
    )
    source = models.TextField(_("text"))
    html = models.TextField(_("rendered text"))
    folded = models.TextField(_("text as it is searched in"), default="", blank=True)
    rules_version = models.PositiveSmallIntegerField(_("version of the cleaning rules"), default=text.RULES_VERSION)
    submission_id = models.UUIDField(_("submission"), default=uuid4)
    posted_at = models.DateTimeField(_("posted"), default=timezone.now)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["posted_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["author", "submission_id"], name="each_submission_once")]
        indexes = [models.Index(fields=["thread", "posted_at", "id"], name="posts_of_a_thread_in_order")]

    def __str__(self) -> str:
        return f"Post {self.pk}"

    def write(self, source: str) -> None:
        """Take a text with all that is made of it, or let go of it when it is empty. Not saved yet."""
        self.source = text.normalise(source)
        self.html, self.rules_version = text.render(self.source), text.RULES_VERSION
        self.folded = text.folded(self.source)

    @property
    def body(self) -> SafeString:
        """The post as HTML, safe to show."""
        return text.stored(self.html, self.source, self.rules_version)


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
