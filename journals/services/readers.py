"""Verbs of readers: whom a text shared with trainers is for, who may come to it later, and whom its author refuses."""

from collections.abc import Collection, Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cohorts.models import Membership
from cohorts.services import event_of_trainer
from journals.models import Remark, Share, ShareReader
from notices import services as notices
from notices.events import Event, EventKey
from notices.models import Notice

# How long an author has to say no to a trainer who came later.
TIME_TO_SAY_NO = timedelta(days=7)


class ReadersChanged(Exception):
    """Others train the cohort now than those whom the author was shown."""


def name_readers(*, share: Share, named: Collection[int] | None = None) -> None:
    """Let those who train the cohort now read what is shared, in the transaction that shares it.

    `named` are the numbers of those whom the author was shown. Raises ReadersChanged when others train it now, or none.
    """
    trainers = [membership.user_id for membership in _trainers_of(share)]
    if named is not None and (not trainers or set(named) != set(trainers)):
        raise ReadersChanged
    now = timezone.now()
    ShareReader.objects.bulk_create(
        [ShareReader(share=share, person_id=pk, told_at=now, reads_from=now) for pk in trainers]
    )


def offer_to_trainer(*, membership: Membership) -> None:
    """Tell authors who take later trainers that somebody has become one: in seven days she reads what they shared in
    the cohort, unless they say no. What she was refused before stays refused. Each author is told once of it.
    """
    trainer = membership.user
    for_later = Share.objects.filter(audience=Share.Audience.TRAINERS, withdrawn_at=None, takes_later=True)
    shares = list(
        for_later.filter(cohort=membership.cohort_id, author__is_active=True)
        .exclude(author=trainer)
        .exclude(pk__in=ShareReader.objects.filter(person=trainer).exclude(refused_at=None).values("share"))
        .select_related("author")
    )
    _offer((share, trainer) for share in shares)
    event = Event(
        kind=Notice.Kind.READER,
        key=f"{event_of_trainer(membership=membership)}:shared",
        actor=trainer,
        path=reverse("readers"),
        place=membership.cohort.name,
        scope=membership.cohort.lasting_scope,
    )
    notices.tell(event=event, to={share.author_id: share.author for share in shares}.values())


@transaction.atomic
def choose_later(*, share: Share, takes_later: bool) -> Share:
    """Note whether trainers who come later may read what is shared. Safe to repeat.

    With yes, those who came since wait their seven days from now; with no, nobody waits any longer. Who reads already
    goes on.
    """
    share = Share.objects.select_for_update(of=("self",)).get(pk=share.pk)
    share.takes_later = takes_later
    share.save(update_fields=["takes_later"])
    waiting = ShareReader.objects.filter(share=share, refused_at=None, reads_from__gt=timezone.now())
    if not takes_later:
        waiting.delete()
    elif share.audience == Share.Audience.TRAINERS and share.withdrawn_at is None:
        known = ShareReader.objects.filter(share=share).filter(
            Q(pk__in=ShareReader.objects.standing()) | ~Q(refused_at=None)
        )
        people = set(known.values_list("person", flat=True))
        _offer((share, one.user) for one in _trainers_of(share) if one.user_id not in people)
    return share


@transaction.atomic
def refuse_reader(*, reader: ShareReader, everything: bool = False) -> None:
    """Say no to a trainer: she does not read what was shared, or no longer; with `everything`, nothing that its author
    shared and that she waits for. Safe to repeat. What she was told of it goes.
    """
    wanted = Q(pk=reader.pk)
    if everything:
        wanted |= Q(share__author=reader.share.author_id, reads_from__gt=timezone.now())
    rows = ShareReader.objects.filter(wanted, person=reader.person_id, refused_at=None)
    shares = list(rows.values_list("share", flat=True))
    rows.update(refused_at=timezone.now())
    said = Remark.objects.filter(share__in=shares).values_list("pk", flat=True)
    keys = [*map(EventKey.SHARE.of, shares), *map(EventKey.REMARK.of, said)]
    notices.withdraw_notices(keys=keys, person=reader.person)


def _trainers_of(share: Share) -> list[Membership]:
    trainers = Membership.objects.trainers().filter(cohort=share.cohort_id).exclude(user=share.author_id)
    return list(trainers.select_related("user").order_by("pk"))


def _offer(offers: Iterable[tuple[Share, User]]) -> None:
    """Let trainers read what is shared when its author has had time to say no. Who was there before waits anew."""
    now = timezone.now()
    facts = {"told_at": now, "reads_from": now + TIME_TO_SAY_NO}
    rows = [ShareReader(share=share, person=person, **facts) for share, person in offers]
    ShareReader.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["share", "person"], update_fields=list(facts)
    )
