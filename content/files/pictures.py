"""Pictures, drawn anew: nothing stays in them but what can be seen. No place, no camera, no words, no script."""

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageCms, ImageOps, ImageSequence, UnidentifiedImageError

from content.files.unfit import Unfit

# A JPEG is unpacked at about the size that it is kept at, and costs little; others are unpacked whole.
MOST_PIXELS = {"JPEG": 100_000_000}
MOST_OTHER_PIXELS = 16_000_000
ENDINGS = {"AVIF": ".avif", "GIF": ".gif", "JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
# What each is written with: colours that nobody tells from the first ones.
_WRITTEN: dict[str, dict[str, Any]] = {
    "AVIF": {"quality": 85},
    "GIF": {"disposal": 2},
    "JPEG": {"quality": 90, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 90},
}
# The second picture in a JPEG is a small one of the same, and the CMS knows no PNG that moves.
_MOVING = ("AVIF", "GIF", "WEBP")
_MODES = {"JPEG": "RGB"}


@dataclass(frozen=True)
class Drawn:
    """A picture as it is kept: the right way up, with nothing in it but its frames."""

    format: str
    frames: list[Image.Image]
    durations: list[int]

    @property
    def first(self) -> Image.Image:
        return self.frames[0]

    @property
    def ending(self) -> str:
        return ENDINGS[self.format]

    def written(self) -> bytes:
        """The file, in the format in which it came."""
        out = io.BytesIO()
        first, *more = [frame.convert(_MODES.get(self.format, frame.mode)) for frame in self.frames]
        moving: dict[str, Any] = {"save_all": True, "append_images": more, "duration": self.durations, "loop": 0}
        first.save(out, self.format, **_WRITTEN[self.format], **(moving if more else {}))
        return out.getvalue()


def draw(
    content: bytes,
    *,
    longest_side: int,
    formats: tuple[str, ...] = tuple(ENDINGS),
    moves: bool = True,
    most: int | None = None,
) -> Drawn:
    """A picture drawn anew, no longer than that on a side. Raises Unfit.

    Only the first frame stays of one that does not move. `most` is how many pixels it may have in all, if not as many
    as pictures of its format may.
    """
    try:
        with Image.open(io.BytesIO(content), formats=formats) as picture:
            return _drawn(picture, longest_side, moves, most)
    except (Unfit, MemoryError):
        raise
    except Image.DecompressionBombError:
        raise Unfit("too_big") from None
    except UnidentifiedImageError:
        raise Unfit("unknown") from None
    except Exception:
        # Whatever a parser stumbles over in a broken file, and they stumble in many ways, the file cannot be kept.
        raise Unfit("broken") from None


def _drawn(picture: Image.Image, longest_side: int, moves: bool, most: int | None) -> Drawn:
    kind = picture.format or ""
    moves = moves and kind in _MOVING
    # The size stands at the beginning of a file; only what fits is unpacked.
    pixels = picture.width * picture.height * (getattr(picture, "n_frames", 1) if moves else 1)
    if pixels > (most or MOST_PIXELS.get(kind, MOST_OTHER_PIXELS)):
        raise Unfit("too_big")
    picture.draft("RGB", (longest_side, longest_side))
    frames, durations = [], []
    for frame in ImageSequence.Iterator(picture):
        durations.append(int(frame.info.get("duration") or 0))
        frames.append(_clean(frame, longest_side))
        if not moves:
            break
    return Drawn(kind, frames, durations)


def _clean(frame: Image.Image, longest_side: int) -> Image.Image:
    """A frame as colours and nothing else, with transparency if it has any."""
    small = frame.copy()
    small.thumbnail((longest_side, longest_side))
    upright = _in_common_colours(_upright(small))
    upright = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    clean = Image.new(upright.mode, upright.size)
    clean.paste(upright)
    return clean


def _upright(picture: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:
        # What cannot be read does not say how the camera was held, and goes as all that a picture tells does.
        return picture


def _in_common_colours(picture: Image.Image) -> Image.Image:
    """The same in the colours of the web, since what says how its own are meant does not stay in it."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "RGBA", "CMYK"):
        return picture
    try:
        theirs, ours = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
        mode = "RGB" if picture.mode == "CMYK" else picture.mode
        return ImageCms.profileToProfile(picture, theirs, ours, outputMode=mode) or picture
    except (ImageCms.PyCMSError, OSError):
        return picture
