"""What every kind of question can do. A kind is one file in this folder: its block in the CMS, and its verbs.

An answer is what JSON can hold: a list of option ids, pairs of option and choice, or a list with one text.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from content.blocks import PLAIN
from quizzes.questions import Choice, Option, Question

LEVELS = [("know", _("Know")), ("understand", _("Understand")), ("apply", _("Apply"))]


@dataclass(frozen=True)
class Explained:
    """A part of an answered question: how it went in words, the part itself, and why."""

    state: Literal["right", "wrong", "neutral"]
    verdict: str
    text: str
    why: str = ""


@dataclass(frozen=True)
class Parts:
    """What an author's block gives to a question: its options, and the choices to pair them with."""

    options: tuple[Option, ...]
    choices: tuple[Choice, ...] = ()


class QuestionBlock(blocks.StructBlock):
    """What all questions have. What cannot work is refused when it is published; a draft may be half done."""

    text = blocks.TextBlock(rows=3, label=_("Question"))
    case = blocks.RichTextBlock(
        features=PLAIN, required=False, label=_("Situation"), help_text=_("A longer text before the question.")
    )
    picture = ImageChooserBlock(required=False, label=_("Picture"))
    picture_alt = blocks.CharBlock(
        max_length=300, required=False, default="", label=_("What the picture shows, in words")
    )
    explanation = blocks.TextBlock(rows=3, label=_("Explanation"), help_text=_("Shown right after the answer."))
    source = blocks.CharBlock(
        max_length=200, required=False, default="", label=_("Source"), help_text=_("Author and year.")
    )
    lesson = blocks.PageChooserBlock(
        page_type="courses.LessonPage",
        required=False,
        label=_("Lesson to read again"),
        help_text=_("Suggested to whoever did not answer right. The same in both languages."),
    )
    level = blocks.ChoiceBlock(choices=LEVELS, default="understand", label=_("Level"))

    class Meta:
        template = "quizzes/question_preview.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if cleaned.get("picture") and not cleaned.get("picture_alt", "").strip():
            self._refuse("picture_alt", _("Say what the picture shows, for those who cannot see it."))
        if problem := self.problem_with(cleaned):
            self._refuse("text", problem)
        return cleaned

    def problem_with(self, value: Any) -> Any:
        """A sentence about what cannot work, or None."""
        raise NotImplementedError

    def _refuse(self, name: str, problem: Any) -> None:
        raise blocks.StructBlockValidationError(block_errors={name: ValidationError(problem)})


def say_the_same(texts: Sequence[str]) -> bool:
    plain = [" ".join(text.split()).casefold() for text in texts]
    return len(set(plain)) < len(plain)


class Kind:
    """A kind of question: from the author's block to a question, from a form to an answer, and why."""

    name: ClassVar[str]
    block: ClassVar[type[QuestionBlock]]
    template: ClassVar[str]
    missing: ClassVar[Any] = _("Choose an answer first.")
    hint: ClassVar[Any] = ""

    def parts(self, value: Any, chance: random.Random) -> Parts:
        """The options and choices of an author's block. `chance` gives the same in every language of an attempt."""
        raise NotImplementedError

    def order(self, question: Question, shuffle: bool, chance: random.Random) -> list[str]:
        """The ids of the options in the order that an attempt shows."""
        ids = [option.id for option in question.options]
        return chance.sample(ids, len(ids)) if shuffle else ids

    def form(self, question: Question, given: Any) -> dict[str, Any]:
        """What the template of an open question shows, with what was given so far filled in (None at first)."""
        raise NotImplementedError

    def given(self, question: Question, form: MultiValueDict) -> Any:
        """What a form holds for a question, whole or not."""
        raise NotImplementedError

    def is_answer(self, question: Question, given: Any) -> bool:
        """Whether what was given can be marked: something was chosen, and all of it is known."""
        raise NotImplementedError

    def is_filled_in(self, question: Question, given: Any) -> bool:
        """Whether somebody has answered, and not merely met the question."""
        return self.is_answer(question, given)

    def mark(self, question: Question, answer: Any) -> float:
        """0 to 1, whatever the answer is."""
        raise NotImplementedError

    def explain(self, question: Question, answer: Any) -> list[Explained]:
        """Each part of the question with how it went."""
        raise NotImplementedError

    def slip(self, question: Question, answer: Any) -> str:
        """What was answered, in words, for a trainer who wonders what misleads."""
        raise NotImplementedError
