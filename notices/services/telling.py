"""Verbs of telling: people hear of an event, once, and no longer of what is no more."""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from django.db import transaction
from django.db.models import Case, QuerySet, Value, When
from django.utils import timezone

from accounts.models import User
from notices.events import Event
from notices.lines import one_line
from notices.models import SUBJECT_LENGTH, Notice
from notices.services.reading import count_anew
from notices.services.urgent import mail_at_once


@transaction.atomic(savepoint=False)
def tell(*, event: Event, to: Iterable[User]) -> None:
    """Tell people about an event, each once. As many queries for forty as for one.

    The actor is told nothing of what she did herself. What is urgent is mailed as well.
    """
    people = {person.pk: person for person in to if person != event.actor}
    if not people:
        return
    known = set(Notice.objects.filter(key=event.key, recipient__in=people).values_list("recipient_id", flat=True))
    new = [person for pk, person in people.items() if pk not in known]
    if new:
        # In conflict with the same event, told in the same moment, the first one counts.
        Notice.objects.bulk_create([event.notice_for(person) for person in new], ignore_conflicts=True)
        if event.kind in Notice.URGENT:
            mail_at_once(key=event.key, people=new)
        count_anew(user_ids=people)


def note_mailed(*, key: str, people: Collection[int]) -> None:
    """Note that those of these numbers have an event by mail: no summary tells them of it again."""
    Notice.objects.filter(key=key, recipient__in=people).update(mailed_at=timezone.now())


def remind(*, event: Event) -> None:
    """Remind the actor of something of her own, once."""
    assert event.actor is not None
    notice = event.notice_for(event.actor)
    facts = {"actor": event.actor, "kind": notice.kind, "path": notice.path}
    Notice.objects.get_or_create(recipient=event.actor, key=event.key, defaults=facts)
    count_anew(user_ids=[event.actor.pk])


def tell_anew(*, keys: Collection[str], subject: str, subjects: Mapping[int, str] = MappingProxyType({})) -> None:
    """Say otherwise what events were about, to all who were told of them; nobody is told again. `subjects` is for some
    of them, by their numbers.
    """
    own = [When(recipient=pk, then=Value(one_line(said, SUBJECT_LENGTH))) for pk, said in subjects.items()]
    said = Case(*own, default=Value(one_line(subject, SUBJECT_LENGTH)))
    Notice.objects.filter(key__in=keys).update(subject=said)


def withdraw_notices(*, keys: Collection[str], person: User | None = None) -> None:
    """Forget events that are no more: nobody is told of them any longer; or one person, for whom they are no more."""
    told = Notice.objects.filter(key__in=keys)
    _forget(told.filter(recipient=person) if person else told)


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
    count_anew(user_ids=people)
