"""Cohorts in the CMS: a site manager changes their course and address. Who is in them is decided on the desk.

None is deleted here in one press: that has a page of its own (`home.views.cohorts`), to which the CMS's buttons lead.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.urls import URLPattern, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views.generic import EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from accounts.resubmission import Resubmittable
from cohorts.models import Cohort
from courses.models import CoursePage


class CohortForm(Resubmittable, WagtailAdminModelForm):
    """Courses are chosen by their titles, though a cohort holds the key that both languages share."""

    # Drawn by the CMS, which keeps what it needs.
    resubmits = False
    course_key = forms.ChoiceField(label=_("Course"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        courses = CoursePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("title")
        self.fields["course_key"].choices = [(str(course.translation_key), course.title) for course in courses]


class DeletionColumn(TitleColumn):
    """The day on which a cohort is deleted, and the way to where that is taken back."""

    def get_value(self, instance: Cohort) -> str:
        if instance.deletes_on is None:
            return "–"
        return gettext("%(day)s: take it back") % {"day": date_format(instance.deletes_on, "DATE_FORMAT")}

    def get_link_url(self, instance: Cohort, parent_context: Any) -> str | None:
        return reverse("cohort_deletion", args=[instance.pk]) if instance.deletes_on else None


class CohortIndexView(IndexView):
    def get_delete_url(self, instance: Cohort) -> str | None:
        return reverse("cohort_deletion", args=[instance.pk]) if self.request.user.is_superuser else None


class CohortEditView(EditView):
    @property
    def can_delete(self) -> bool:
        return self.request.user.is_superuser

    def get_delete_url(self) -> str:
        return reverse("cohort_deletion", args=[self.object.pk])


class CohortViewSet(ModelViewSet):
    index_view_class = CohortIndexView
    edit_view_class = CohortEditView
    model = Cohort
    icon = "group"
    menu_label = _("Cohorts")
    menu_order = 200
    add_to_admin_menu = True
    inspect_view_enabled = False
    copy_view_enabled = False
    list_display = [
        "name",
        "starts_on",
        "organisation",
        DeletionColumn("deletes_on", label=_("Is deleted on")),
    ]
    search_fields = ["name"]
    search_backend_name = None
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("name"),
                    FieldPanel("slug"),
                    FieldPanel("course_key"),
                    FieldPanel("organisation"),
                    FieldPanel("starts_on"),
                ],
                heading=_("Cohort"),
            ),
            HelpPanel(_("Who is in the cohort, and who trains it, is decided under My cohorts."), heading=_("Members")),
        ],
        base_form_class=CohortForm,
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "delete"]
