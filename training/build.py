"""From a package's documents to the values of Wagtail pages. Ids come from the package's ids, equal everywhere."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Model
from wagtail.models import Page

from content.files import Unfit
from content.models import StandardPage
from courses.models import CoursePage, LessonPage, ModulePage
from discussions.models import DiscussionPage
from journals.models import ReflectionPage
from practice.models import PracticePage
from quizzes.models import QuizPage
from training.files import document_of, image_of
from training.package import Document, Fence, PackageError, html

_NAMESPACE = uuid5(NAMESPACE_URL, "urn:gnista:training")

MODELS: dict[str, type[Page]] = {
    "page": StandardPage,
    "course": CoursePage,
    "module": ModulePage,
    "lesson": LessonPage,
    "quiz": QuizPage,
    "reflection": ReflectionPage,
    "discussion": DiscussionPage,
    "practice": PracticePage,
}


def key(*names: object) -> UUID:
    """The key of a page, block or option, from the ids that lead to it."""
    return uuid5(_NAMESPACE, "/".join(str(name) for name in names))


def fields_of(document: Document) -> dict[str, Any]:
    """The field values of the page that a document describes."""
    head = document.head
    fields = {"title": head["title"], "slug": head["slug"]}
    if head["kind"] != "page":
        fields["summary"] = head.get("summary", "")
    if head["kind"] not in ("page", "course", "module"):
        fields |= {
            "minutes": head.get("minutes", 10),
            "required": head.get("required", True),
            "roles": _roles(head.get("roles", [])),
        }
    return fields | _FIELDS[head["kind"]](document)


def _roles(roles: list[str]) -> str:
    return roles[0] if len(roles) == 1 else ""


def _list(block_key: UUID, name: str, values: list[Any]) -> list[dict[str, Any]]:
    return [
        {"type": "item", "id": str(key(block_key, name, number)), "value": value}
        for number, value in enumerate(values, start=1)
    ]


def _module(document: Document) -> dict[str, Any]:
    number = "".join(character for character in document.head["id"] if character.isdigit())
    return {"number": int(number or 0), "intro": html(document.intro)}


def _lesson(document: Document) -> dict[str, Any]:
    page_id = document.head["id"]
    objectives = [
        {"type": "objective", "id": str(key(page_id, "objective", number)), "value": value}
        for number, value in enumerate(document.head.get("objectives", []), start=1)
    ]
    return {"objectives": json.dumps(objectives), "body": _body(document)}


def _body(document: Document) -> str:
    """The blocks of a page as the JSON that a StreamField keeps."""
    blocks: list[dict[str, Any]] = []
    counted: Counter[str] = Counter()
    for part in document.parts:
        kind = part.kind if isinstance(part, Fence) else "text"
        counted[kind] += 1
        block_key = key(document.head["id"], kind, counted[kind])
        value = _block(document, part, block_key) if isinstance(part, Fence) else html(part)
        blocks.append({"type": kind, "id": str(block_key), "value": value})
    return json.dumps(blocks)


def _block(document: Document, fence: Fence, block_key: UUID) -> dict[str, Any] | None:
    if fence.kind not in _BLOCKS:
        raise PackageError(document.path, f"there is no block {fence.kind}.")
    try:
        return _BLOCKS[fence.kind](document, fence, block_key)
    except KeyError as error:
        raise PackageError(document.path, f"a block {fence.kind} has no {error.args[0]}.") from error


def _titled(document: Document, fence: Fence, block_key: UUID) -> dict[str, Any]:
    return {"title": fence.head["title"], "body": html(fence.body)}


def _fact(document: Document, fence: Fence, block_key: UUID) -> dict[str, Any]:
    return {"source": fence.head["source"], "body": html(fence.body)}


def _exercise(document: Document, fence: Fence, block_key: UUID) -> dict[str, Any]:
    head = fence.head
    return {
        "title": head["title"],
        "intro": html(fence.body),
        "minutes": head["minutes"],
        "grouping": head.get("grouping", "alone"),
        "materials": head.get("materials", ""),
        "steps": _list(block_key, "step", head["steps"]),
    }


def _self_check(document: Document, fence: Fence, block_key: UUID) -> dict[str, Any]:
    return {"question": fence.head["question"], "options": _options(fence, block_key)}


def _options(fence: Fence, block_key: UUID) -> list[dict[str, Any]]:
    options = [
        {"text": option["text"], "right": option.get("right", False), "why": option.get("why", "")}
        for option in fence.head["options"]
    ]
    return _list(block_key, "option", options)


def _picture(document: Document, fence: Fence, block_key: UUID) -> dict[str, Any]:
    head = fence.head
    image = _given(document, head["file"], image_of)
    return {"image": image.pk, "alt": head["alt"], "caption": head.get("caption", "")}


def _video(document: Document, fence: Fence, block_key: UUID) -> dict[str, Any]:
    return {"url": fence.head["url"], "title": fence.head["title"], "file": None}


def _tool(document: Document, fence: Fence, block_key: UUID) -> dict[str, Any]:
    return {"tool": fence.head["tool"], "title": fence.head["title"], "note": " ".join(fence.body.split())}


def _download(document: Document, fence: Fence, block_key: UUID) -> dict[str, Any]:
    file = _given(document, fence.head["file"], document_of)
    return {"document": file.pk, "title": fence.head["title"]}


def _given(document: Document, name: str, stored: Callable[[Path], Model]) -> Model:
    """The picture or download that a package's file holds. Raises FileNotFoundError."""
    try:
        return stored(document.path.parent / "files" / name)
    except Unfit as unfit:
        words = "too big" if unfit.reason == "too_big" else "no picture or document of the kind that its name says"
        raise PackageError(document.path, f"the file {name} is {words}.") from None


def _quiz(document: Document) -> dict[str, Any]:
    questions = [
        {"type": fence.kind, "id": str(key(fence.head.get("id", number))), "value": _question(document, fence)}
        for number, fence in enumerate(document.fences, start=1)
    ]
    return {
        "intro": html(document.intro),
        "pass_mark": document.head.get("pass_mark", 80),
        "draws": document.head.get("draws", 0),
        "shuffles": document.head.get("shuffles", True),
        "feedback": document.head.get("feedback", "at_once"),
        "layout": document.head.get("layout", "one"),
        "asks_confidence": document.head.get("asks_confidence", False),
        "questions": json.dumps(questions),
    }


def _question(document: Document, fence: Fence) -> dict[str, Any]:
    head = fence.head
    if fence.kind not in _ANSWERS:
        raise PackageError(document.path, f"there is no kind of question {fence.kind}.")
    try:
        question = {
            "text": " ".join(fence.body.split()),
            "explanation": head["explanation"],
            "source": head.get("source", ""),
            "level": head.get("level", "understand"),
            "lesson": head.get("lesson"),
            "case": html(head.get("case", "")),
        }
        return question | _ANSWERS[fence.kind](fence, key(head["id"]))
    except KeyError as error:
        raise PackageError(document.path, f"a question {fence.kind} has no {error.args[0]}.") from error


def _true_false(fence: Fence, block_key: UUID) -> dict[str, Any]:
    return {name: fence.head[name] for name in ("answer", "why_true", "why_false")}


def _pairs(fence: Fence, block_key: UUID) -> dict[str, Any]:
    pairs = [{"text": one["text"], "match": one["match"], "why": one.get("why", "")} for one in fence.head["pairs"]]
    return {"pairs": _list(block_key, "pair", pairs)}


_ANSWERS: dict[str, Callable[[Fence, UUID], dict[str, Any]]] = {
    "single": lambda fence, block_key: {"options": _options(fence, block_key)},
    "multiple": lambda fence, block_key: {"options": _options(fence, block_key)},
    "true_false": _true_false,
    "order": lambda fence, block_key: {"parts": _list(block_key, "part", fence.head["parts"])},
    "match": _pairs,
    "short_text": lambda fence, block_key: {"accepted": _list(block_key, "accepted", fence.head["accepted"])},
}


def _reflection(document: Document) -> dict[str, Any]:
    follow_ups = [
        {"type": "question", "id": str(key(document.head["id"], "follow-up", number)), "value": value}
        for number, value in enumerate(document.head.get("follow_ups", []), start=1)
    ]
    return {"prompt": html(document.intro), "follow_ups": json.dumps(follow_ups)}


_BLOCKS: dict[str, Callable[[Document, Fence, UUID], dict[str, Any] | None]] = {
    "example": _titled,
    "tip": _titled,
    "warning": _titled,
    "fact": _fact,
    "exercise": _exercise,
    "self_check": _self_check,
    "picture": _picture,
    "video": _video,
    "tool": _tool,
    "download": _download,
    "retention": lambda document, fence, block_key: None,
}

_FIELDS: dict[str, Callable[[Document], dict[str, Any]]] = {
    "page": lambda document: {"body": _body(document)},
    "course": lambda document: {"intro": html(document.intro)},
    "module": _module,
    "lesson": _lesson,
    "quiz": _quiz,
    "reflection": _reflection,
    "discussion": lambda document: {
        "prompt": html(document.intro),
        "replies_asked": document.head.get("replies_asked", 0),
    },
    "practice": lambda document: {"task": html(document.intro)},
}
