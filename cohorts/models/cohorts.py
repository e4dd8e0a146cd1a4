"""Who learns together: people who start a course at the same time, with a trainer."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)


def within_reason(day: date) -> None:
    """Refuse a day, or a moment, that nobody can mean: calendars cannot reckon with the ends of time."""
    if day.year < EARLIEST.year:
        raise ValidationError(_("That is too long ago. Check the year."))
    if day.year >= LATEST.year:
        raise ValidationError(_("That is too far ahead. Check the year."))


class CohortQuerySet(models.QuerySet["Cohort"]):
    def kept(self) -> "CohortQuerySet":
        """Those that are not to be deleted. To everybody the others are closed until then."""
        return self.filter(deletes_on=None)

    def visible_to(self, user: User) -> "CohortQuerySet":
        """Cohorts that a person is in, in any role; some time after their end only for those who train them."""
        return self.filter(pk__in=Membership.objects.readable().filter(user=user).values("cohort"))

    def open_to(self, user: User) -> "CohortQuerySet":
        """Cohorts for self-study that a person may join, of courses that she does not take already."""
        mine = Membership.objects.current().filter(user=user)
        # Whoever takes the course with a cohort has its pace, and keeps it.
        goes_on = mine.filter(cohort__ended_on=None).values("cohort__course_key")
        open_to_all = self.kept().filter(is_open=True, ended_on=None)
        return open_to_all.exclude(pk__in=mine.values("cohort")).exclude(course_key__in=goes_on)

    def led_by(self, user: User) -> "CohortQuerySet":
        """Cohorts that a person trains; a site manager sees all that are kept."""
        if user.is_superuser:
            return self.kept()
        return self.filter(pk__in=Membership.objects.trainers().filter(user=user).values("cohort"))

    def locked(self) -> "CohortQuerySet":
        """For this transaction alone. Rows that point at the cohort still come in: whoever posts on its board, or takes
        a place in it, waits for nobody.
        """
        return self.select_for_update(of=("self",), no_key=True)


class Cohort(models.Model):
    """A group that takes a course together. The course is named by its key, so each member reads her own language.

    `skipped_weeks` holds the Mondays of weeks without a module, as ISO dates. `submission_id` comes with the form that
    starts it, so that a double click starts it once. From the moment that `deletes_on` is set it is closed. `opened_at`
    is when it was opened for self-study after it had begun: who joins by herself reads its board from then on.
    `plan_sequence` and `planned_at` tell calendars that days of its modules have changed.
    """

    name = models.CharField(_("name"), max_length=150)
    slug = models.SlugField(_("address"), max_length=80, unique=True, help_text=_("Part of the board's address."))
    course_key = models.UUIDField(_("course"), db_index=True)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), null=True, blank=True, on_delete=models.PROTECT
    )
    starts_on = models.DateField(_("starts on"), default=timezone.localdate, validators=[within_reason])
    skipped_weeks = models.JSONField(_("weeks without a module"), default=list, blank=True)
    is_open = models.BooleanField(
        _("open for self-study"),
        default=False,
        help_text=_("Anybody with an account may join. There are no dates, and everybody goes at their own pace."),
    )
    is_always_named = models.BooleanField(
        _("always with names"),
        default=False,
        help_text=_("No thread without names can be started. Those that there are stay as they are."),
    )
    opened_at = models.DateTimeField(_("opened for self-study"), null=True, blank=True, editable=False)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    readable_months = models.PositiveSmallIntegerField(
        _("months that participants can read the board after the end"), default=6, validators=[MaxValueValidator(120)]
    )
    readable_until = models.DateField(_("board can be read until"), null=True, blank=True, editable=False)
    deletes_on = models.DateField(_("is deleted on"), null=True, blank=True, editable=False)
    submission_id = models.UUIDField(_("submission"), null=True, blank=True, unique=True, editable=False)
    plan_sequence = models.PositiveIntegerField(_("changes of the plan"), default=0, editable=False)
    planned_at = models.DateTimeField(_("plan changed"), default=timezone.now, editable=False)

    objects = CohortQuerySet.as_manager()

    class Meta:
        default_permissions = ("add", "change", "view")
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["-starts_on", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> str:
        """What notices of things within it are marked with."""
        return f"cohort:{self.pk}"

    @property
    def takes_nameless(self) -> bool:
        """Whether threads without names may be started on its board."""
        return not self.is_always_named

    @property
    def takes_people(self) -> bool:
        """Whether anybody may come in: it goes on, and is not to be deleted."""
        return self.ended_on is None and self.deletes_on is None

    @property
    def lasting_scope(self) -> str:
        """What notices are marked with of what stays a person's own when she leaves: they go with the cohort alone."""
        return f"{self.scope}:own"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def held(self) -> "MembershipQuerySet":
        """Those of people who have not left, also where the cohort is to be deleted and is closed to them."""
        return self.filter(left_at=None)

    def current(self) -> "MembershipQuerySet":
        """Those of people who have not left, in cohorts that are kept."""
        return self.held().filter(cohort__deletes_on=None)

    def trainers(self) -> "MembershipQuerySet":
        """Current ones of those who train."""
        return self.current().filter(role=Membership.Role.TRAINER)

    def learners(self) -> "MembershipQuerySet":
        """Current ones of those who take the course."""
        return self.current().exclude(role=Membership.Role.TRAINER)

    def readable(self) -> "MembershipQuerySet":
        """Current ones whose cohort is open to their holder: some time after its end only to trainers."""
        until = models.Q(cohort__readable_until=None) | models.Q(cohort__readable_until__gte=timezone.localdate())
        return self.current().filter(until | models.Q(role=Membership.Role.TRAINER))


class Membership(models.Model):
    """A person's place in a cohort. Leaving sets a date: what she wrote stays.

    `role_since` is when her present role began: whoever leaves and comes back begins it anew. `reads_from` is set for
    who joined by herself what was going on already: what was begun on the board before is not for her. `chosen_at` is
    when its holder, who has several, turned to this one last.
    """

    class Role(models.TextChoices):
        COACH = "coach", _("Idea coach")
        INSPIRER = "inspirer", _("Idea inspirer")
        TRAINER = "trainer", _("Trainer")

    cohort = models.ForeignKey(Cohort, verbose_name=_("cohort"), on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.COACH)
    role_since = models.DateTimeField(_("in this role since"), default=timezone.now, editable=False)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    joined_by_self = models.BooleanField(_("joined for self-study"), default=False, editable=False)
    reads_from = models.DateTimeField(_("reads the board from"), null=True, blank=True, editable=False)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    chosen_at = models.DateTimeField(_("chosen"), null=True, blank=True, editable=False)
    offers = models.CharField(_("what I can help with"), max_length=300, blank=True)
    asks = models.CharField(_("what I want help with"), max_length=300, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["cohort", "user"], name="one_membership_per_cohort")]

    def __str__(self) -> str:
        return f"{self.user} · {self.cohort}"

    @property
    def is_current(self) -> bool:
        """Whether its holder has not left, as `held` tells for many."""
        return self.left_at is None

    @property
    def is_trainer(self) -> bool:
        """Whether its holder trains, now or as long as she was there."""
        return self.role == self.Role.TRAINER

    @property
    def may_read(self) -> bool:
        """Whether the board is open to the holder of the place, as `readable` tells for many."""
        until = self.cohort.readable_until
        return until is None or until >= timezone.localdate() or self.is_trainer
