"""Every block shows itself in the editor's chooser, and refuses what cannot work."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from content.blocks import LESSON_BLOCKS
from quizzes.kinds import QUESTION_BLOCKS
from quizzes.kinds.match import MatchBlock
from quizzes.kinds.multiple import MultipleBlock
from quizzes.kinds.order import OrderBlock
from quizzes.kinds.short_text import ShortTextBlock
from quizzes.kinds.single import SingleBlock
from quizzes.kinds.true_false import TrueFalseBlock

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


def pairs(*given):
    return [{"text": text, "match": match, "why": ""} for text, match in given]


CANNOT_WORK = [
    (SingleBlock(), {"options": options(("A", False), ("B", False))}),
    (SingleBlock(), {"options": options(("A", True), ("B", True))}),
    (SingleBlock(), {"options": options(("A", True), (" a ", False))}),
    (SingleBlock(), {"options": options(("A", True))}),
    (MultipleBlock(), {"options": options(("A", False), ("B", False))}),
    (OrderBlock(), {"parts": []}),
    (OrderBlock(), {"parts": ["A", "B"]}),
    (OrderBlock(), {"parts": ["A", "B", "a"]}),
    (MatchBlock(), {"pairs": pairs(("A", "1"))}),
    (MatchBlock(), {"pairs": pairs(("A", "1"), ("B", "1"))}),
    (MatchBlock(), {"pairs": pairs(("A", "1"), ("A", "2"))}),
    (ShortTextBlock(), {"accepted": []}),
    (ShortTextBlock(), {"accepted": ["..."]}),
]


@pytest.mark.parametrize(("block", "given"), CANNOT_WORK)
def test_a_question_that_cannot_work_is_refused(block, given):
    with pytest.raises(ValidationError):
        block.clean(question(block, **given))


@pytest.mark.parametrize(("block", "given"), CANNOT_WORK)
def test_a_draft_may_be_half_done(block, given):
    block.defer_required_validation()
    try:
        assert block.clean(question(block, **given))["text"] == "?"
    finally:
        block.restore_deferred_validation()


@pytest.mark.parametrize(
    ("block", "values"),
    [
        (SingleBlock(), {"options": options(("A", True), ("B", False))}),
        (MultipleBlock(), {"options": options(("A", True), ("B", True), ("C", False))}),
        (TrueFalseBlock(), {"answer": False, "why_true": "", "why_false": ""}),
        (OrderBlock(), {"parts": ["A", "B", "C"]}),
        (MatchBlock(), {"pairs": pairs(("A", "1"), ("B", "2"))}),
        (ShortTextBlock(), {"accepted": ["108", "hundraåtta"]}),
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
