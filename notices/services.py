"""Verbs about notices."""

from django.utils import timezone

from accounts.models import User
from notices.models import Notice


def tell(*, recipient: User, actor: User, kind: str, key: str, subject: str, path: str) -> Notice | None:
    """Tell a person about an event, once; nobody is told of what she did herself.

    `path` is an address without a language in it, so that it opens in the reader's own.
    """
    return None if recipient == actor else _note(recipient, actor, kind, key, subject, path)


def remind(*, person: User, kind: str, key: str, path: str) -> Notice:
    """Remind a person of something of her own, once; `path` as for `tell`."""
    return _note(person, person, kind, key, "", path)


def _note(recipient: User, actor: User, kind: str, key: str, subject: str, path: str) -> Notice:
    facts = {"actor": actor, "kind": kind, "subject": subject[:200], "path": path}
    notice, _created = Notice.objects.get_or_create(recipient=recipient, key=key, defaults=facts)
    return notice


def mark_read(*, notice: Notice) -> Notice:
    """Note that its recipient has seen a notice. Safe to repeat: the first time counts."""
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
    return notice
