"""Who is invited to a cohort."""

import secrets
from datetime import datetime, timedelta

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cohorts.models.cohorts import Cohort, Membership

INVITED_FOR = timedelta(days=30)


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
