"""Verbs of sharing: chosen paragraphs go out as a copy, and can be taken back. The entry itself never changes by it."""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.limits import TooOften, spend
from accounts.models import User
from cohorts.models import Cohort
from content.text import POST_LIMIT, fitting
from discussions import services as discussions
from discussions.models import Post
from journals.models import Entry, Remark, Share, ShareReader
from journals.services.readers import name_readers
from notices import services as notices
from notices.events import Event, EventKey
from notices.models import Notice


def share_with_cohort(*, entry: Entry, cohort: Cohort, source: str, title: str, submission_id: UUID) -> Share:
    """Post a copy of a text on a cohort's board, and return the share. Safe to repeat with the same submission.

    With a title it becomes a thread of its own; without one it joins the cohort's conversation by the entry's prompt.
    Raises TooOften, Closed, and Gone when the cohort was deleted meanwhile.
    """

    def post() -> Post:
        said: dict[str, Any] = {"author": entry.author, "source": source, "submission_id": submission_id}
        if title or entry.step_key is None:
            return discussions.open_thread(cohort=cohort, title=title, **said)
        return discussions.create_post(
            thread=discussions.thread_of_prompt(cohort_id=cohort.pk, step_key=entry.step_key), **said
        )

    board = {"entry": entry, "cohort": cohort, "audience": Share.Audience.BOARD}
    return _once(entry.author, submission_id, lambda: Share(**board, post=post()))


def share_with_trainers(
    *,
    entry: Entry,
    cohort: Cohort,
    source: str,
    submission_id: UUID,
    named: Collection[int] | None = None,
    takes_later: bool = False,
) -> Share:
    """Begin a dialogue with a cohort's trainers about a copy of a text. Safe to repeat with the same submission.

    Those who train it now read it; with `takes_later` later ones may as well, after its author was told. `named` are
    those whom she was shown. Raises ReadersChanged, TooOften, and Gone when the cohort was deleted meanwhile.
    """
    trainers: dict[str, Any] = {"entry": entry, "cohort": cohort, "audience": Share.Audience.TRAINERS}
    trainers |= {"source": fitting(source, POST_LIMIT), "takes_later": takes_later}

    def tell(share: Share) -> None:
        spend(user=share.author, action="post")
        # Who trains the cohort changes before this, or after.
        Cohort.objects.locked().filter(pk=cohort.pk).first()
        name_readers(share=share, named=named)
        _tell(share, share.author, Notice.Kind.SHARED, EventKey.SHARE.of(share.pk))

    return _once(entry.author, submission_id, lambda: Share(**trainers), tell)


def _once(
    author: User, submission_id: UUID, make: Callable[[], Share], tell: Callable[[Share], None] = lambda share: None
) -> Share:
    """The share of a submission: made now, with its post and its notices, or the one that was made before, even if
    taken back since.
    """
    earlier = Share.objects.filter(author=author, submission_id=submission_id)
    if found := earlier.first():
        return found
    try:
        with transaction.atomic():
            share = make()
            share.author, share.submission_id = author, submission_id
            share.save()
            tell(share)
    except IntegrityError:
        found = earlier.first()
        if found is None:
            raise discussions.Gone from None
        return found
    return share


@transaction.atomic
def withdraw_share(*, share: Share) -> Share:
    """Take back what was shared: the copy disappears, answers of others stay. Safe to repeat."""
    # The post before the share, in the order of whoever takes the post back on the board.
    if share.post:
        discussions.withdraw_post(post=share.post)
    Share.objects.filter(pk=share.pk, withdrawn_at=None).update(source="", withdrawn_at=timezone.now())
    share.refresh_from_db()
    return share


def remark(*, share: Share, author: User, source: str, submission_id: UUID) -> Remark:
    """Say something in a dialogue, and tell the others in it. Safe to repeat with the same submission.

    Raises Closed for whoever does not read it now, and when it goes on no longer: its author has left the cohort, or
    cannot read its board any more, and no trainer keeps it open. Raises TooOften, and Gone when what it is about was
    deleted meanwhile.
    """
    facts = {"share": share, "author": author, "submission_id": submission_id}
    try:
        spend(user=author, action="post")
        with transaction.atomic():
            _refuse_closed(share, author)
            said = Remark.objects.create(**facts, source=fitting(source, POST_LIMIT))
            _tell(share, author, Notice.Kind.REMARK, EventKey.REMARK.of(said.pk))
    except (IntegrityError, TooOften, discussions.Closed) as refused:
        earlier = Remark.objects.filter(author=author, submission_id=submission_id).first()
        if earlier is None:
            raise discussions.Gone if isinstance(refused, IntegrityError) else refused from None
        return earlier
    return said


def _refuse_closed(share: Share, author: User) -> None:
    there = Share.objects.filter(pk=share.pk)
    if there.exists() and not there.visible_to(author).going_on().exists():
        raise discussions.Closed


def keep_open(*, share: Share, by: User, is_kept_open: bool) -> None:
    """Keep a dialogue open to an author who is in the cohort no longer, or let it end; for a trainer who reads it.

    Safe to repeat.
    """
    read = Share.objects.visible_to(by).exclude(author=by)
    Share.objects.filter(pk__in=read.filter(pk=share.pk).values("pk")).update(is_kept_open=is_kept_open)


@transaction.atomic
def withdraw_remark(*, remark: Remark) -> None:
    """Take back what one said in a dialogue: the text goes for good, its place stays. Safe to repeat, wherever its
    author is by now.
    """
    Remark.objects.filter(pk=remark.pk, withdrawn_at=None).update(source="", withdrawn_at=timezone.now())
    notices.withdraw_notices(keys=[EventKey.REMARK.of(remark.pk)])


def forget_remarks(*, author: User) -> None:
    """Leave of what somebody said about texts of others its place, with the text only if she wants that. Safe to
    repeat.
    """
    if not author.erasure_keeps_texts:
        Remark.objects.filter(author=author).exclude(share__author=author).update(source="")


def give_up_dialogues(*, person: User) -> None:
    """End the dialogues of somebody who cannot prove who she is, with what was said in them. Safe to repeat."""
    Share.objects.filter(author=person, audience=Share.Audience.TRAINERS).delete()


def _tell(share: Share, actor: User, kind: str, key: str) -> None:
    """Tell everybody in a dialogue but the one who spoke. Never with the text: a notice may go by mail one day.

    The author of one that is kept open is told wherever she is.
    """
    readers = ShareReader.objects.reading().filter(share=share.pk).select_related("person")
    event = Event(
        kind=kind,
        key=key,
        actor=actor,
        path=reverse("dialogue", args=[share.pk]),
        place=share.cohort.name,
        scope=share.cohort.scope,
    )
    hers = replace(event, scope=share.cohort.lasting_scope) if share.is_kept_open else event
    people = [reader.person for reader in readers]
    if hers == event:
        people.append(share.author)
    else:
        notices.tell(event=hers, to=[share.author])
    notices.tell(event=event, to=people)
