"""Pictures and downloads, each stored once: the hash of its content tells whether it is there."""

from typing import IO, Any

from django.core.files import File


def stored_once(model: Any, title: str, name: str, source: IO[bytes]) -> Any:
    """The picture or document with this content: the one that is there, or a new one."""
    new = model(title=title, file=File(source, name=name))
    new._set_file_hash()
    found = model.objects.filter(file_hash=new.file_hash).first()
    if found:
        return found
    source.seek(0)
    new.save()
    return new
