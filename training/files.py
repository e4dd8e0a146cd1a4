"""Pictures and downloads of a package, each stored once: the hash of its content tells whether it is there."""

from pathlib import Path

from django.core.files import File
from wagtail.documents import get_document_model
from wagtail.images import get_image_model


def image_of(path: Path):
    """The picture that a package's file holds. Raises FileNotFoundError."""
    return _stored(get_image_model(), path)


def document_of(path: Path):
    """The download that a package's file holds. Raises FileNotFoundError."""
    return _stored(get_document_model(), path)


def _stored(model, path: Path):
    with path.open("rb") as source:
        new = model(title=path.stem, file=File(source, name=path.name))
        new._set_file_hash()
        found = model.objects.filter(file_hash=new.file_hash).first()
        if found:
            return found
        source.seek(0)
        new.save()
        return new
