"""Reads a course package: text files in, plain data out, with a sentence for everything that cannot be right.

The format is described in docs/training-package.md. Pure: no Django here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt

LANGUAGES = ("sv", "en")
KINDS = ("page", "course", "module", "lesson", "quiz", "reflection", "discussion", "practice")
REQUIRED_HEAD = ("id", "kind", "title", "slug")
COMPARED = (
    "id", "kind", "minutes", "required", "roles", "pass_mark", "draws", "shuffles", "feedback", "layout",
    "asks_confidence", "replies_asked",
)  # fmt: skip

PAGES = "pages"

_markdown = MarkdownIt("commonmark", {"html": False})
_FENCE = re.compile(r"^::: ?([a-z_]+)\s*$")


class PackageError(Exception):
    """Something in a package cannot be right; says where and what."""

    def __init__(self, path: Path, sentence: str, line: int | None = None) -> None:
        super().__init__(f"{path.name}{f', line {line}' if line else ''}: {sentence}")


@dataclass(frozen=True)
class Fence:
    """A block between `:::` lines: its kind, its YAML head and its Markdown body."""

    kind: str
    head: dict[str, Any]
    body: str


@dataclass(frozen=True)
class Document:
    """A file: its YAML head, and its body as Markdown texts and fences in order."""

    path: Path
    head: dict[str, Any]
    parts: tuple[str | Fence, ...]

    @property
    def intro(self) -> str:
        """The Markdown outside fences."""
        return "\n\n".join(part for part in self.parts if isinstance(part, str))

    @property
    def fences(self) -> tuple[Fence, ...]:
        return tuple(part for part in self.parts if isinstance(part, Fence))


@dataclass(frozen=True)
class PackagePage:
    """A page in all its languages, and the pages below it."""

    id: str
    kind: str
    documents: dict[str, Document]
    digest: str
    children: list["PackagePage"] = field(default_factory=list)

    def walk(self) -> Iterator["PackagePage"]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Package:
    """A course, and pages that belong to no course."""

    course: PackagePage
    pages: tuple[PackagePage, ...]

    def walk(self) -> Iterator[PackagePage]:
        yield from self.course.walk()
        yield from self.pages


def html(markdown: str) -> str:
    """Markdown as the HTML that the CMS keeps."""
    return _markdown.render(markdown).strip()


def read_package(folder: Path) -> Package:
    """Read a package and compare its languages. Raises PackageError."""
    course = _read_page(folder, "course")
    modules = [path for path in folder.iterdir() if path.is_dir() and path.name != PAGES]
    for module_folder in sorted(modules, key=lambda path: _natural(path.name)):
        module = _read_page(module_folder, "module")
        module.children.extend(_read_pages(module_folder, without="module"))
        course.children.append(module)
    package = Package(course, tuple(_read_pages(folder / PAGES)))
    seen: set[str] = set()
    for page in package.walk():
        if page.id in seen:
            raise PackageError(page.documents[LANGUAGES[0]].path, f"the id {page.id} is used twice.")
        seen.add(page.id)
    for page in package.walk():
        for document in page.documents.values():
            _check_lessons(document, seen)
    return package


def _check_lessons(document: Document, ids: set[str]) -> None:
    """Whatever a question sends back to is there."""
    for fence in document.fences:
        lesson = fence.head.get("lesson")
        if lesson and lesson not in ids:
            raise PackageError(document.path, f"there is no lesson {lesson}.")


def parse(path: Path) -> Document:
    """Read one file. Raises PackageError."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or lines[0] != "---" or "---" not in lines[1:]:
        raise PackageError(path, "begins with a YAML head between two lines of ---.")
    end = lines.index("---", 1)
    head = _yaml(path, "\n".join(lines[1:end]), 1)
    for name in REQUIRED_HEAD:
        if not head.get(name):
            raise PackageError(path, f"the head has no {name}.")
    _check_lines(path, head)
    if head["kind"] not in KINDS:
        raise PackageError(path, f"there is no kind {head['kind']}.")
    return Document(path, head, tuple(_parts(path, lines, end + 1)))


def _parts(path: Path, lines: list[str], start: int) -> Iterator[str | Fence]:
    text: list[str] = []
    position = start
    while position < len(lines):
        match = _FENCE.match(lines[position])
        if not match:
            text.append(lines[position])
            position += 1
            continue
        if "\n".join(text).strip():
            yield "\n".join(text).strip()
        text = []
        end = next((i for i in range(position + 1, len(lines)) if lines[i].rstrip() == ":::"), None)
        if end is None:
            raise PackageError(path, f"the block {match[1]} does not end with a line :::.", position + 1)
        yield _fence(path, match[1], lines[position + 1 : end], position + 1)
        position = end + 1
    if "\n".join(text).strip():
        yield "\n".join(text).strip()


def _fence(path: Path, kind: str, lines: list[str], line: int) -> Fence:
    split = lines.index("---") if "---" in lines else len(lines)
    head = _yaml(path, "\n".join(lines[:split]), line)
    _check_lines(path, head, line)
    return Fence(kind, head, "\n".join(lines[split + 1 :]).strip())


def _check_lines(path: Path, head: dict[str, Any], line: int | None = None) -> None:
    """A line with a colon that is not quoted is no line to YAML, but a name and a value."""
    for name in ("objectives", "steps", "follow_ups", "parts", "accepted"):
        for item in head.get(name) or []:
            if not isinstance(item, str):
                raise PackageError(path, f"put quotes around this line of {name}: {item}", line)


def _yaml(path: Path, source: str, line: int) -> dict[str, Any]:
    try:
        head = yaml.safe_load(source) or {}
    except yaml.YAMLError as error:
        raise PackageError(path, f"the YAML cannot be read: {error}", line) from error
    if not isinstance(head, dict):
        raise PackageError(path, "the head is no list of names and values.", line)
    return head


def _read_pages(folder: Path, without: str = "") -> list[PackagePage]:
    names = {path.name.split(".")[0] for path in folder.glob("*.md")} - {without}
    return [_read_page(folder, name) for name in sorted(names, key=_natural)]


def _read_page(folder: Path, name: str) -> PackagePage:
    documents: dict[str, Document] = {}
    digest = sha256()
    for language in LANGUAGES:
        path = folder / f"{name}.{language}.md"
        if not path.exists():
            raise PackageError(path, "the file is missing.")
        documents[language] = parse(path)
        digest.update(path.read_bytes())
    first, *others = documents.values()
    for other in others:
        _compare(first, other)
    return PackagePage(str(first.head["id"]), first.head["kind"], documents, digest.hexdigest())


def _compare(first: Document, other: Document) -> None:
    """Both languages hold the same blocks with the same structure, so that they can be joined text by text."""
    for name in COMPARED:
        if first.head.get(name) != other.head.get(name):
            raise PackageError(other.path, f"{name} differs from {first.path.name}.")
    shapes = [[_shape(part) for part in document.parts] for document in (first, other)]
    for number, (one, two) in enumerate(zip(*shapes, strict=False), start=1):
        if one != two:
            raise PackageError(other.path, f"block {number} is built otherwise than in {first.path.name}.")
    if len(shapes[0]) != len(shapes[1]):
        raise PackageError(other.path, f"has {len(shapes[1])} blocks, {first.path.name} has {len(shapes[0])}.")


def _shape(part: str | Fence) -> Any:
    if isinstance(part, str):
        return [token.type + token.tag for token in _markdown.parse(part)]
    return part.kind, _shape(part.body), _head_shape(part.head)


def _head_shape(value: Any) -> Any:
    """What must be equal in all languages: names, lengths, ids, numbers and right answers, not the words."""
    if isinstance(value, dict):
        fixed = ("id", "level", "right", "answer", "minutes", "grouping", "tool", "url", "lesson")
        return {name: inner if name in fixed else _head_shape(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_head_shape(inner) for inner in value]
    return ""


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", name) if part]
