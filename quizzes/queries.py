"""Reads of a quiz: what a page shows of an attempt."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from courses.outline import Outline, StepRow
from quizzes.given import Given
from quizzes.kinds import KINDS, Explained, Kind
from quizzes.models import Answer, Attempt, QuizPage
from quizzes.questions import Question
from quizzes.snapshots import languages_of, versions_of


class AnswerState(TextChoices):
    """How a question stands, as everybody may know it by now."""

    RIGHT = "right", _("Right")
    PARTLY = "partly", _("Partly right")
    WRONG = "wrong", _("Not right")
    SAVED = "saved", pgettext_lazy("question", "Answered")
    OPEN = "open", pgettext_lazy("question", "Not answered")

    @property
    def icon(self) -> str:
        return {self.RIGHT: "check", self.PARTLY: "half", self.WRONG: "close"}.get(self, "")


@dataclass(frozen=True)
class QuestionLine:
    """A question with its answer, when it has one. `told` says whether how it went may be shown by now.

    `given` is what a form held that is not saved yet.
    """

    number: int
    question: Question
    answer: Answer | None
    told: bool = True
    given: Given | None = None

    def holding(self, given: Given | None) -> "QuestionLine":
        """The line with what a form held for it; an answer that is explained stands."""
        return self if given is None or self.is_told else replace(self, given=given)

    @property
    def kind(self) -> Kind:
        return KINDS[self.question.kind]

    @property
    def state(self) -> "AnswerState":
        if self.answer is None:
            return AnswerState.OPEN
        if not self.told:
            return AnswerState.SAVED
        return AnswerState.RIGHT if self.is_right else AnswerState.PARTLY if self.answer.mark > 0 else AnswerState.WRONG

    @property
    def is_answered(self) -> bool:
        return self.answer is not None

    @property
    def is_told(self) -> bool:
        return self.told and self.answer is not None

    @property
    def is_right(self) -> bool:
        return self.answer is not None and self.answer.mark >= 1

    @property
    def is_sure_and_wrong(self) -> bool:
        """What the item table counts under the same words."""
        return self.answer is not None and self.answer.mark < 1 and self.answer.confidence == Answer.Confidence.SURE

    @property
    def form(self) -> dict[str, Any]:
        """What the open question shows, with the answer so far filled in."""
        held = self.given or self.answer
        return self.kind.form(self.question, held.chosen if held else None)

    @property
    def confidences(self) -> list[tuple[str, str, bool]]:
        """What somebody may say of how sure she is: value, words, and whether she said it."""
        held = self.given or self.answer
        said = held.confidence if held else ""
        return [(value, str(label), value == said) for value, label in Answer.Confidence.choices]

    @property
    def explained(self) -> list[Explained]:
        """Each part of the question with how it went; nothing before it may be told."""
        return self.kind.explain(self.question, self.answer.chosen) if self.answer and self.told else []


def read_again(lines: list[QuestionLine], outline: Outline) -> list[StepRow]:
    """The lessons that help with what was not right, each once, as they stand in the course today. No query."""
    steps = {str(line.row.key): line.row for line in outline.steps}
    wanted = dict.fromkeys(line.question.lesson for line in lines if not line.is_right)
    return [steps[key] for key in wanted if key in steps]


def changed_since(attempt: Attempt, quiz: QuizPage) -> frozenset[str]:
    """Ids of the questions of an attempt that read otherwise today, or are gone. One query at most."""
    if quiz.last_published_at and quiz.last_published_at < attempt.started_at:
        return frozenset()
    today = versions_of(languages_of(quiz))
    return frozenset(question.id for question in attempt.questions if today.get(question.id) != question.version)


def question_lines(attempt: Attempt) -> list[QuestionLine]:
    """The questions of an attempt in order, each with its answer. One query."""
    answers = {answer.question_id: answer for answer in attempt.answers.all()}
    told = attempt.tells_at_once or attempt.finished_at is not None
    return [
        QuestionLine(number, question, answers.get(question.id), told)
        for number, question in enumerate(attempt.questions, start=1)
    ]


@dataclass(frozen=True)
class History:
    """The finished attempts of a coach at a quiz, latest first."""

    attempts: tuple[Attempt, ...]

    @property
    def best(self) -> Attempt | None:
        return max(self.attempts, key=lambda attempt: attempt.score or 0, default=None)

    @property
    def latest(self) -> Attempt | None:
        return self.attempts[0] if self.attempts else None


def history_of(coach: User, quiz: QuizPage) -> History:
    """What a coach has done with a quiz before. One query."""
    attempts = Attempt.objects.visible_to(coach).filter(step_key=quiz.translation_key).exclude(finished_at=None)
    return History(tuple(attempts.defer("wording")))


def plain_questions(quiz: QuizPage) -> list[tuple[str, str, dict[str, Any]]]:
    """The questions of a quiz, each as its id, kind and plain values, for writing them to a file."""
    return [(str(child.id), child.block_type, _plain(child.value)) for child in quiz.questions]


def _plain(value: Any) -> dict[str, Any]:
    lists = ("options", "parts", "pairs", "accepted")
    return {name: [_item(one) for one in inner] if name in lists else inner for name, inner in value.items()}


def _item(value: Any) -> Any:
    return value if isinstance(value, str) else dict(value)
