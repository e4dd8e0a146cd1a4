"""When things happen in a cohort: days chosen for modules, gatherings, and the calendars that people subscribe to."""

from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cohorts.models.cohorts import Cohort, within_reason


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


class GatheringQuerySet(models.QuerySet["Gathering"]):
    def led_by(self, user: User) -> "GatheringQuerySet":
        """Gatherings of the cohorts that a person trains."""
        return self.filter(cohort__in=Cohort.objects.led_by(user))


class Gathering(models.Model):
    """A time when a cohort meets. `uid` comes with the form, and names the gathering in calendars for good."""

    cohort = models.ForeignKey(Cohort, verbose_name=_("cohort"), on_delete=models.CASCADE, related_name="gatherings")
    uid = models.UUIDField(_("number in calendars"), default=uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=150)
    starts_at = models.DateTimeField(_("begins"), validators=[within_reason])
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=60, validators=[MinValueValidator(5), MaxValueValidator(24 * 60)]
    )
    place = models.CharField(_("place or link"), max_length=300, blank=True)

    objects = GatheringQuerySet.as_manager()

    class Meta:
        verbose_name = _("gathering")
        verbose_name_plural = _("gatherings")
        ordering = ["starts_at", "pk"]

    def __str__(self) -> str:
        return f"{self.title} · {self.cohort_id}"


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
