"""Verbs about what the CMS keeps of its editors."""

from datetime import datetime, timedelta

from wagtail.models import Comment, CommentReply, ModelLogEntry, PageLogEntry

from accounts.models import User


def forget_editor(*, person: User) -> None:
    """Empty a person's notes on pages, and call her by name in the log no longer. Safe to repeat."""
    Comment.objects.filter(user=person).update(text="")
    CommentReply.objects.filter(user=person).update(text="")
    ModelLogEntry.objects.for_instance(person).update(label="")


def forget_logs(*, now: datetime, days: int) -> int:
    """Delete what the CMS logged so many days ago, and return how many entries that was."""
    then = now - timedelta(days=days)
    return sum(log.objects.filter(timestamp__lte=then).delete()[0] for log in (PageLogEntry, ModelLogEntry))
