"""What you should hear about: a line for one person, told once; and how much of it comes by mail."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notices.lines import Line, one_line

# Of what a notice is about.
SUBJECT_LENGTH = 200


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: User) -> "NoticeQuerySet":
        return self.filter(recipient=user)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)


class Notice(models.Model):
    """Somebody did something that concerns the recipient. `key` names the event, so that it is told once.

    Without an actor her name is not to be told, and is stored nowhere here.
    """

    class Kind(models.TextChoices):
        REPLY = "reply", _("answered you")
        SHARED = "shared", _("shared a text with you")
        REMARK = "remark", _("said something about a shared text")
        LETTER = "letter", _("A letter from yourself has come back")
        MENTION = "mention", _("mentioned you")
        ANSWER = "answer", _("answered what you asked")
        POST = "post", _("wrote in a thread that you follow")
        THREAD = "thread", _("started a thread")
        ANNOUNCEMENT = "announcement", _("has an announcement")
        REPORT = "report", _("A post was reported")
        OPENED = "opened", _("found out your name in a thread without names")
        HIDDEN = "hidden", _("hid your post")
        READER = "reader", _("has become a trainer and will soon read what you shared, unless you say no")
        TRAINER = "trainer", _("is a trainer here now")
        SELF_STUDY = "self_study", _("opened the cohort for self-study: others may join and read what is written now")
        GATHERING = "gathering", _("has arranged a gathering")
        GATHERING_CHANGED = "gathering_changed", _("has changed a gathering")
        GATHERING_CANCELLED = "gathering_cancelled", _("has cancelled a gathering")
        GATHERING_SOON = "gathering_soon", _("A gathering is soon")

    # What only trainers can open.
    FOR_TRAINERS = (Kind.SHARED, Kind.REMARK, Kind.REPORT)
    # What leads into a dialogue about a shared text, and not to a board.
    IN_DIALOGUES = (Kind.SHARED, Kind.REMARK, Kind.READER)
    # Worth a mail of its own, to those who want that.
    URGENT = frozenset({Kind.MENTION, Kind.ANSWER, Kind.ANNOUNCEMENT, Kind.READER})
    # Whole sentences, which name nobody.
    SENTENCES = frozenset({Kind.LETTER, Kind.REPORT, Kind.GATHERING_SOON})

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("recipient"), on_delete=models.PROTECT, related_name="notices"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    key = models.CharField(_("event"), max_length=100)
    subject = models.CharField(_("subject"), max_length=SUBJECT_LENGTH)
    place = models.CharField(_("where"), max_length=150, blank=True)
    path = models.CharField(_("path"), max_length=300)
    scope = models.CharField(_("scope"), max_length=50, blank=True, default="")
    created_at = models.DateTimeField(_("told"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("sent by mail"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["recipient", "key"], name="each_event_told_once")]

    @property
    def who(self) -> str:
        """Whose doing it is, in one line; nobody where the sentence says all."""
        if self.kind in self.SENTENCES or (self.actor_id and self.actor_id == self.recipient_id):
            return ""
        return one_line(self.actor.get_short_name()) if self.actor else gettext("Somebody in the cohort")

    @property
    def headline(self) -> str:
        """Who did what."""
        return self.line.headline

    @property
    def line(self) -> Line:
        """The notice as it stands in a mail, in the language of the moment."""
        return Line(str(self.get_kind_display()), self.who, self.place, self.subject, self.path)

    def __str__(self) -> str:
        return f"{self.recipient_id}: {self.kind} {self.key}"


class MailChoice(models.Model):
    """How much a person wants by mail. Who has chosen nothing has no row, and what a new row says holds for her.

    `digested_until` is where the next digest begins: what happened before it was in an earlier one.
    """

    class Digest(models.TextChoices):
        WEEKLY = "weekly", _("Once a week")
        DAILY = "daily", _("Once a day")
        NONE = "none", _("Never")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="mail_choice"
    )
    digest = models.CharField(_("summary"), max_length=10, choices=Digest.choices, default=Digest.WEEKLY)
    at_once = models.BooleanField(_("mail at once"), default=True)
    gatherings = models.BooleanField(_("mail about gatherings"), default=True)
    digested_until = models.DateTimeField(_("summed up until"), null=True, blank=True)

    class Meta:
        verbose_name = _("choice of mail")
        verbose_name_plural = _("choices of mail")

    def __str__(self) -> str:
        return f"{self.user_id}: {self.digest}"


class Bounce(models.Model):
    """An address that takes no mail, as its own mail server says. Only what nobody can do without is sent there."""

    address = models.EmailField(_("e-mail address"), unique=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    noted_at = models.DateTimeField(_("noted"), default=timezone.now)

    class Meta:
        verbose_name = _("address that takes no mail")
        verbose_name_plural = _("addresses that take no mail")
        ordering = ["-noted_at"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
