"""What is shared of a journal: a copy of chosen paragraphs, who reads it, and what is said about it.

The entry itself is never shown to anybody else.
"""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.seals import refuse_sealed
from cohorts.models import Cohort, Membership
from content import text
from discussions.models import Post


class ShareQuerySet(models.QuerySet["Share"]):
    def open(self) -> "ShareQuerySet":
        """Those that others can read now: not taken back here, nor on the board itself."""
        gone = Q(audience=Share.Audience.BOARD) & (Q(post=None) | ~Q(post__withdrawn_at=None))
        return self.filter(withdrawn_at=None).exclude(gone)

    def visible_to(self, user: User) -> "ShareQuerySet":
        """One's own, and what was shared with oneself as a trainer and one may read by now. No CMS right is enough.

        Raises Sealed.
        """
        refuse_sealed(user)
        mine = ShareReader.objects.reading().filter(share=OuterRef("pk"), person=user)
        return self.filter(Q(author=user) | Q(Exists(mine), audience=Share.Audience.TRAINERS))

    def going_on(self) -> "ShareQuerySet":
        """Those whose dialogue goes on: the board is open to its author still, or a trainer keeps the dialogue open."""
        return self.filter(self._goes_on())

    def with_is_open(self) -> "ShareQuerySet":
        """Each with `is_open`, whether its dialogue goes on."""
        return self.annotate(is_open=models.ExpressionWrapper(self._goes_on(), models.BooleanField()))

    @staticmethod
    def _goes_on() -> Q:
        place = Membership.objects.readable().filter(cohort=OuterRef("cohort"), user=OuterRef("author"))
        return Q(Exists(place)) | Q(is_kept_open=True)

    def with_readers(self) -> "ShareQuerySet":
        """Each with `readers_now`, who reads it or will, and `members`, how many others are in its cohort. One query
        more.
        """
        others = Membership.objects.current().filter(cohort=OuterRef("cohort")).exclude(user=OuterRef("author"))
        number = others.order_by().values("cohort").values(number=models.Count("pk"))
        readers = ShareReader.objects.standing().select_related("person").order_by("reads_from", "person__name", "pk")
        counted = self.annotate(members=Coalesce(models.Subquery(number), 0))
        return counted.prefetch_related(models.Prefetch("readers", readers, to_attr="readers_now"))


class Share(models.Model):
    """A copy of chosen paragraphs: as a post on the board, or with trainers as the start of a dialogue.

    Trainers who are no `ShareReader` of it read nothing. With `takes_later`, who becomes a trainer later may become one
    when the author was told.
    """

    class Audience(models.TextChoices):
        BOARD = "board", _("everybody in the cohort")
        TRAINERS = "trainers", _("the trainers alone")

    entry = models.ForeignKey(
        "journals.Entry", verbose_name=_("entry"), null=True, on_delete=models.SET_NULL, related_name="shares"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.PROTECT, related_name="shares"
    )
    cohort = models.ForeignKey(Cohort, verbose_name=_("cohort"), on_delete=models.CASCADE, related_name="shares")
    audience = models.CharField(_("shared with"), max_length=10, choices=Audience.choices)
    post = models.OneToOneField(Post, verbose_name=_("post"), null=True, blank=True, on_delete=models.SET_NULL)
    source = models.TextField(_("text"), blank=True)
    submission_id = models.UUIDField(_("submission"))
    shared_at = models.DateTimeField(_("shared"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    takes_later = models.BooleanField(_("later trainers too"), default=False)
    is_kept_open = models.BooleanField(_("dialogue kept open"), default=False)

    objects = ShareQuerySet.as_manager()

    class Meta:
        verbose_name = _("shared text")
        verbose_name_plural = _("shared texts")
        ordering = ["-shared_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["author", "submission_id"], name="each_share_once")]

    def __str__(self) -> str:
        return f"Share {self.pk}"

    @property
    def opening(self) -> str:
        """A few lines of what is shared, for a list; of a post its text as it is now."""
        return text.excerpt(self.post.source if self.post else self.source, 240)

    @property
    def html(self) -> SafeString:
        return text.render(self.source)


class ShareReaderQuerySet(models.QuerySet["ShareReader"]):
    def standing(self) -> "ShareReaderQuerySet":
        """Those whom the author has not said no to, and who have trained the cohort ever since she was told of them."""
        trains = Membership.objects.trainers().filter(
            cohort=OuterRef("share__cohort"), user=OuterRef("person"), role_since__lte=OuterRef("told_at")
        )
        return self.filter(Exists(trains), refused_at=None)

    def reading(self) -> "ShareReaderQuerySet":
        """Those of them for whom reading has begun."""
        return self.standing().filter(reads_from__lte=timezone.now())


class ShareReader(models.Model):
    """A trainer who may read what was shared with trainers, from a moment on; `told_at` is when its author was told.

    It holds for as long as she trains the cohort without a break. Who comes back as a trainer is a later one.
    """

    share = models.ForeignKey(Share, verbose_name=_("shared text"), on_delete=models.CASCADE, related_name="readers")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("reader"), on_delete=models.PROTECT, related_name="+"
    )
    told_at = models.DateTimeField(_("author told"), default=timezone.now)
    reads_from = models.DateTimeField(_("reads from"), default=timezone.now)
    refused_at = models.DateTimeField(_("refused"), null=True, blank=True)

    objects = ShareReaderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reader of a shared text")
        verbose_name_plural = _("readers of shared texts")
        ordering = ["reads_from", "pk"]
        constraints = [models.UniqueConstraint(fields=["share", "person"], name="each_reads_a_share_once")]

    def __str__(self) -> str:
        return f"Share {self.share_id}, reader {self.person_id}"

    @property
    def reads_now(self) -> bool:
        """Whether reading has begun."""
        return self.reads_from <= timezone.now()


class Remark(models.Model):
    """A line in the dialogue between an author and her trainers about what she shared with them."""

    share = models.ForeignKey(Share, verbose_name=_("shared text"), on_delete=models.CASCADE, related_name="remarks")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.PROTECT, related_name="remarks"
    )
    source = models.TextField(_("text"))
    submission_id = models.UUIDField(_("submission"))
    said_at = models.DateTimeField(_("said"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["said_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["author", "submission_id"], name="each_remark_once")]

    def __str__(self) -> str:
        return f"Remark {self.pk}"

    @property
    def html(self) -> SafeString:
        return text.render(self.source)
