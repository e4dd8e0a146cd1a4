"""Verbs about notices."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from functools import partial

from django.core.cache import cache
from django.db import transaction
from django.db.models import Q, QuerySet
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from accounts.queries import addresses_of
from notices.lines import one_line
from notices.models import Notice
from notices.queries import unread_key
from notices.urgent import mail_at_once


def tell(
    *,
    recipient: User,
    actor: User,
    kind: str,
    key: str,
    subject: str,
    path: str,
    place: str = "",
    scope: str = "",
    is_anonymous: bool = False,
) -> Notice | None:
    """Tell a person about an event, once; nobody is told of what she did herself. As `tell_many`."""
    tell_many(
        recipients=[recipient],
        actor=actor,
        kind=kind,
        key=key,
        subject=subject,
        path=path,
        place=place,
        scope=scope,
        is_anonymous=is_anonymous,
    )
    return Notice.objects.filter(recipient=recipient, key=key).first() if recipient != actor else None


@transaction.atomic(savepoint=False)
def tell_many(
    *,
    recipients: Iterable[User],
    actor: User,
    kind: str,
    key: str,
    subject: str,
    path: str,
    place: str = "",
    scope: str = "",
    is_anonymous: bool = False,
) -> None:
    """Tell people about an event, each once. As many queries for forty as for one.

    `path` is an address without a language in it, so that it opens in the reader's own; `place` says where that is.
    `scope` names what one can leave, and then hears of no more.
    The actor is told nothing; when she is anonymous, her name is not stored. What is urgent is mailed as well.
    """
    people = {person.pk: person for person in recipients if person != actor}
    if not people:
        return
    facts = {"kind": kind, "key": key, "subject": one_line(subject, 200), "path": path, "place": one_line(place, 150)}
    facts["scope"] = scope
    known = set(Notice.objects.filter(key=key, recipient__in=people).values_list("recipient_id", flat=True))
    new = [person for pk, person in people.items() if pk not in known]
    if new:
        shown = None if is_anonymous else actor
        # In conflict with the same event, told in the same moment, the first one counts.
        Notice.objects.bulk_create(
            [Notice(recipient=person, actor=shown, **facts) for person in new], ignore_conflicts=True
        )
        if kind in Notice.URGENT:
            mail_at_once(key=key, people=new)
        _count_anew(*people)


def remind(*, person: User, kind: str, key: str, path: str) -> Notice:
    """Remind a person of something of her own, once; `path` as for `tell_many`."""
    facts = {"actor": person, "kind": kind, "path": path}
    notice, _created = Notice.objects.get_or_create(recipient=person, key=key, defaults=facts)
    _count_anew(person.pk)
    return notice


def tell_anew(*, keys: Collection[str], subject: str) -> None:
    """Say otherwise what events were about, to all who were told of them; nobody is told again."""
    Notice.objects.filter(key__in=keys).update(subject=one_line(subject, 200))


def withdraw_notices(*, keys: Collection[str]) -> None:
    """Forget events that are no more: nobody is told of them any longer."""
    _forget(Notice.objects.filter(key__in=keys))


def withdraw_event(*, event: str) -> None:
    """As `withdraw_notices`, for all keys that begin with an event."""
    _forget(Notice.objects.filter(key__startswith=event))


def forget_scope(
    *, scope: str, person: User | None = None, kinds: Collection[str] = (), but_for: Collection[int] = ()
) -> None:
    """Forget what was told of within a scope that is left, or closed: to one person or to all, of some kinds or of
    every kind. Those whose numbers are in `but_for` keep theirs.
    """
    told = Notice.objects.filter(scope=scope).exclude(recipient__in=but_for)
    told = told.filter(recipient=person) if person else told
    _forget(told.filter(kind__in=kinds) if kinds else told)


def _forget(told: QuerySet[Notice]) -> None:
    people = list(told.values_list("recipient_id", flat=True).distinct())
    told.delete()
    _count_anew(*people)


def mark_read(*, notice: Notice) -> Notice:
    """Note that its recipient has seen a notice. Safe to repeat: the first time counts."""
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
        _count_anew(notice.recipient_id)
    return notice


def mark_all_read(*, person: User) -> int:
    """Note that a person has seen all her notices, and return how many were new to her."""
    number = Notice.objects.visible_to(person).unread().update(read_at=timezone.now())
    _count_anew(person.pk)
    return number


def mark_read_by_keys(*, person: User, keys: Iterable[str]) -> int:
    """Note that a person has seen what some of her notices tell of, and return how many were new to her."""
    unread = Notice.objects.visible_to(person).unread().filter(key__in=set(keys))
    number = unread.update(read_at=timezone.now())
    if number:
        _count_anew(person.pk)
    return number


def _count_anew(*user_ids: int) -> None:
    """Forget counts: now, and once more when the change is in the database, since a page in between counts the old."""
    keys = [unread_key(user_id) for user_id in user_ids]
    cache.delete_many(keys)
    transaction.on_commit(partial(cache.delete_many, keys))


def forget_notices(*, now: datetime, days: int) -> int:
    """Delete notices of so many days ago, read or not, and return how many those were."""
    old = Notice.objects.filter(created_at__lte=now - timedelta(days=days))
    people = list(old.values_list("recipient_id", flat=True).distinct())
    number, _rows = old.delete()
    _count_anew(*people)
    return number


def forget_mail(*, now: datetime, days: int) -> int:
    """Delete what is left of mail that went, or failed for good, so many days ago; return how many that was.

    A task of mail holds the address and all of its text.
    """
    return DBTaskResult.objects.finished().filter(finished_at__lte=now - timedelta(days=days)).delete()[0]


def forget_mail_of(*, person: User) -> None:
    """Delete what is left of mail: all that has gone, since any of it may quote a person, and what waits for her."""
    DBTaskResult.objects.finished().delete()
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    for address in addresses_of([person.pk]):
        # SQLite keeps arguments as they were written, with a backslash before letters beyond ASCII.
        written = json.dumps(address)[1:-1]
        waiting.filter(Q(args_kwargs__icontains=address) | Q(args_kwargs__icontains=written)).delete()
