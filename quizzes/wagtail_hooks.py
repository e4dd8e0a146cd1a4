from collections.abc import Iterator
from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page

from quizzes import cms
from quizzes.models import QuizPage


@hooks.register("register_admin_urls")
def quiz_urls() -> list[Any]:
    return [
        path("quiz/<row:pk>/import/", cms.import_questions, name="quiz_import"),
        path("quiz/<row:pk>/gift/", cms.export_questions, {"form": "gift"}, name="quiz_gift"),
        path("quiz/<row:pk>/package/", cms.export_questions, {"form": "package"}, name="quiz_package"),
    ]


@hooks.register("register_page_header_buttons")
def question_buttons(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(page.specific_deferred, QuizPage) and page.permissions_for_user(user).can_edit():
        yield Button(_("Import questions"), reverse("quiz_import", args=[page.pk]), icon_name="upload", priority=80)
        yield Button(_("Questions as GIFT"), reverse("quiz_gift", args=[page.pk]), icon_name="download", priority=81)
        url = reverse("quiz_package", args=[page.pk])
        yield Button(_("Questions as a training package"), url, icon_name="download", priority=82)
