"""What has been done: a ledger of keys that knows no pages."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Completion(models.Model):
    """A coach has done a step. The key is the step's `translation_key`, so it holds in every language.

    A row is history: it stays when the step is moved, changed or taken away.
    """

    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("coach"), on_delete=models.PROTECT, related_name="completions"
    )
    step_key = models.UUIDField(_("step"), db_index=True)
    completed_at = models.DateTimeField(_("completed"), default=timezone.now)

    class Meta:
        verbose_name = _("completion")
        verbose_name_plural = _("completions")
        constraints = [models.UniqueConstraint(fields=["coach", "step_key"], name="one_completion_per_step")]

    def __str__(self) -> str:
        return f"{self.coach_id}: {self.step_key}"
