"""Files that go with a post: pictures and PDFs, known by what they hold and never by what they are called.

Pictures are drawn anew, so that nothing stays in them but what can be seen: no place, no camera, no script.
"""

from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from content.files import Unfit, check_pdf, draw

MOST_FILES = 5
MOST_BYTES = 10_000_000
LONGEST_SIDE = 2000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
NAME_LENGTH = 150


@dataclass(frozen=True)
class Checked:
    """A file as it is kept. Width and height are those of a picture, in pixels."""

    kind: str
    name: str
    content: bytes
    width: int | None = None
    height: int | None = None

    @property
    def facts(self) -> dict[str, Any]:
        sizes = {"size": len(self.content), "width": self.width, "height": self.height}
        return {"kind": self.kind, "name": self.name, "content": self.content, **sizes}

    @property
    def may_be_nameless(self) -> bool:
        """Whether nothing in it tells who made it. A PDF often holds its author's name."""
        return self.kind == "picture"

    def without_name(self, word: str) -> "Checked":
        """The same under a name that tells nothing."""
        return replace(self, name=word + PurePath(self.name).suffix)


def check(name: str, content: bytes) -> Checked:
    """A file as it may be kept, or Unfit."""
    if len(content) > MOST_BYTES:
        raise Unfit("too_big")
    if content[:5] == b"%PDF-":
        check_pdf(content)
        return Checked("pdf", _named(name, ".pdf"), content)
    drawn = draw(content, longest_side=LONGEST_SIDE, formats=FORMATS, moves=False)
    # Pictures that are clear in places, and photographs: two formats are enough for a board.
    kept = replace(drawn, format="PNG" if drawn.first.mode == "RGBA" else "JPEG")
    return Checked("picture", _named(name, kept.ending), kept.written(), kept.first.width, kept.first.height)


def _named(name: str, ending: str) -> str:
    """What a file is called: its own name in one line, with the ending that is true."""
    last = PurePath(name.replace("\\", "/")).name
    stem = " ".join("".join(sign if sign.isprintable() else " " for sign in last).split())
    stem = stem.rsplit(".", 1)[0] if "." in stem[1:] else stem
    return (stem[: NAME_LENGTH - len(ending)].strip() or "file") + ending
