"""Who is invited to a cohort."""

import secrets
from datetime import date, timedelta
from hashlib import sha256

from allauth.account.models import EmailAddress
from django.conf import settings
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

    def of_link(self, token: str) -> "InvitationQuerySet":
        """The invitation that a link leads to."""
        return self.filter(digest=digest_of(token))

    def of_replaced_link(self, token: str) -> "InvitationQuerySet":
        """The invitation that a link led to before a newer one was sent."""
        return self.filter(replaced_links__digest=digest_of(token))

    def unanswered(self) -> "InvitationQuerySet":
        """Those that nobody has taken, declined or taken back, also where their days are over."""
        return self.filter(accepted_at=None, withdrawn_at=None, declined_at=None)

    def of_person(self, user: User) -> "InvitationQuerySet":
        """Those to an address of a person, as `accounts.queries.person_at` tells."""
        known = EmailAddress.objects.filter(user=user, verified=True).values(small=Lower("email"))
        return self.alias(small=Lower("email")).filter(models.Q(small__in=known) | models.Q(small=user.email.lower()))


def digest_of(token: str) -> str:
    """What is kept of a link: enough to know it again, and nothing that a copy of the database could open."""
    return sha256(token.encode()).hexdigest()


def unknown_digest() -> str:
    """The digest of a link that nobody has: an invitation has one until its mail is written."""
    return digest_of(secrets.token_urlsafe(24))


class Invitation(models.Model):
    """A place that waits for somebody. Its link leads to the door; only a code to the same address opens it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        ACCEPTED = "accepted", _("has joined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        DECLINED = "declined", _("has said no thank you")
        EXPIRED = "expired", _("has run out")
        ENDED = "ended", _("the cohort has ended")
        CLOSED = "closed", _("the cohort is closed")

    cohort = models.ForeignKey(Cohort, verbose_name=_("cohort"), on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=150, blank=True)
    unit = models.CharField(_("unit"), max_length=150, blank=True)
    role = models.CharField(_("role"), max_length=10, choices=Membership.Role.choices, default=Membership.Role.COACH)
    language = models.CharField(_("language"), max_length=10, default="sv")
    digest = models.CharField(_("digest of the link"), max_length=64, unique=True, default=unknown_digest)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sent by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    declined_at = models.DateTimeField(_("declined"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["email"]
        constraints = [models.UniqueConstraint(Lower("email"), "cohort", name="one_invitation_per_address")]

    def __str__(self) -> str:
        return f"{self.email} · {self.cohort_id}"

    def make_link(self) -> str:
        """Take a new link and return its token of 192 bits, which is kept nowhere. Not saved yet."""
        token = secrets.token_urlsafe(24)
        self.digest = digest_of(token)
        return token

    @property
    def runs_out_on(self) -> date:
        """The last day of it, which it holds to its end."""
        return timezone.localdate(self.sent_at) + INVITED_FOR

    @property
    def state(self) -> str:
        if self.accepted_at:
            return self.State.ACCEPTED
        if self.withdrawn_at:
            return self.State.WITHDRAWN
        if self.declined_at:
            return self.State.DECLINED
        if not self.cohort.takes_people:
            return self.State.CLOSED if self.cohort.deletes_on else self.State.ENDED
        return self.State.EXPIRED if self.runs_out_on < timezone.localdate() else self.State.WAITING

    @property
    def asks_to_train(self) -> bool:
        """Whether the place is a trainer's."""
        return self.role == Membership.Role.TRAINER

    @property
    def state_label(self) -> str:
        return str(self.State(self.state).label)


class ReplacedLink(models.Model):
    """A link of an invitation before its newest one: it opens nothing, and says where to look."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="replaced_links")
    digest = models.CharField(_("digest of the link"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("replaced link")
        verbose_name_plural = _("replaced links")

    def __str__(self) -> str:
        return f"{self.invitation_id}: {self.pk}"
