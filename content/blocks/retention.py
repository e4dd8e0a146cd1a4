"""A block that says how long data is kept. It says what holds, so nobody has to keep a text in step with it."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from accounts.models import Retention
from accounts.services import DAYS_TO_THINK


class RetentionBlock(blocks.StaticBlock):
    class Meta:
        label = _("How long data is kept")
        icon = "history"
        template = "blocks/retention.html"
        admin_text = _("What is set under Settings › How long data is kept stands here.")
        description = _("What holds for this site, always up to date")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return super().get_context(value, parent_context) | {
            "retention": Retention.in_force(),
            "session_days": timedelta(seconds=settings.SESSION_COOKIE_AGE).days,
            "days_to_think": DAYS_TO_THINK.days,
        }
