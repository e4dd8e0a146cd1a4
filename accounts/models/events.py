"""What was done with an account, without what was in it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.people import User


class AccountEvent(models.Model):
    """Somebody did something with an account. Without `by` the clock did it."""

    class Kind(models.TextChoices):
        DEACTIVATED = "deactivated", _("Account deactivated")
        ACTIVATED = "activated", _("Account activated")
        ERASURE_REQUESTED = "erasure_requested", _("Erasure requested")
        ERASURE_CANCELLED = "erasure_cancelled", _("Erasure cancelled")
        ERASED = "erased", _("Account erased")
        EXPORT_REQUESTED = "export_requested", _("Copy of all data requested")
        EXPORT_DOWNLOADED = "export_downloaded", _("Copy of all data fetched")
        CHANGE_REQUESTED = "change_requested", _("Change of address or second factors requested")
        CHANGE_SETTLED = "change_settled", _("Change of address or second factors settled")
        UNSEALED = "unsealed", _("Journal opened again with a proof")
        NAMED = "named", _("Name written by somebody else")
        SEAL_GIVEN_UP = "seal_given_up", _("Closed journal given up for a new one")

    person = models.ForeignKey(User, verbose_name=_("person"), on_delete=models.PROTECT, related_name="account_events")
    by = models.ForeignKey(
        User, verbose_name=_("by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("what was done"), max_length=20, choices=Kind.choices)
    happened_at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("event of an account")
        verbose_name_plural = _("events of accounts")
        ordering = ["-happened_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.kind}"
