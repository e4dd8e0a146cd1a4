"""Threads stand on a cohort's board; those of a course prompt are one for each cohort."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cohorts.models import Cohort, Gathering, Membership
from content.fields import StemsField
from content.stems import stems_of
from discussions.boxes import box_of

# Whoever opens a thread of these kinds waits for an answer.
ASKING = ("question", "ask")


def _begun_since(moment: "datetime | F") -> Q:
    return ~Q(step_key=None, gathering=None) | Q(started_at__gte=moment)


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, user: User) -> "ThreadQuerySet":
        """Threads of the cohorts that a person is in, begun since she reads there."""
        here = self.filter(cohort__in=Cohort.objects.visible_to(user))
        timed = Membership.objects.current().filter(user=user).exclude(reads_from=None)
        since = Subquery(timed.filter(cohort=models.OuterRef("cohort")).values("reads_from"))
        return here.alias(since=since).filter(~Q(cohort__in=timed.values("cohort")) | _begun_since(F("since")))

    def begun_since(self, moment: datetime | None) -> "ThreadQuerySet":
        """Those that were begun since a moment, or all. By a prompt of the course, and for a gathering, each writes in
        her own time.
        """
        return self if moment is None else self.filter(_begun_since(moment))

    def call(self, title: str) -> int:
        """Give them a title, with the words that find it."""
        return self.update(title=title, stems=stems_of(title))

    def exchanging_posts_with(self, thread: "Thread") -> "ThreadQuerySet":
        """Those that posts of a thread may move to, as `exchanges_posts_with` tells of one."""
        here = self.filter(cohort=thread.cohort_id, is_anonymous=False, is_write_first=thread.is_write_first)
        return self.none() if thread.is_anonymous else here.exclude(pk=thread.pk)

    def turned_by(self, user: User) -> "ThreadQuerySet":
        """Threads that a person may make a question or a conversation: her own, and those of the cohorts that she
        trains.
        """
        begun = models.Q(posts__author=user, posts__is_opening=True, posts__withdrawn_at=None)
        hers = self.filter(step_key=None, gathering=None, kind__in=Thread.TURNING).visible_to(user)
        return hers.filter(begun | models.Q(pk__in=Thread.objects.led_by(user).values("pk"))).distinct()

    def led_by(self, user: User) -> "ThreadQuerySet":
        """Threads of the cohorts that a person is in as their trainer."""
        return self.filter(cohort__in=Membership.objects.trainers().filter(user=user).values("cohort"))


class Thread(models.Model):
    """A conversation on a cohort's board. A thread of a course prompt has the step's key and takes its title; that of a
    gathering is called as that is.

    Whether names are shown is settled when it begins, since people write by what holds then.
    """

    class Kind(models.TextChoices):
        TALK = "talk", _("Conversation")
        QUESTION = "question", _("Question")
        OFFER = "offer", _("Offer")
        ASK = "ask", _("Help wanted")
        ANNOUNCEMENT = "announcement", _("Announcement")

    # What may be made of the other.
    TURNING = (Kind.TALK, Kind.QUESTION)

    cohort = models.ForeignKey(Cohort, verbose_name=_("cohort"), on_delete=models.CASCADE, related_name="threads")
    step_key = models.UUIDField(_("step"), null=True, blank=True)
    gathering = models.OneToOneField(
        Gathering, verbose_name=_("gathering"), null=True, blank=True, on_delete=models.SET_NULL, related_name="thread"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.TALK)
    title = models.CharField(_("title"), max_length=150, blank=True)
    stems = StemsField(of=["title"])
    is_anonymous = models.BooleanField(_("without names among colleagues"), default=False, editable=False)
    is_write_first = models.BooleanField(_("write first, then read"), default=False)
    is_pinned = models.BooleanField(_("pinned"), default=False)
    is_locked = models.BooleanField(_("locked"), default=False)
    is_title_hidden = models.BooleanField(_("title hidden"), default=False, editable=False)
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    split_from = models.ForeignKey(
        "self",
        verbose_name=_("split off from"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="splits",
    )
    split_submission = models.UUIDField(_("submission"), null=True, blank=True, unique=True, editable=False)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        constraints = [
            # NULLs are distinct, so free threads are not bound by this.
            models.UniqueConstraint(fields=["cohort", "step_key"], name="one_thread_per_prompt"),
        ]

    def __str__(self) -> str:
        return f"Thread {self.pk}"

    @property
    def is_free(self) -> bool:
        """Whether somebody began it with a title of her own, and it goes with its last post."""
        return self.step_key is None and self.gathering_id is None

    def box_below(self, parent: int | None = None) -> str:
        """The box below it, or below the post of this number in it."""
        return box_of(self.pk, self.step_key, parent, self.gathering_id)

    @property
    def takes_posts(self) -> bool:
        return not self.is_locked and self.cohort.ended_on is None

    def exchanges_posts_with(self, other: "Thread") -> bool:
        """Whether posts may move between the two: on the same board, with names, and read in the same manner."""
        is_named = not self.is_anonymous and not other.is_anonymous
        return is_named and self.cohort_id == other.cohort_id and self.is_write_first == other.is_write_first
