"""A kind of step: do something at work, and note that it was done."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from accounts.models import User
from accounts.seals import refuse_sealed
from content.blocks import PROSE
from courses.models import Step


class PracticePage(Step):
    """A task to do at work."""

    view = "practice.views.practice"
    kind = "practice"
    icon = "practice"
    kind_label = _("Practice")

    searched = ("summary", "task")
    task = RichTextField(_("task"), features=PROSE)

    content_panels = [*Step.content_panels, *Step.step_panels, FieldPanel("task")]

    class Meta:
        verbose_name = _("practice task")
        verbose_name_plural = _("practice tasks")


class PracticeLogQuerySet(models.QuerySet["PracticeLog"]):
    def visible_to(self, user: User) -> "PracticeLogQuerySet":
        """A log is its coach's own. Raises Sealed."""
        refuse_sealed(user)
        return self.filter(coach=user)


class PracticeLog(models.Model):
    """A task was done on a date, with a line about how it went."""

    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("coach"), on_delete=models.PROTECT, related_name="practice_logs"
    )
    step_key = models.UUIDField(_("step"))
    done_on = models.DateField(_("done on"))
    line = models.CharField(_("how it went"), max_length=500, blank=True)
    noted_at = models.DateTimeField(_("noted"), default=timezone.now)

    objects = PracticeLogQuerySet.as_manager()

    class Meta:
        verbose_name = _("practice log")
        verbose_name_plural = _("practice logs")
        constraints = [models.UniqueConstraint(fields=["coach", "step_key"], name="one_log_per_task")]

    def __str__(self) -> str:
        return f"{self.coach_id}: {self.step_key} {self.done_on}"
