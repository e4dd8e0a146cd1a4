"""A kind of step: reflect. Entries are their author's alone: no other person, role or screen of the product reads them.

They are plain tables, outside Wagtail's revisions, search index and API, so that no editor's right reaches them.
"""

from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField

from accounts.models import Retention, User
from accounts.seals import refuse_sealed
from content import text
from content.blocks import PLAIN
from content.fields import StemsField
from content.stems import Sought
from courses.models import Step
from journals.models.sharing import Share


class ReflectionPage(Step):
    """A prompt of the course to write about."""

    view = "journals.views.writing.reflection"
    kind = "reflection"
    icon = "journal"
    kind_label = _("Reflection")

    searched = ("summary", "prompt", "follow_ups")
    prompt = RichTextField(_("prompt"), features=PLAIN)
    follow_ups = StreamField(
        [("question", blocks.TextBlock(rows=2, label=_("Question")))], verbose_name=_("follow-up questions"), blank=True
    )

    content_panels = [*Step.content_panels, *Step.step_panels, FieldPanel("prompt"), FieldPanel("follow_ups")]

    class Meta:
        verbose_name = _("reflection")
        verbose_name_plural = _("reflections")


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, user: User) -> "EntryQuerySet":
        """Entries are for their author, always. Raises Sealed."""
        refuse_sealed(user)
        return self.filter(author=user)

    def not_deleted(self) -> "EntryQuerySet":
        """Without those in the bin."""
        return self.filter(deleted_at=None)

    def in_bin(self) -> "EntryQuerySet":
        """Those that can still be brought back, each with `gone_at`, when that ends."""
        days = timedelta(days=Retention.in_force().bin_days)
        lying = self.filter(deleted_at__gt=timezone.now() - days)
        return lying.annotate(gone_at=models.F("deleted_at") + models.Value(days, models.DurationField()))

    def with_words(self, words: tuple[Sought, ...]) -> "EntryQuerySet":
        """Those that hold every word that is looked for."""
        return self.filter(stems__finds=words)

    def with_is_shared(self) -> "EntryQuerySet":
        """Each with `is_shared`, whether something of it can be read by others now."""
        return self.annotate(is_shared=models.Exists(Share.objects.open().filter(entry=models.OuterRef("pk"))))


class Entry(models.Model):
    """What somebody wrote, by a prompt or of her own. `version` grows by one with every saved change.

    `key` is its address, made where the writing begins, so that a first save that is sent twice makes one entry.
    """

    class Depth(models.IntegerChoices):
        """Kember and others 2008, in plain words; only ever the author's own note."""

        TOLD = 1, _("I told what happened")
        UNDERSTOOD = 2, _("I looked for why")
        REFLECTED = 3, _("I saw it with other eyes, or doubted what I took for granted")
        CHANGED = 4, _("I know what I will do differently")

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.PROTECT, related_name="entries"
    )
    key = models.UUIDField(_("address"), default=uuid4, editable=False)
    step_key = models.UUIDField(_("step"), null=True, blank=True)
    looks_back_on = models.ForeignKey(
        "self", verbose_name=_("looks back on"), null=True, blank=True, on_delete=models.SET_NULL, related_name="later"
    )
    text = models.TextField(_("text"), blank=True)
    stems = StemsField(of=["text"])
    version = models.PositiveIntegerField(_("version"), default=1)
    depth = models.PositiveSmallIntegerField(_("depth"), choices=Depth.choices, null=True, blank=True)
    returns_on = models.DateField(_("comes back on"), null=True, blank=True)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    updated_at = models.DateTimeField(_("changed"), default=timezone.now)
    deleted_at = models.DateTimeField(_("thrown away"), null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        ordering = ["-created_at", "-pk"]
        constraints = [
            # One in use: what was thrown away may stand beside a new one. NULLs are distinct: free entries are free.
            models.UniqueConstraint(
                fields=["author", "step_key"], condition=models.Q(deleted_at=None), name="one_entry_per_prompt"
            ),
            models.UniqueConstraint(fields=["author", "key"], name="one_entry_per_address"),
        ]
        indexes = [models.Index(fields=["author", "-created_at", "-id"], name="entries_of_an_author_in_order")]

    def __str__(self) -> str:
        # Never the text: this line may stand in a log.
        return f"Entry {self.pk}"

    @property
    def name(self) -> str:
        """What stands for the entry where it has no prompt: its beginning."""
        return text.excerpt(self.text, 60)

    @property
    def opening(self) -> str:
        """A few lines of it, for a list."""
        return text.excerpt(self.text, 240)

    @property
    def html(self) -> SafeString:
        return text.render(self.text)


class EntryVersion(models.Model):
    """The text of an entry as it was saved once. Every acknowledged save is kept."""

    entry = models.ForeignKey(Entry, verbose_name=_("entry"), on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("text"), blank=True)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="one_text_per_version")]

    def __str__(self) -> str:
        return f"Entry {self.entry_id}, version {self.number}"
