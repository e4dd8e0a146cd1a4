"""A kind of step: talk."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from content.blocks import PLAIN
from courses.models import Step


class DiscussionPage(Step):
    """A prompt of the course to talk about in the cohort."""

    view = "discussions.views.discussion"
    kind = "discussion"
    icon = "chat"
    kind_label = _("Discussion")

    searched = ("summary", "prompt")
    prompt = RichTextField(_("prompt"), features=PLAIN)
    replies_asked = models.PositiveSmallIntegerField(
        _("replies asked for"), default=0, help_text=_("Answers to colleagues that belong to the step.")
    )
    is_write_first = models.BooleanField(
        _("write first, then read"),
        default=False,
        help_text=_("The others' posts show once you have written yourself. Holds for conversations that begin later."),
    )
    is_anonymous = models.BooleanField(
        _("without names among colleagues"),
        default=False,
        help_text=_("Trainers speak with their names. Holds for conversations that begin later, and never changes."),
    )

    content_panels = [
        *Step.content_panels,
        *Step.step_panels,
        FieldPanel("prompt"),
        FieldPanel("replies_asked"),
        FieldPanel("is_write_first"),
        FieldPanel("is_anonymous"),
    ]

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
