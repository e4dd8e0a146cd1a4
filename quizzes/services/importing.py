"""Verbs of bringing questions from a file into a quiz: first looked at, then added to its draft, all or none.

What was looked at waits in the cache, since pictures would make a form too big; its seal comes back with the form.
"""

from base64 import b64decode
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.core import signing
from django.core.cache import cache
from django.db import transaction
from wagtail.images import get_image_model

from accounts.models import User
from content.files import Unfit
from content.services import clean_picture, store_once
from quizzes.exchange.found import Found, FoundPicture, FoundQuestion, ImportNote
from quizzes.models import QuizPage

_SALT = "quizzes.importing"
HOURS = 12


class DraftChanged(Exception):
    """The quiz was edited after its file was looked at, or the look is too old."""


@dataclass(frozen=True)
class Look:
    """What a file would add to a quiz, and a seal that comes back when the trainer agrees."""

    found: Found
    seal: str


def look(*, quiz: QuizPage, found: Found) -> Look:
    """Put what was found aside and seal it, together with the draft that it was looked at beside."""
    found = _without_broken_pictures(found)
    key = f"{_SALT}:{uuid4()}"
    cache.set(key, found.questions, HOURS * 3600)
    sealed = {"page": quiz.pk, "revision": quiz.latest_revision_id, "key": key}
    return Look(found, signing.dumps(sealed, salt=_SALT))


def _without_broken_pictures(found: Found) -> Found:
    broken = [one for one in found.questions if one.picture and not _is_shown(one.picture)]
    questions = [replace(one, picture=None) if one in broken else one for one in found.questions]
    notes = [*found.notes, *(ImportNote(one.place, "picture") for one in broken)]
    return Found(questions, found.unreadable, list(dict.fromkeys(notes)))


def _is_shown(found: FoundPicture) -> bool:
    """Whether this is a whole picture of a kind that browsers show."""
    try:
        clean_picture(content=b64decode(found.data, validate=True))
    except (Unfit, ValueError):
        return False
    return True


@transaction.atomic
def add_to_draft(*, quiz: QuizPage, user: User, seal: str) -> int:
    """Add what was sealed to the draft of a quiz, at its end, and return how many questions that are.

    Nothing is published. Raises DraftChanged when the seal is not of this quiz as its draft is now; so a second press
    on the same button adds nothing twice.
    """
    try:
        sealed = signing.loads(seal, salt=_SALT, max_age=HOURS * 3600)
    except signing.BadSignature as error:
        raise DraftChanged from error
    page = QuizPage.objects.select_for_update(of=("self",)).get(pk=quiz.pk)
    if (sealed["page"], sealed["revision"]) != (page.pk, page.latest_revision_id):
        raise DraftChanged
    draft = page.get_latest_revision_as_object()
    questions: list[FoundQuestion] | None = cache.get(sealed["key"])
    if questions is None:
        raise DraftChanged
    for question in questions:
        draft.questions.append((question.kind, question.value | _picture_of(question.picture)))
    draft.save_revision(user=user)
    return len(questions)


def _picture_of(found: FoundPicture | None) -> dict[str, Any]:
    """The values of a block for a picture that a file held."""
    if found is None:
        return {}
    title = (found.alt or found.name)[:255]
    image = store_once(
        model=get_image_model(), title=title, name=found.name[-90:], source=BytesIO(b64decode(found.data))
    )
    return {"picture": image, "picture_alt": found.alt[:300]}
