"""How those sign in who may see or change what is of others. One row for the site."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="key")
class SignInRules(BaseGenericSetting):
    """Before it is saved the defaults hold."""

    needs_second_factor = models.BooleanField(
        _("second factor for site managers and trainers"),
        default=True,
        help_text=_("An authenticator app or a passkey, besides the password or the code by mail."),
    )
    grace_days = models.PositiveSmallIntegerField(
        _("days until it is needed"),
        default=7,
        validators=[MaxValueValidator(90)],
        help_text=_("Counted from the day on which somebody becomes a trainer or site manager. She is told by mail."),
    )

    class Meta:
        verbose_name = _("signing in")
        verbose_name_plural = _("signing in")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def in_force(cls) -> "SignInRules":
        """What holds now. One query; unlike `load` it never writes."""
        return cls.objects.first() or cls()
