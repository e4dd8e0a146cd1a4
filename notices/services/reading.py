"""Verbs of reading: a person has seen notices of hers, and how many are left is counted anew."""

from collections.abc import Iterable
from functools import partial

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from notices.models import Notice
from notices.queries import unread_key


def mark_read(*, notice: Notice) -> Notice:
    """Note that its recipient has seen a notice. Safe to repeat: the first time counts."""
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
        count_anew(user_ids=[notice.recipient_id])
    return notice


def mark_all_read(*, person: User) -> int:
    """Note that a person has seen all her notices, and return how many were new to her."""
    number = Notice.objects.visible_to(person).unread().update(read_at=timezone.now())
    count_anew(user_ids=[person.pk])
    return number


def mark_read_by_keys(*, person: User, keys: Iterable[str]) -> int:
    """Note that a person has seen what some of her notices tell of, and return how many were new to her."""
    unread = Notice.objects.visible_to(person).unread().filter(key__in=set(keys))
    number = unread.update(read_at=timezone.now())
    if number:
        count_anew(user_ids=[person.pk])
    return number


def count_anew(*, user_ids: Iterable[int]) -> None:
    """Forget counts: now, and once more when the change is in the database, since a page in between counts the old."""
    keys = [unread_key(user_id) for user_id in user_ids]
    cache.delete_many(keys)
    transaction.on_commit(partial(cache.delete_many, keys))
