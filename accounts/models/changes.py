"""What a site manager asked for an account, and its owner can stop before it holds."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.people import User

# How long the owner of an account has to object; she is told twice within it.
DAYS_TO_OBJECT = timedelta(days=7)


class AccountChange(models.Model):
    """A new address, or the end of all second factors, asked for by somebody else.

    It holds when its owner says yes, or after seven days in which she was told twice and said nothing; then what she
    wrote for herself alone stays closed until she has proved who she is (docs/decisions/0014).
    """

    class Kind(models.TextChoices):
        ADDRESS = "address", _("New e-mail address")
        FACTORS = "factors", _("Removal of second factors and passkeys")

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed by the owner of the account")
        STOPPED = "stopped", _("stopped")
        UNOPPOSED = "unopposed", _("done after seven days without an answer")
        AT_ONCE = "at_once", _("done at once, since nobody had signed in to the account")
        IMPOSSIBLE = "impossible", _("not possible any more")

    person = models.ForeignKey(User, verbose_name=_("person"), on_delete=models.PROTECT, related_name="changes")
    asked_by = models.ForeignKey(User, verbose_name=_("asked for by"), on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("what changes"), max_length=10, choices=Kind.choices)
    email = models.EmailField(_("new e-mail address"), blank=True)
    earlier_email = models.EmailField(_("earlier e-mail address"))
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    reminded_at = models.DateTimeField(_("told a second time"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)

    class Meta:
        verbose_name = _("change of an account")
        verbose_name_plural = _("changes of accounts")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], condition=models.Q(settled_at=None), name="one_open_change_of_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.kind}"

    @property
    def holds_from(self) -> datetime:
        """When it holds if its owner says nothing."""
        return self.asked_at + DAYS_TO_OBJECT
