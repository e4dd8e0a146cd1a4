"""Every block shows itself in the editor's chooser, and refuses what cannot work."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from content.blocks import LESSON_BLOCKS
from quizzes.blocks import QUESTION_BLOCKS, MultipleBlock, SingleBlock, TrueFalseBlock

BLOCKS = dict(LESSON_BLOCKS + QUESTION_BLOCKS)


@pytest.mark.parametrize("name", BLOCKS)
def test_the_preview_of_a_block(name, client_as, tove):
    block = BLOCKS[name]
    block = next(child for child in _live_blocks() if type(child) is type(block))
    response = client_as(tove).get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert response.status_code == 200
    assert "css/gnista.css" in response.text
    assert len(response.text) > 500


def _live_blocks():
    from courses.models import LessonPage
    from quizzes.models import QuizPage

    yield from LessonPage.body.field.stream_block.child_blocks.values()
    yield from QuizPage.questions.field.stream_block.child_blocks.values()


def options(*pairs):
    return [{"text": text, "right": right, "why": ""} for text, right in pairs]


def question(block, **values):
    return block.normalize({"text": "?", "explanation": "!", "source": "", "level": "know", **values})


@pytest.mark.parametrize(
    ("block", "given"),
    [
        (SingleBlock(), options(("A", False), ("B", False))),
        (SingleBlock(), options(("A", True), ("B", True))),
        (SingleBlock(), options(("A", True), (" a ", False))),
        (SingleBlock(), options(("A", True))),
        (MultipleBlock(), options(("A", False), ("B", False))),
    ],
)
def test_a_question_that_cannot_work_is_refused(block, given):
    with pytest.raises(ValidationError):
        block.clean(question(block, options=given))


@pytest.mark.parametrize(
    ("block", "values"),
    [
        (SingleBlock(), {"options": options(("A", True), ("B", False))}),
        (MultipleBlock(), {"options": options(("A", True), ("B", True), ("C", False))}),
        (TrueFalseBlock(), {"answer": False, "why_true": "", "why_false": ""}),
    ],
)
def test_a_question_that_works_is_taken(block, values):
    assert block.clean(question(block, **values))["text"] == "?"


def test_a_self_check_needs_a_right_option():
    block = BLOCKS["self_check"]
    with pytest.raises(ValidationError):
        block.clean(block.normalize({"question": "?", "options": options(("A", False), ("B", False))}))


def test_a_film_needs_a_file_or_an_address():
    block = BLOCKS["video"]
    with pytest.raises(ValidationError):
        block.clean(block.normalize({"title": "Film", "url": "", "file": None}))
