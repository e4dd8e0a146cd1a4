"""Verbs about what the CMS itself holds."""

from datetime import datetime, timedelta
from typing import IO, Any

from django.core.files import File
from wagtail.models import Comment, CommentReply, ModelLogEntry, PageLogEntry

from accounts.models import User


def store_once(*, model: Any, title: str, name: str, source: IO[bytes]) -> Any:
    """The picture or document with this content, stored once by the hash of it: the one that is there, or a new one."""
    new = model(title=title, file=File(source, name=name))
    new._set_file_hash()
    found = model.objects.filter(file_hash=new.file_hash).first()
    if found:
        return found
    source.seek(0)
    new.save()
    return new


def forget_editor(*, person: User) -> None:
    """Empty a person's notes on pages, and call her by name in the log no longer. Safe to repeat."""
    Comment.objects.filter(user=person).update(text="")
    CommentReply.objects.filter(user=person).update(text="")
    ModelLogEntry.objects.for_instance(person).update(label="")


def forget_logs(*, now: datetime, days: int) -> int:
    """Delete what the CMS logged so many days ago, and return how many entries that was."""
    then = now - timedelta(days=days)
    return sum(log.objects.filter(timestamp__lte=then).delete()[0] for log in (PageLogEntry, ModelLogEntry))
