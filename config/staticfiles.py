"""The style sheet as one file, so that a page needs one request and the source stays one file per component."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

SOURCES = ["tokens.css", "base.css", "layout/*.css", "components/*.css", "pages/*.css"]
BUNDLE = "css/gnista.css"


def source_files() -> list[Path]:
    """The style files in the order of the cascade."""
    root = Path(settings.BASE_DIR) / "static" / "css"
    return [path for pattern in SOURCES for path in sorted(root.glob(pattern))]


class StyleSheetFinder(BaseFinder):
    """Serves `css/gnista.css`, put together from `static/css/` when one of its files has changed."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=Path(settings.VAR_DIR) / "bundle")

    def find(self, path: str, find_all: bool = False) -> Any:
        if path != BUNDLE:
            return []
        target = str(self.write())
        return [target] if find_all else target

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        self.write()
        yield BUNDLE, self.storage

    def write(self) -> Path:
        target = Path(self.storage.path(BUNDLE))
        sources = source_files()
        newest = max((path.stat().st_mtime for path in sources), default=0.0)
        if not target.exists() or target.stat().st_mtime < newest:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text("\n".join(path.read_text() for path in sources))
        return target
