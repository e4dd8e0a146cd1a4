"""Pictures and downloads of a package."""

from pathlib import Path
from typing import Any

from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage

from content.services import store_once


def image_of(path: Path) -> AbstractImage:
    """The picture that a package's file holds. Raises FileNotFoundError."""
    return _stored(get_image_model(), path)


def document_of(path: Path) -> AbstractDocument:
    """The download that a package's file holds. Raises FileNotFoundError."""
    return _stored(get_document_model(), path)


def _stored(model: type[Model], path: Path) -> Any:
    with path.open("rb") as source:
        return store_once(model=model, title=path.stem, name=path.name, source=source)
