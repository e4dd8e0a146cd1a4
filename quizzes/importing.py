"""Bringing questions from a file into a quiz: first looked at, then added to its draft, all or none."""

from dataclasses import asdict, dataclass
from typing import Any

from django.core import signing
from django.db import transaction

from accounts.models import User
from quizzes.exchange.found import Found, FoundQuestion
from quizzes.models import QuizPage

_SALT = "quizzes.importing"
HOURS = 12


class Changed(Exception):
    """The quiz was edited after its file was looked at, or the look is too old."""


@dataclass(frozen=True)
class Look:
    """What a file would add to a quiz, and a sealed copy of it that comes back when the trainer agrees."""

    found: Found
    seal: str


def look(quiz: QuizPage, found: Found) -> Look:
    """Seal what was found, together with the draft that it was looked at beside."""
    sealed = {
        "page": quiz.pk,
        "revision": quiz.latest_revision_id,
        "questions": [asdict(question) for question in found.questions],
    }
    return Look(found, signing.dumps(sealed, salt=_SALT, compress=True))


@transaction.atomic
def add_to_draft(*, quiz: QuizPage, user: User, seal: str) -> int:
    """Add what was sealed to the draft of a quiz, at its end, and return how many questions that are.

    Nothing is published. Raises Changed when the seal is not of this quiz as its draft is now; so a second press on
    the same button adds nothing twice.
    """
    try:
        sealed = signing.loads(seal, salt=_SALT, max_age=HOURS * 3600)
    except signing.BadSignature as error:
        raise Changed from error
    page = QuizPage.objects.select_for_update(of=("self",)).get(pk=quiz.pk)
    if (sealed["page"], sealed["revision"]) != (page.pk, page.latest_revision_id):
        raise Changed
    draft = page.get_latest_revision_as_object()
    questions = [FoundQuestion(**one) for one in sealed["questions"]]
    for question in questions:
        draft.questions.append((question.kind, question.value))
    draft.save_revision(user=user)
    return len(questions)


def written(quiz: QuizPage) -> list[tuple[str, str, dict[str, Any]]]:
    """The questions of a quiz, each as its id, kind and plain values, for writing them to a file."""
    return [(str(child.id), child.block_type, _plain(child.value)) for child in quiz.questions]


def _plain(value: Any) -> dict[str, Any]:
    lists = ("options", "parts", "pairs", "accepted")
    return {name: [_item(one) for one in inner] if name in lists else inner for name, inner in value.items()}


def _item(value: Any) -> Any:
    return value if isinstance(value, str) else dict(value)
