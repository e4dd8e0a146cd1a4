"""From a page's questions to the wording that an attempt keeps."""

import json
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import override

from quizzes.kinds import KINDS
from quizzes.models import QuizPage
from quizzes.questions import Question

PICTURE = "max-960x720"


def snapshot(quiz: QuizPage, seed: int) -> dict[str, list[dict[str, Any]]]:
    """The questions of an attempt in all published languages of a quiz: {language: [question]}.

    `seed` decides what is drawn and in which order it stands; the same in every language. A translation that is not
    built like this page is left out, so that every wording kept is whole. One query, and some where questions have
    pictures or lessons.
    """
    pages = {page.locale.language_code: page for page in languages_of(quiz)} | {quiz.locale.language_code: quiz}
    # First, since this also gives ids to questions that were never saved, as in a preview.
    versions = versions_of(pages.values())
    wording = {language: _questions_of(page, language, seed) for language, page in pages.items()}
    shape = [_shape(question) for question in wording[quiz.locale.language_code]]
    return {
        language: [replace(question, version=versions[question.id]).to_json() for question in questions]
        for language, questions in wording.items()
        if [_shape(question) for question in questions] == shape
    }


def languages_of(quiz: QuizPage) -> QuerySet[QuizPage]:
    """A quiz in all its published languages."""
    return QuizPage.objects.live().filter(translation_key=quiz.translation_key).select_related("locale")


def versions_of(pages: Iterable[QuizPage]) -> dict[str, str]:
    """A short digest of what authors wrote of each question in all languages: {question id: digest}. No query.

    A lesson to read again is no part of a question's wording.
    """
    written: dict[str, list[Any]] = defaultdict(list)
    for page in sorted(pages, key=lambda page: page.locale.language_code):
        for raw in page.questions.get_prep_value():
            value = _said({**raw["value"], "lesson": None})
            written[raw["id"]].append([raw["type"], value])
    return {
        question_id: sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:12]
        for question_id, parts in written.items()
    }


def _said(value: Any) -> Any:
    """A raw value without what is empty, since a field that was never filled in may also be missing."""
    if isinstance(value, dict):
        return {name: _said(inner) for name, inner in value.items() if inner not in ("", None, [], False)}
    return [_said(inner) for inner in value] if isinstance(value, list) else value


def _shape(question: Question) -> tuple[object, ...]:
    """What must be equal for an answer to mean the same in two languages. Accepted texts may differ."""
    if question.kind == "short_text":
        return question.id, question.kind
    options = tuple((option.id, option.pair) for option in question.options)
    return question.id, question.kind, options, question.right_ids, question.shown


def _questions_of(quiz: QuizPage, language: str, seed: int) -> list[Question]:
    chance = random.Random(seed)  # noqa: S311
    children = _drawn(list(quiz.questions), quiz.draws, chance)
    with override(language):
        return [_question(child, quiz.shuffles, chance) for child in children]


def _drawn(children: Sequence[Any], number: int, chance: random.Random) -> list[Any]:
    """So many of the questions, in the order of the page; all when no number is given."""
    if not 0 < number < len(children):
        return list(children)
    return [children[place] for place in sorted(chance.sample(range(len(children)), number))]


def _question(child: Any, shuffle: bool, chance: random.Random) -> Question:
    kind, value = KINDS[child.block_type], child.value
    parts = kind.parts(value, chance)
    question = Question(
        id=str(child.id),
        kind=kind.name,
        text=value["text"],
        explanation=value["explanation"],
        source=value["source"],
        level=value["level"],
        options=parts.options,
        choices=parts.choices,
        case=value["case"].source if value.get("case") else "",
        lesson=str(value["lesson"].translation_key) if value.get("lesson") else "",
        picture=_picture(value.get("picture"), value.get("picture_alt", "")),
    )
    return replace(question, shown=tuple(kind.order(question, shuffle, chance)))


def _picture(image: Any, alt: str) -> dict[str, Any] | None:
    if image is None:
        return None
    rendition = image.get_rendition(PICTURE)
    return {"url": rendition.url, "width": rendition.width, "height": rendition.height, "alt": alt}
