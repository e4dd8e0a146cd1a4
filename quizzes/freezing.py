"""From a page's questions to the wording that an attempt keeps."""

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from django.utils.translation import override

from quizzes.kinds import KINDS
from quizzes.models import QuizPage
from quizzes.questions import Question

PICTURE = "max-960x720"


def freeze(quiz: QuizPage, seed: int, draw: bool = True) -> dict[str, list[dict[str, Any]]]:
    """The questions of an attempt in all published languages of a quiz: {language: [question]}.

    `seed` decides what is drawn and in which order it stands; the same in every language. Without `draw` all questions
    are kept. A translation that is not
    built like this page is left out, so that every wording kept is whole. One query, and one for each picture.
    """
    pages = QuizPage.objects.live().filter(translation_key=quiz.translation_key).select_related("locale")
    wording = {page.locale.language_code: _questions_of(page, page.locale.language_code, seed, draw) for page in pages}
    own = quiz.locale.language_code
    wording[own] = _questions_of(quiz, own, seed, draw)
    shape = [_shape(question) for question in wording[own]]
    whole = {
        language: questions
        for language, questions in wording.items()
        if [_shape(question) for question in questions] == shape
    }
    versions = [_version(same) for same in zip(*(whole[language] for language in sorted(whole)), strict=True)]
    return {
        language: [
            replace(question, version=version).to_json() for question, version in zip(questions, versions, strict=True)
        ]
        for language, questions in whole.items()
    }


def _version(same: Sequence[Question]) -> str:
    """A short digest of what an author wrote of one question in all languages; chance has no part in it."""
    parts = [
        [question.kind, question.text, question.case, question.explanation]
        + [[option.text, option.right, option.why] for option in question.options]
        + [[choice.text for choice in sorted(question.choices, key=lambda choice: choice.text)]]
        for question in same
    ]
    return sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:12]


def _shape(question: Question) -> tuple[object, ...]:
    """What must be equal for an answer to mean the same in two languages. Accepted texts may differ."""
    if question.kind == "short_text":
        return question.id, question.kind
    options = tuple((option.id, option.pair) for option in question.options)
    return question.id, question.kind, options, question.right_ids, question.shown


def _questions_of(quiz: QuizPage, language: str, seed: int, draw: bool) -> list[Question]:
    chance = random.Random(seed)  # noqa: S311
    children = _drawn(list(quiz.questions), quiz.draws if draw else 0, chance)
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
        picture=_picture(value.get("picture"), value.get("picture_alt", "")),
    )
    return replace(question, shown=tuple(kind.order(question, shuffle, chance)))


def _picture(image: Any, alt: str) -> dict[str, Any] | None:
    if image is None:
        return None
    rendition = image.get_rendition(PICTURE)
    return {"url": rendition.url, "width": rendition.width, "height": rendition.height, "alt": alt}
