"""The front door, the copies of their data that people take home, and when the upkeep last ran."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction

from accounts.models import User
from content.blocks import LESSON_BLOCKS
from content.models import CmsPage


class HomePage(CmsPage):
    """What a visitor meets; a person who is signed in meets her own start page in its place."""

    lead = models.CharField(_("lead"), max_length=300, blank=True)
    body = StreamField(LESSON_BLOCKS, verbose_name=_("body"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    parent_page_types = ["wagtailcore.Page"]
    private_page_options: list[str] = []

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_view_restrictions(self) -> models.QuerySet:
        """None: the front door is open to everybody."""
        return PageViewRestriction.objects.none()

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return import_string("home.views.front")(request, self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return import_string("home.views.welcome")(request, self)


def private_storage() -> Storage:
    """Where files lie that no web server hands out."""
    return storages["private"]


def unguessable_name(export: "PersonalExport", name: str) -> str:
    return f"exports/{uuid4()}.zip"


class PersonalExportQuerySet(models.QuerySet["PersonalExport"]):
    def visible_to(self, user: User) -> "PersonalExportQuerySet":
        """A copy is for the one it is about, whoever asked for it: it holds her journal.

        While that is closed to her, so are those from before.
        """
        own = self.filter(person=user)
        return own.filter(requested_at__gt=user.sealed_at) if user.sealed_at else own


class PersonalExport(models.Model):
    """A copy of all that is kept of a person. It is being made until `ready_at` or `failed_at` says otherwise."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="exports"
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("requested by"), on_delete=models.PROTECT, related_name="+"
    )
    requested_at = models.DateTimeField(_("requested"), default=timezone.now)
    ready_at = models.DateTimeField(_("ready"), null=True, blank=True)
    failed_at = models.DateTimeField(_("failed"), null=True, blank=True)
    file = models.FileField(_("file"), storage=private_storage, upload_to=unguessable_name, blank=True)

    objects = PersonalExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("copy of all data")
        verbose_name_plural = _("copies of all data")
        ordering = ["-requested_at", "-pk"]

    def __str__(self) -> str:
        return f"Export {self.pk}"


class Upkeep(models.Model):
    """When the upkeep last ended, and until when a run that is at it keeps others back. One row."""

    ONLY = 1

    held_until = models.DateTimeField(_("held until"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        verbose_name = _("upkeep")
        verbose_name_plural = _("upkeep")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_upkeep")]

    def __str__(self) -> str:
        return "Upkeep"
