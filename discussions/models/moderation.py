"""What trainers look after: posts that were reported, and names that were opened."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from discussions.models.posts import Post
from notices.events import EventKey


class ReportQuerySet(models.QuerySet["Report"]):
    def waiting(self) -> "ReportQuerySet":
        """Reports that no trainer has looked at, of posts that are still there."""
        return self.filter(settled_at=None, post__withdrawn_at=None)

    def events(self) -> list[str]:
        """The keys of the notices that tell of them."""
        return [EventKey.REPORT.of(pk) for pk in self.values_list("pk", flat=True)]


class Report(models.Model):
    """Somebody thinks that a trainer should look at a post."""

    post = models.ForeignKey(Post, verbose_name=_("post"), on_delete=models.CASCADE, related_name="reports")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("reported by"), on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=500)
    reported_at = models.DateTimeField(_("reported"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("settled by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["reported_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["post", "by"], name="each_reports_a_post_once")]

    def __str__(self) -> str:
        return f"Report {self.pk}"

    @property
    def event(self) -> str:
        """The key of the notices that tell of it."""
        return EventKey.REPORT.of(self.pk)


class NameOpening(models.Model):
    """A trainer looked up who wrote a post without a name; kept, so that nobody does it unseen."""

    post = models.ForeignKey(Post, verbose_name=_("post"), on_delete=models.CASCADE, related_name="openings")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("opened by"), on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=500)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)

    class Meta:
        verbose_name = _("opening of a name")
        verbose_name_plural = _("openings of names")
        ordering = ["-opened_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["post", "by"], name="each_opens_a_name_once")]

    def __str__(self) -> str:
        return f"Opening {self.pk}"
