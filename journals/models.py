"""A kind of step: reflect. Entries are their author's alone: no other person, role or screen of the product reads them.

They are plain tables, outside Wagtail's revisions, search index and API, so that no editor's right reaches them.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField

from accounts.models import User
from content.blocks import PLAIN
from courses.models import Step


class ReflectionPage(Step):
    """A prompt of the course to write about."""

    view = "journals.views.reflection"
    kind = "reflection"
    icon = "journal"
    kind_label = _("Reflection")

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
        """Entries are for their author, always."""
        return self.filter(author=user)


class Entry(models.Model):
    """What somebody wrote by a prompt. `version` grows by one with every saved change."""

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.CASCADE, related_name="entries"
    )
    step_key = models.UUIDField(_("step"))
    text = models.TextField(_("text"), blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    updated_at = models.DateTimeField(_("changed"), default=timezone.now)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        ordering = ["-updated_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["author", "step_key"], name="one_entry_per_prompt")]

    def __str__(self) -> str:
        # Never the text: this line may stand in a log.
        return f"Entry {self.pk}"


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
