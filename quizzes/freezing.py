"""From a page's questions to the wording that an attempt keeps."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext, override

from quizzes.models import QuizPage
from quizzes.questions import Option, Question


def freeze(quiz: QuizPage) -> dict[str, list[dict[str, Any]]]:
    """The questions of a quiz in all its published languages: {language: [question]}. One query.

    A translation that lacks a question of this one is left out, so that every wording kept is whole.
    """
    pages = QuizPage.objects.live().filter(translation_key=quiz.translation_key).select_related("locale")
    wording = {page.locale.language_code: _questions_of(page, page.locale.language_code) for page in pages}
    own = quiz.locale.language_code
    wording[own] = _questions_of(quiz, own)
    shape = [_shape(question) for question in wording[own]]
    return {
        language: [question.to_json() for question in questions]
        for language, questions in wording.items()
        if [_shape(question) for question in questions] == shape
    }


def _shape(question: Question) -> tuple[str, tuple[str, ...], frozenset[str]]:
    return question.id, tuple(option.id for option in question.options), question.right_ids


def _questions_of(quiz: QuizPage, language: str) -> list[Question]:
    with override(language):
        return [_question(child) for child in quiz.questions]


def _question(child: Any) -> Question:
    value = child.value
    return Question(
        id=str(child.id),
        kind=child.block_type,
        text=value["text"],
        explanation=value["explanation"],
        source=value["source"],
        level=value["level"],
        options=OPTIONS_OF[child.block_type](value),
    )


def _listed(value: Any) -> tuple[Option, ...]:
    return tuple(
        Option(id=str(item.id), text=item.value["text"], right=bool(item.value["right"]), why=item.value["why"])
        for item in value["options"].bound_blocks
    )


def _true_or_false(value: Any) -> tuple[Option, ...]:
    return (
        Option(id="true", text=gettext("True"), right=bool(value["answer"]), why=value["why_true"]),
        Option(id="false", text=gettext("False"), right=not value["answer"], why=value["why_false"]),
    )


OPTIONS_OF: dict[str, Callable[[Any], tuple[Option, ...]]] = {
    "single": _listed,
    "multiple": _listed,
    "true_false": _true_or_false,
}
