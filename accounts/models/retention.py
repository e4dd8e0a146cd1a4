"""How long things are kept. The page "Your data" says what stands here, and every room's upkeep goes by it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

DAYS = [MinValueValidator(1), MaxValueValidator(3650)]


@register_setting(icon="history")
class Retention(BaseGenericSetting):
    """One row for the site; before it is saved the defaults hold."""

    bin_days = models.PositiveSmallIntegerField(_("bin of the journal"), default=30, validators=DAYS)
    notice_days = models.PositiveSmallIntegerField(_("notices"), default=180, validators=DAYS)
    invitation_days = models.PositiveSmallIntegerField(
        _("invitations"), default=90, validators=DAYS, help_text=_("After they were accepted, withdrawn or ran out.")
    )
    # A mail that waits for another try must still be there.
    mail_days = models.PositiveSmallIntegerField(
        _("mail that was sent"), default=7, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    export_days = models.PositiveSmallIntegerField(
        _("copies of all data"), default=7, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    log_days = models.PositiveSmallIntegerField(
        _("logs"), default=730, validators=DAYS, help_text=_("Who changed what in the CMS, and events of accounts.")
    )
    cohort_months = models.PositiveSmallIntegerField(
        _("months that a cohort's board is kept after its end"),
        default=24,
        validators=[MaxValueValidator(240)],
        help_text=_("0 keeps boards for good."),
    )

    class Meta:
        verbose_name = _("how long data is kept")
        verbose_name_plural = _("how long data is kept")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def in_force(cls) -> "Retention":
        """What holds now. One query; unlike `load` it never writes."""
        return cls.objects.first() or cls()
