"""What you should hear about: a line for one person, told once."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: User) -> "NoticeQuerySet":
        return self.filter(recipient=user)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)


class Notice(models.Model):
    """Somebody did something that concerns the recipient. `key` names the event, so that it is told once."""

    class Kind(models.TextChoices):
        REPLY = "reply", _("answered you")
        SHARED = "shared", _("shared a text with you")
        REMARK = "remark", _("said something about a shared text")
        LETTER = "letter", _("A letter from yourself has come back")

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("recipient"), on_delete=models.CASCADE, related_name="notices"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    key = models.CharField(_("event"), max_length=100)
    subject = models.CharField(_("subject"), max_length=200)
    path = models.CharField(_("path"), max_length=300)
    created_at = models.DateTimeField(_("told"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["recipient", "key"], name="each_event_told_once")]

    @property
    def headline(self) -> str:
        """Who did what; a reminder of one's own names nobody."""
        what = str(self.get_kind_display())
        return what if self.actor_id == self.recipient_id else f"{self.actor.get_short_name()} {what}"

    def __str__(self) -> str:
        return f"{self.recipient_id}: {self.kind} {self.key}"
