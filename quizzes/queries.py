"""Reads of a quiz: what a page shows of an attempt."""

from dataclasses import dataclass

from accounts.models import User
from quizzes.models import Answer, Attempt, QuizPage
from quizzes.questions import Option, Question


@dataclass(frozen=True)
class OptionLine:
    """An option as it is shown; `right` is None as long as the question is open."""

    option: Option
    chosen: bool
    right: bool | None


@dataclass(frozen=True)
class QuestionLine:
    """A question with its answer, when it has one."""

    number: int
    question: Question
    answer: Answer | None

    @property
    def is_answered(self) -> bool:
        return self.answer is not None

    @property
    def is_right(self) -> bool:
        return self.answer is not None and self.answer.mark >= 1

    @property
    def is_partly_right(self) -> bool:
        return self.answer is not None and 0 < self.answer.mark < 1

    @property
    def options(self) -> list[OptionLine]:
        chosen = self.answer.chosen if self.answer else []
        return [
            OptionLine(option, option.id in chosen, option.right if self.answer else None)
            for option in self.question.options
        ]


def question_lines(attempt: Attempt) -> list[QuestionLine]:
    """The questions of an attempt in order, each with its answer. One query."""
    answers = {answer.question_id: answer for answer in attempt.answers.all()}
    return [
        QuestionLine(number, question, answers.get(question.id))
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
