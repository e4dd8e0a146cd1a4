"""Reads about notices."""

from django.core.cache import cache

from accounts.models import User
from notices.models import Notice

MINUTES = 5


def unread_notices(user: User, limit: int = 5) -> list[Notice]:
    """The newest unread notices with who caused them. One query."""
    return list(Notice.objects.visible_to(user).unread().select_related("actor")[:limit])


def unread_key(user_id: int) -> str:
    return f"notices:unread:{user_id}"


def unread_count(user: User) -> int:
    """How many notices somebody has not read. Every page asks, so the cache answers; no query while it knows."""
    number = cache.get(unread_key(user.pk))
    if number is None:
        number = Notice.objects.visible_to(user).unread().count()
        cache.set(unread_key(user.pk), number, MINUTES * 60)
    return int(number)
