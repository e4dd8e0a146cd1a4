"""Who learns together: people who start a course at the same time, with a trainer."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from accounts.models import Organisation, User

INVITED_FOR = timedelta(days=30)


class CohortQuerySet(models.QuerySet["Cohort"]):
    def visible_to(self, user: User) -> "CohortQuerySet":
        """Cohorts that a person is in, in any role."""
        return self.filter(memberships__user=user, memberships__left_at=None)

    def led_by(self, user: User) -> "CohortQuerySet":
        """Cohorts that a person trains; a site manager sees all."""
        if user.is_superuser:
            return self
        return self.filter(memberships__user=user, memberships__left_at=None, memberships__role=Membership.Role.TRAINER)


class Cohort(ClusterableModel):
    """A group that takes a course together. The course is named by its key, so each member reads her own language."""

    name = models.CharField(_("name"), max_length=150)
    slug = models.SlugField(_("address"), max_length=80, unique=True, help_text=_("Part of the board's address."))
    course_key = models.UUIDField(_("course"), db_index=True)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), null=True, blank=True, on_delete=models.PROTECT
    )
    starts_on = models.DateField(_("starts on"), default=timezone.localdate)

    objects = CohortQuerySet.as_manager()

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["-starts_on", "name"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's place in a cohort. Leaving sets a date: what she wrote stays."""

    class Role(models.TextChoices):
        COACH = "coach", _("Idea coach")
        INSPIRER = "inspirer", _("Idea inspirer")
        TRAINER = "trainer", _("Trainer")

    cohort = ParentalKey(Cohort, verbose_name=_("cohort"), on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.COACH)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["cohort", "user"], name="one_membership_per_cohort")]

    def __str__(self) -> str:
        return f"{self.user} · {self.cohort}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def led_by(self, user: User) -> "InvitationQuerySet":
        """Invitations to the cohorts that a person trains."""
        return self.filter(cohort__in=Cohort.objects.led_by(user))


def new_token() -> str:
    return secrets.token_urlsafe(24)


class Invitation(models.Model):
    """A place that waits for somebody. Its link leads to the door; only a code to the same address opens it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        ACCEPTED = "accepted", _("has joined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        EXPIRED = "expired", _("has run out")

    cohort = models.ForeignKey(Cohort, verbose_name=_("cohort"), on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=150, blank=True)
    unit = models.CharField(_("unit"), max_length=150, blank=True)
    role = models.CharField(_("role"), max_length=10, choices=Membership.Role.choices, default=Membership.Role.COACH)
    language = models.CharField(_("language"), max_length=10, default="sv")
    token = models.CharField(_("link"), max_length=64, unique=True, default=new_token)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["email"]
        constraints = [models.UniqueConstraint(Lower("email"), "cohort", name="one_invitation_per_address")]

    def __str__(self) -> str:
        # Never the token: this line may stand in a log.
        return f"{self.email} · {self.cohort_id}"

    @property
    def runs_out_at(self) -> datetime:
        return self.sent_at + INVITED_FOR

    @property
    def state(self) -> str:
        if self.accepted_at:
            return self.State.ACCEPTED
        if self.withdrawn_at:
            return self.State.WITHDRAWN
        return self.State.EXPIRED if self.runs_out_at < timezone.now() else self.State.WAITING

    @property
    def state_label(self) -> str:
        return str(self.State(self.state).label)
