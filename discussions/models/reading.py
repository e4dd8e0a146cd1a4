"""How far each has read, and what each wants to hear of."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort
from discussions.models.threads import Thread


class Reading(models.Model):
    """How far a person has read a thread: up to the post of this number.

    Posts of a thread are written one after the other, so a later one always has a higher number.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT)
    thread = models.ForeignKey(Thread, verbose_name=_("thread"), on_delete=models.CASCADE, related_name="readings")
    up_to = models.BigIntegerField(_("read up to"))

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        constraints = [models.UniqueConstraint(fields=["user", "thread"], name="one_reading_per_thread")]

    def __str__(self) -> str:
        return f"{self.user_id} in thread {self.thread_id}: {self.up_to}"


class Following(models.Model):
    """What a person wants to hear of: on a whole board, or in one thread, which goes before the board's.

    Where she follows a thread since she wrote in it, `is_chosen` is not set: that goes when she wants nothing of
    the board.
    """

    class Level(models.TextChoices):
        ALL = "all", _("Everything")
        MINE = "mine", _("What concerns me")
        NONE = "none", _("Nothing")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT)
    cohort = models.ForeignKey(Cohort, verbose_name=_("cohort"), on_delete=models.CASCADE, related_name="followings")
    thread = models.ForeignKey(
        Thread, verbose_name=_("thread"), null=True, blank=True, on_delete=models.CASCADE, related_name="followings"
    )
    level = models.CharField(_("what to hear of"), max_length=4, choices=Level.choices)
    is_chosen = models.BooleanField(_("chosen by herself"), default=True)

    class Meta:
        verbose_name = _("following")
        verbose_name_plural = _("followings")
        constraints = [
            models.UniqueConstraint(fields=["user", "thread"], name="one_following_per_thread"),
            models.UniqueConstraint(
                fields=["user", "cohort"], condition=models.Q(thread=None), name="one_following_per_board"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in cohort {self.cohort_id}, thread {self.thread_id}: {self.level}"
