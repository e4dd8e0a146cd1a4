"""A kind of step: answer questions. An attempt holds the wording it was met with, each answer is a row of its own."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField

from accounts.models import User
from content.blocks import PLAIN
from courses.models import Step
from quizzes.kinds import QUESTION_BLOCKS
from quizzes.questions import Question


class QuizPage(Step):
    """A quiz as a trainer writes it."""

    class Feedback(models.TextChoices):
        AT_ONCE = "at_once", _("right after each answer")
        AT_END = "at_end", _("when the try is finished; answers may be changed until then")

    class Layout(models.TextChoices):
        ONE = "one", _("one question at a time")
        ALL = "all", _("all questions on one page")

    view = "quizzes.views.quiz"
    kind = "quiz"
    icon = "question"
    kind_label = _("Quiz")

    # Not its questions: they hold the answers.
    searched = ("summary", "intro")
    intro = RichTextField(_("introduction"), features=PLAIN, blank=True)
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Per cent of the questions."),
    )
    draws = models.PositiveSmallIntegerField(
        _("draw"), default=0, help_text=_("How many of the questions a try has, drawn anew each time; 0 for all.")
    )
    shuffles = models.BooleanField(
        _("shuffle"), default=True, help_text=_("Options stand in a new order in each try, and stay there.")
    )
    feedback = models.CharField(_("feedback"), max_length=10, choices=Feedback.choices, default=Feedback.AT_ONCE)
    layout = models.CharField(_("layout"), max_length=10, choices=Layout.choices, default=Layout.ONE)
    asks_confidence = models.BooleanField(
        _("ask how sure"), default=False, help_text=_("Asked with each answer. It never changes the result.")
    )
    questions = StreamField(QUESTION_BLOCKS, verbose_name=_("questions"), blank=True)

    content_panels = [
        *Step.content_panels,
        *Step.step_panels,
        FieldPanel("intro"),
        MultiFieldPanel(
            [
                FieldPanel("pass_mark"),
                FieldPanel("draws"),
                FieldPanel("shuffles"),
                FieldPanel("feedback"),
                FieldPanel("layout"),
                FieldPanel("asks_confidence"),
            ],
            heading=_("How it is taken"),
        ),
        FieldPanel("questions"),
    ]

    @property
    def asked(self) -> int:
        """How many questions a try has."""
        return min(self.draws or len(self.questions), len(self.questions))

    def missing(self) -> dict[str, str | Promise]:
        return {} if self.questions else {"questions": _("A quiz needs a question.")}

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def visible_to(self, user: User) -> "AttemptQuerySet":
        """Attempts are for the one who made them."""
        return self.filter(coach=user)


class Attempt(models.Model):
    """One try at a quiz. Wording, right answers and rules are those in force when it began, in every language."""

    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("coach"), on_delete=models.PROTECT, related_name="attempts"
    )
    step_key = models.UUIDField(_("step"), db_index=True)
    language = models.CharField(_("language"), max_length=10)
    wording: Any = models.JSONField(_("wording"))
    pass_mark = models.PositiveSmallIntegerField(_("pass mark"))
    feedback = models.CharField(
        _("feedback"), max_length=10, choices=QuizPage.Feedback.choices, default=QuizPage.Feedback.AT_ONCE
    )
    asks_confidence = models.BooleanField(_("ask how sure"), default=False)
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    score = models.PositiveSmallIntegerField(_("score"), null=True, blank=True, help_text=_("Per cent."))

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["coach", "step_key"], condition=models.Q(finished_at=None), name="one_open_attempt"
            )
        ]

    def __str__(self) -> str:
        return f"{self.coach_id}: {self.step_key} {self.started_at:%Y-%m-%d}"

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions in the reader's language, or in the language of the start when they were not there then."""
        rows = self.wording.get(get_language()) or self.wording[self.language]
        return tuple(Question.from_json(row) for row in rows)

    @property
    def tells_at_once(self) -> bool:
        """Whether an answer is explained right away, and so stands; else it may be changed until the end."""
        return self.feedback == QuizPage.Feedback.AT_ONCE

    @property
    def passed(self) -> bool:
        return self.score is not None and self.score >= self.pass_mark


class Answer(models.Model):
    """What was chosen for one question, saved at once; `mark` lies between 0 and 1, `chosen` is what its kind reads."""

    class Confidence(models.TextChoices):
        SURE = "sure", _("Sure")
        FAIRLY = "fairly", _("Fairly sure")
        GUESSING = "guessing", _("Guessing")

    attempt = models.ForeignKey(Attempt, verbose_name=_("attempt"), on_delete=models.CASCADE, related_name="answers")
    question_id = models.CharField(_("question"), max_length=36)
    version = models.CharField(_("version of the question"), max_length=12, blank=True)
    chosen: Any = models.JSONField(_("chosen"), default=list)
    mark = models.FloatField(_("mark"))
    confidence = models.CharField(_("how sure"), max_length=10, choices=Confidence.choices, blank=True)
    answered_at = models.DateTimeField(_("answered"), default=timezone.now)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [models.UniqueConstraint(fields=["attempt", "question_id"], name="one_answer_per_question")]

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.question_id}"
