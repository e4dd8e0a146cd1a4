"""Verbs about the pictures and files of the CMS: drawn anew or checked by whatever way they come, and stored once."""

import logging
import re
from io import BytesIO
from typing import IO, Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.fields.files import FieldFile
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.users.models import UserProfile
from wagtail.utils.file import hash_filelike

from content.files import Unfit, check_document, draw

# Twice what the widest page shows, and as much again for what is cut out of it.
LONGEST_SIDE = 4000
# What the CMS took before it drew pictures anew: none of those may stay as it came.
MOST_OLD_PIXELS = 128_000_000
# What a picture is called that was drawn anew: nobody guesses it, and it tells nothing.
_UNGUESSABLE = r"[0-9a-f]{32}\.[a-z]+$"

logger = logging.getLogger(__name__)


class CleanPicture(ContentFile):
    """A picture that was drawn anew, under a name that nobody guesses."""


def clean_picture(*, content: bytes, most: int | None = None) -> CleanPicture:
    """A picture with nothing in it but what can be seen. Raises Unfit."""
    drawn = draw(content, longest_side=LONGEST_SIDE, most=most)
    return CleanPicture(drawn.written(), name=uuid4().hex + drawn.ending)


def renew_picture(*, row: Any, field: str) -> None:
    """Draw the picture of a row anew, unless that was done, with all that was made of it before. Not saved yet.

    Raises Unfit, and OSError when its file is not there.
    """
    file: FieldFile = getattr(row, field)
    if not file or _is_clean(row, file):
        return
    was_stored, old = file._committed, file.name or ""  # type: ignore[attr-defined]  # Whether it lies in the storage.
    with file.open("rb"):
        content = file.read()
    setattr(row, field, clean_picture(content=content, most=MOST_OLD_PIXELS if was_stored else None))
    if isinstance(row, AbstractImage):
        row._set_image_file_metadata()
        if row.pk:
            _renew_renditions(row)
    if was_stored:
        transaction.on_commit(lambda: file.storage.delete(old))


def _is_clean(row: Any, file: FieldFile) -> bool:
    if not file._committed:  # type: ignore[attr-defined]  # Whether it lies in the storage.
        return isinstance(file.file, CleanPicture)
    # A new row that names a stored file has it from where nothing is drawn anew, whatever it is called there.
    return not row._state.adding and bool(re.search(_UNGUESSABLE, file.name or ""))


def _renew_renditions(image: AbstractImage) -> None:
    """What was made of a picture before keeps its address, since tests that were taken show it under that."""
    for rendition in image.renditions.all():
        storage, name = rendition.file.storage, rendition.file.name
        try:
            with storage.open(name, "rb") as old:
                clean = clean_picture(content=old.read(), most=MOST_OLD_PIXELS)
        except (Unfit, OSError):
            # It is made anew when it is asked for.
            rendition.delete()
            continue
        storage.delete(name)
        storage.save(name, clean)


def clean_old_pictures() -> int:
    """Draw those pictures anew that came before this was done to each, and return how many those were."""
    facts, done = ["file", "width", "height", "file_size", "file_hash"], 0
    rows = [(image, facts) for image in get_image_model().objects.exclude(file__regex=_UNGUESSABLE)]
    profiles = UserProfile.objects.exclude(avatar="").exclude(avatar__regex=_UNGUESSABLE)
    for row, fields in [*rows, *((profile, ["avatar"]) for profile in profiles)]:
        try:
            row.save(update_fields=fields)
            done += 1
        except (Unfit, OSError):
            logger.warning("Picture %s of %s could not be drawn anew.", row.pk, row._meta.label)
    return done


def store_once(*, model: Any, title: str, name: str, source: IO[bytes]) -> Any:
    """The picture or document with this content, stored once by the hash of it: the one that is there, or a new one.

    Raises Unfit.
    """
    content = source.read()
    if issubclass(model, AbstractImage):
        file: ContentFile = clean_picture(content=content)
    else:
        check_document(name, content)
        file = ContentFile(content, name=name)
    new = model(title=title, file=file, file_size=file.size)
    new._set_file_hash()
    # One that has not been drawn anew yet is known by what came.
    hashes = [new.file_hash, hash_filelike(BytesIO(content))]
    found = model.objects.filter(file_hash__in=hashes).first()
    if found:
        return found
    new.save()
    return new
