"""A kind of step: answer questions. An attempt holds the wording it was met with, each answer is a row of its own."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField

from accounts.models import User
from content.blocks import PLAIN
from courses.models import Step
from quizzes.blocks import QUESTION_BLOCKS
from quizzes.questions import Question


class QuizPage(Step):
    """A quiz as a trainer writes it."""

    view = "quizzes.views.quiz"
    kind = "quiz"
    icon = "question"
    kind_label = _("Quiz")

    intro = RichTextField(_("introduction"), features=PLAIN, blank=True)
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Per cent of the questions."),
    )
    questions = StreamField(QUESTION_BLOCKS, verbose_name=_("questions"), blank=True)

    content_panels = [
        *Step.content_panels,
        *Step.step_panels,
        FieldPanel("intro"),
        FieldPanel("pass_mark"),
        FieldPanel("questions"),
    ]

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def visible_to(self, user: User) -> "AttemptQuerySet":
        """Attempts are for the one who made them."""
        return self.filter(coach=user)


class Attempt(models.Model):
    """One try at a quiz. Wording, right answers and pass mark are those in force when it began, in every language."""

    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("coach"), on_delete=models.CASCADE, related_name="attempts"
    )
    step_key = models.UUIDField(_("step"), db_index=True)
    language = models.CharField(_("language"), max_length=10)
    wording: Any = models.JSONField(_("wording"))
    pass_mark = models.PositiveSmallIntegerField(_("pass mark"))
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
    def passed(self) -> bool:
        return self.score is not None and self.score >= self.pass_mark


class Answer(models.Model):
    """What was chosen for one question, saved at once; `mark` lies between 0 and 1."""

    attempt = models.ForeignKey(Attempt, verbose_name=_("attempt"), on_delete=models.CASCADE, related_name="answers")
    question_id = models.CharField(_("question"), max_length=36)
    chosen: Any = models.JSONField(_("chosen"), default=list)
    mark = models.FloatField(_("mark"))
    answered_at = models.DateTimeField(_("answered"), default=timezone.now)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [models.UniqueConstraint(fields=["attempt", "question_id"], name="one_answer_per_question")]

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.question_id}"
