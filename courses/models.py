"""What is taught, in which order: a course holds modules, a module holds steps.

A kind of step is a page of its own, in its own app, that subclasses `Step` and names its view. Modules never list
their kinds, so a new kind touches nothing here.
"""

from typing import Any, cast

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise, classproperty
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.rich_text import get_text_for_indexing

from content.blocks import LESSON_BLOCKS, PLAIN
from content.fields import StemsField
from content.models import CmsPage
from courses.access import PREVIEW
from courses.requests import EnrolledRequest


def _is_translated(page: Page) -> bool:
    """Whether a page of a course is a translation of one in the site's first language."""
    if not isinstance(page, ServedByView):
        return False
    return page.get_translations().filter(locale__language_code=settings.LANGUAGE_CODE).exists()


class ServedByView(CmsPage):
    """A page that a plain view shows and acts on. The class names the view, so that models import no views."""

    view: str
    copy_form_class = classproperty(lambda cls: import_string("courses.forms.DraftCopyForm"))
    # How far below its course such a page stands in the tree. Nothing else knows.
    levels_below_course: int
    # The fields whose texts are searched in beside the title. What gives an answer away is not among them.
    searched: tuple[str, ...] = ("summary",)
    private_page_options: list[str] = []

    said = models.TextField(_("text to search in"), blank=True, default="", editable=False, serialize=False)
    title_stems = StemsField(of=["title"], serialize=False)
    stems = StemsField(of=["title", "said"], serialize=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.said = self.words_said()
        super().save(*args, **kwargs)

    def words_said(self) -> str:
        """The texts of a page that are searched in beside its title."""
        return "\n".join(filter(None, (self._plain(name) for name in self.searched)))

    def _plain(self, name: str) -> str:
        """The text of a field, without its tags."""
        field, value = self._meta.get_field(name), getattr(self, name)
        if isinstance(field, StreamField):
            return "\n".join(str(text) for text in field.get_searchable_content(value))
        return get_text_for_indexing(value) if isinstance(field, RichTextField) else value

    def get_view_restrictions(self) -> models.QuerySet:
        """None: a place in a cohort decides who sees a course, so the CMS's privacy settings are not asked."""
        return PageViewRestriction.objects.none()

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """A course grows in its first language, and is translated from there."""
        return super().can_create_at(parent) and not _is_translated(parent)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return import_string(self.view)(request, self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the draft as a coach would meet it. Views write nothing for a preview."""
        cast(EnrolledRequest, request).enrolment = PREVIEW
        return import_string(self.view)(request, self)


class CoursePage(ServedByView):
    """A whole training."""

    view = "courses.views.course"
    levels_below_course = 0
    searched = ("summary", "intro")
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    intro = RichTextField(_("introduction"), features=PLAIN, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("intro")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["courses.ModulePage"]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")


class ModulePage(ServedByView):
    """A part of a course, about a week's work. Its number chooses its mark and colour."""

    view = "courses.views.module"
    levels_below_course = 1
    number = models.PositiveSmallIntegerField(_("number"), default=0, help_text=_("0–10; chooses mark and colour."))
    searched = ("summary", "intro")
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    intro = RichTextField(_("introduction"), features=PLAIN, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("number"),
        FieldPanel("summary"),
        FieldPanel("intro"),
    ]
    parent_page_types = ["courses.CoursePage"]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")


class Step(ServedByView):
    """Something to do in a module. Never created itself: its kinds are."""

    levels_below_course = 2
    kind: str
    icon: str
    kind_label = _("Step")

    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    required = models.BooleanField(
        _("required"), default=True, help_text=_("Optional steps never count against anybody.")
    )
    roles = models.CharField(
        _("for"),
        max_length=10,
        blank=True,
        choices=[("", _("Everybody")), ("coach", _("Idea coaches")), ("inspirer", _("Idea inspirers"))],
        help_text=_("For the other role the step is optional."),
    )
    summary = models.CharField(_("summary"), max_length=300, blank=True)

    step_panels = [
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel("minutes"), FieldPanel("required"), FieldPanel("roles")], heading=_("In the module")
        ),
    ]
    is_creatable = False
    parent_page_types = ["courses.ModulePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")


class LessonPage(Step):
    """A step to read."""

    view = "courses.views.lesson"
    kind = "lesson"
    icon = "book"
    kind_label = _("Lesson")
    searched = ("summary", "objectives", "body")

    objectives = StreamField(
        [("objective", blocks.CharBlock(max_length=200, label=_("Objective")))],
        verbose_name=_("learning objectives"),
        blank=True,
    )
    body = StreamField(LESSON_BLOCKS, verbose_name=_("body"), blank=True)

    content_panels = [*Page.content_panels, *Step.step_panels, FieldPanel("objectives"), FieldPanel("body")]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def missing(self) -> dict[str, str | Promise]:
        return {} if self.body else {"body": _("A lesson needs something to read.")}
