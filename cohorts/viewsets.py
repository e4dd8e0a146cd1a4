"""Cohorts in the CMS: a site manager changes their course and address. Who is in them is decided on the desk."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList
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


class CohortViewSet(ModelViewSet):
    model = Cohort
    icon = "group"
    menu_label = _("Cohorts")
    menu_order = 200
    add_to_admin_menu = True
    inspect_view_enabled = False
    copy_view_enabled = False
    list_display = ["name", "starts_on", "organisation"]
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
