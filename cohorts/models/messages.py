"""What a trainer wrote to people of her cohort by mail."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cohorts.models.cohorts import Cohort


class Message(models.Model):
    """A mail to some people of a cohort. `submission_id` comes with the form, so that a double click sends it once."""

    cohort = models.ForeignKey(Cohort, verbose_name=_("cohort"), on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.PROTECT, related_name="+"
    )
    recipients = models.ManyToManyField(settings.AUTH_USER_MODEL, verbose_name=_("to"), related_name="+")
    subject = models.CharField(_("subject"), max_length=150)
    text = models.TextField(_("text"))
    submission_id = models.UUIDField(_("submission"), default=uuid4)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-sent_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["author", "submission_id"], name="each_message_once")]

    def __str__(self) -> str:
        return f"Message {self.pk}"
