"""What was loaded from a package, so that a later load knows what a trainer has changed since."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedPage(models.Model):
    """A page that came from a package: the digest of its files, and the newest revision in each language after that."""

    key = models.UUIDField(_("page"), unique=True)
    digest = models.CharField(_("digest"), max_length=64)
    revisions = models.JSONField(_("revisions"), default=dict, help_text=_("Language to id of the newest revision."))

    class Meta:
        verbose_name = _("loaded page")
        verbose_name_plural = _("loaded pages")

    def __str__(self) -> str:
        return str(self.key)
