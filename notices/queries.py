"""Reads about notices."""

from collections.abc import Iterable

from django.core.cache import cache

from accounts.models import User
from notices.models import Bounce, MailChoice, Notice

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


def mail_choice(user: User) -> MailChoice:
    """What a person has chosen; where she has not, an unsaved row with what holds for everybody."""
    return MailChoice.objects.filter(user=user).first() or MailChoice(user=user)


def bounced(addresses: Iterable[str]) -> set[str]:
    """Those of the addresses, as they are given, that take no mail. One query."""
    given = set(addresses)
    refused = set(Bounce.objects.filter(address__in={one.lower() for one in given}).values_list("address", flat=True))
    return {one for one in given if one.lower() in refused}


def bounce_of(user: User) -> Bounce | None:
    """What is known of a person's address, when it takes no mail."""
    return Bounce.objects.filter(address=user.email.lower()).first()


def wants_mail_at_once(users: Iterable[User]) -> set[int]:
    """The keys of the people who get an urgent notice by mail as well: they want it, and it arrives. Two queries."""
    active = [user for user in users if user.is_active]
    declined = set(MailChoice.objects.filter(user__in=active, at_once=False).values_list("user_id", flat=True))
    refused = bounced(user.email for user in active)
    return {user.pk for user in active if user.pk not in declined and user.email not in refused}
