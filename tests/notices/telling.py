"""Telling somebody something, for tests."""

from accounts.models import User
from notices.events import Event
from notices.models import Notice
from notices.services import tell


def tell_one(recipient: User, actor: User, **facts) -> Notice | None:
    """Tell one person of an event, and return her notice of it, if she was told."""
    event = Event(actor=actor, **{"kind": Notice.Kind.REPLY, "key": "post:1", "path": "/", **facts})
    tell(event=event, to=[recipient])
    return Notice.objects.filter(recipient=recipient, key=event.key).first()
