"""When things happen in a cohort: days chosen for modules, and the calendars that people subscribe to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cohorts.models.cohorts import Cohort


class PlannedModule(models.Model):
    """What was decided for a module besides the pace: a day for all or for one person, or that it waits for its day."""

    cohort = models.ForeignKey(Cohort, verbose_name=_("cohort"), on_delete=models.CASCADE, related_name="planned")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("for one person"), null=True, blank=True, on_delete=models.PROTECT
    )
    module_key = models.UUIDField(_("module"))
    opens_on = models.DateField(_("planned for"), null=True, blank=True)
    is_closed = models.BooleanField(_("closed until then"), default=False)

    class Meta:
        verbose_name = _("planned module")
        verbose_name_plural = _("planned modules")
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "module_key"], condition=models.Q(user=None), name="one_plan_for_a_module"
            ),
            models.UniqueConstraint(fields=["cohort", "user", "module_key"], name="one_plan_for_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.cohort_id}: {self.module_key} {self.opens_on}"


class CalendarFeed(models.Model):
    """How often a person has had the address of her calendar made anew; no row means never."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="calendar_feed"
    )
    renewals = models.PositiveIntegerField(_("renewals"), default=0)

    class Meta:
        verbose_name = _("calendar")
        verbose_name_plural = _("calendars")

    def __str__(self) -> str:
        return f"Calendar of {self.user_id}"
