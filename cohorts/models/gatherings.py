"""When a cohort meets, and who has said that she cannot come."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cohorts.models.cohorts import Cohort, within_reason
from notices.events import EventKey

A_DAY = timedelta(days=1)


class GatheringQuerySet(models.QuerySet["Gathering"]):
    def visible_to(self, user: User) -> "GatheringQuerySet":
        """Gatherings of the cohorts that a person may read in."""
        return self.filter(cohort__in=Cohort.objects.visible_to(user))

    def led_by(self, user: User) -> "GatheringQuerySet":
        """Gatherings of the cohorts that a person trains."""
        return self.filter(cohort__in=Cohort.objects.led_by(user))

    def ahead(self, now: datetime) -> "GatheringQuerySet":
        """Those that are not over, and were not cancelled."""
        return self.filter(ends_at__gt=now, cancelled_at=None)

    def with_absence_of(self, user: User) -> "GatheringQuerySet":
        """With `is_absent`: whether a person has said that she cannot come."""
        return self.annotate(
            is_absent=models.Exists(Absence.objects.filter(gathering=models.OuterRef("pk"), user=user))
        )


class Gathering(models.Model):
    """A time when a cohort meets. `uid` comes with the form, and names the gathering in calendars for good.

    `sequence` counts the changes that its people were told of, `changed_at` is when the last one was made, and `reason`
    what was said of it. A gathering that is cancelled stays, so that calendars learn of it.
    """

    cohort = models.ForeignKey(Cohort, verbose_name=_("cohort"), on_delete=models.CASCADE, related_name="gatherings")
    uid = models.UUIDField(_("number in calendars"), default=uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=150)
    starts_at = models.DateTimeField(_("begins"), validators=[within_reason])
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place or link"), max_length=300, blank=True)
    sequence = models.PositiveIntegerField(_("changes"), default=0, editable=False)
    changed_at = models.DateTimeField(_("last changed"), default=timezone.now, editable=False)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(_("reminded of"), null=True, blank=True, editable=False)

    objects = GatheringQuerySet.as_manager()

    class Meta:
        verbose_name = _("gathering")
        verbose_name_plural = _("gatherings")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.cohort_id}"

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def is_on(self) -> bool:
        """Whether it goes on now."""
        return self.starts_at <= timezone.now() < self.ends_at and not self.is_cancelled

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def takes_answers(self) -> bool:
        """Whether it still matters who comes."""
        return not self.is_over and not self.is_cancelled

    @property
    def event(self) -> str:
        """What the keys of all notices of it begin with."""
        return EventKey.GATHERING.of(f"{self.pk}:")

    @property
    def when(self) -> str:
        """The day with its week and the hours by the clock on the wall, in the language of the moment."""
        begins, ends = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        shape = "l j F" if begins.year == timezone.localdate().year else "l j F Y"
        hours = {"begins": time_format(begins, "TIME_FORMAT"), "ends": time_format(ends, "TIME_FORMAT")}
        words = gettext("%(day)s, week %(week)s, %(begins)s–%(ends)s")
        return words % {"day": date_format(begins, shape), "week": begins.isocalendar().week, **hours}

    def is_near(self, now: datetime) -> bool:
        """Whether its day is tomorrow or has come: from then on nobody needs to be told of it again."""
        return timezone.localdate(now) >= timezone.localdate(self.starts_at) - A_DAY


class Absence(models.Model):
    """Somebody has said that she cannot come to a gathering."""

    gathering = models.ForeignKey(
        Gathering, verbose_name=_("gathering"), on_delete=models.CASCADE, related_name="absences"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="absences"
    )
    noted_at = models.DateTimeField(_("said"), default=timezone.now)

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["noted_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["gathering", "user"], name="one_absence_from_a_gathering")]

    def __str__(self) -> str:
        return f"{self.user_id} away from {self.gathering_id}"
