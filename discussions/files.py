"""Files that go with a post: pictures and PDFs, known by what they hold and never by what they are called.

Pictures are drawn anew, so that nothing stays in them but what can be seen: no place, no camera, no script.
"""

import io
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_FILES = 5
MOST_BYTES = 10_000_000
# A JPEG is unpacked at the size that it is kept at, and costs little; others are unpacked whole.
MOST_PIXELS = {"JPEG": 100_000_000}
MOST_OTHER_PIXELS = 16_000_000
LONGEST_SIDE = 2000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
NAME_LENGTH = 150


class Unfit(Exception):
    """A file that cannot go with a post. `reason`: `too_big`, `broken` or `unknown`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


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
        if b"%%EOF" not in content[-2048:]:
            raise Unfit("broken")
        return Checked("pdf", _named(name, ".pdf"), content)
    return _picture(name, content)


def _picture(name: str, content: bytes) -> Checked:
    try:
        drawn = _drawn(content)
    except (Unfit, MemoryError):
        raise
    except UnidentifiedImageError:
        raise Unfit("unknown") from None
    except Exception:
        # Whatever a parser stumbles over in a broken file, and they stumble in many ways, the file cannot be kept.
        raise Unfit("broken") from None
    is_clear = drawn.mode == "RGBA"
    clean = Image.new(drawn.mode, drawn.size)
    clean.paste(drawn)
    out = io.BytesIO()
    if is_clear:
        clean.save(out, "PNG")
    else:
        clean.save(out, "JPEG", quality=85, optimize=True)
    ending = ".png" if is_clear else ".jpg"
    return Checked("picture", _named(name, ending), out.getvalue(), clean.width, clean.height)


def _drawn(content: bytes) -> Image.Image:
    """A picture the right way up, no larger than it is kept, in colours and with transparency if it has any."""
    with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
        # The size stands at the beginning of a file; only what fits is unpacked.
        if picture.width * picture.height > MOST_PIXELS.get(picture.format or "", MOST_OTHER_PIXELS):
            raise Unfit("too_big")
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(picture)
        return upright.convert("RGBA" if upright.has_transparency_data else "RGB")


def _named(name: str, ending: str) -> str:
    """What a file is called: its own name in one line, with the ending that is true."""
    last = PurePath(name.replace("\\", "/")).name
    stem = " ".join("".join(sign if sign.isprintable() else " " for sign in last).split())
    stem = stem.rsplit(".", 1)[0] if "." in stem[1:] else stem
    return (stem[: NAME_LENGTH - len(ending)].strip() or "file") + ending
