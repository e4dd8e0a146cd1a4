"""Reads about notices."""

from accounts.models import User
from notices.models import Notice


def unread_notices(user: User, limit: int = 5) -> list[Notice]:
    """The newest unread notices with who caused them. One query."""
    return list(Notice.objects.visible_to(user).unread().select_related("actor")[:limit])
