"""Who is told of what happens on a board."""

from collections import defaultdict
from dataclasses import replace

from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from cohorts.models import Membership
from content import text
from discussions.following import Concern, kind_of_notice, level_in_force
from discussions.models import ASKING, BEGUN_AT, Following, Post, Thread
from discussions.naming import calls, names_called
from discussions.quoting import own_words
from notices import services as notices
from notices.events import Event
from notices.models import Notice


def subject_of(post: Post) -> str:
    """What a notice says of a post. Nothing of its text where one writes before one reads."""
    if post.thread.is_write_first:
        return post.thread.title
    said = text.excerpt(post.source)
    is_announcement = post.is_opening and post.thread.kind == Thread.Kind.ANNOUNCEMENT
    return f"{post.thread.title} · {said}" if is_announcement and post.thread.title else said


def _subjects_for(post: Post, names: dict[int, str]) -> dict[int, str]:
    """What a notice says of a post to those of the people, with their names by number, whom it calls: the words around
    that. To nobody where one writes before one reads.
    """
    if post.thread.is_write_first:
        return {}
    return {pk: text.around(post.source, place) for pk, place in calls(post.source, names).items()}


def tell_of_post(*, post: Post, parent: Post | None, levels: dict[tuple[int, bool], str]) -> None:
    """Tell the people that a post concerns, each of one thing. A fixed number of queries for each kind of notice.

    `levels` holds what people chose, as `levels_at` gives it.
    """
    members = _readers_of(post)
    names = {pk: membership.user.name for pk, membership in members.items()}
    called = names_called(own_words(post.source), names)
    asker = _asker(post)
    told: dict[str, list[User]] = defaultdict(list)
    for pk, membership in sorted(members.items()):
        concern = Concern(
            level=level_in_force(levels.get((pk, True), ""), levels.get((pk, False), "")),
            is_announcement=post.is_opening and post.thread.kind == Thread.Kind.ANNOUNCEMENT,
            calls_her=pk in called,
            answers_what_she_asked=pk == asker,
            answers_her=parent is not None and parent.author_id == pk,
            opens_a_thread=post.is_opening,
        )
        if kind := kind_of_notice(concern):
            told[kind].append(membership.user)
    for what, people in told.items():
        own = _subjects_for(post, {pk: names[pk] for pk in called}) if what == Notice.Kind.MENTION else {}
        notices.tell(event=replace(_event(post, what), subjects=own), to=people)


def tell_of_names(*, post: Post, earlier: str) -> None:
    """Tell those whom a changed post calls by name and did not before, unless they want to hear nothing there."""
    members = _readers_of(post)
    names = {pk: membership.user.name for pk, membership in members.items()}
    called = names_called(own_words(post.source), names) - names_called(own_words(earlier), names)
    if not called:
        return
    levels = levels_at(post.thread)
    wanted = [
        members[pk].user
        for pk in sorted(called)
        if level_in_force(levels.get((pk, True), ""), levels.get((pk, False), "")) != "none"
    ]
    own = _subjects_for(post, {pk: names[pk] for pk in called})
    notices.tell(event=replace(_event(post, Notice.Kind.MENTION), subjects=own), to=wanted)


def tell_anew(*, post: Post) -> None:
    """Let notices of a changed post, and of reports of it, say what it says now."""
    called = Notice.objects.filter(key=post.event, kind=Notice.Kind.MENTION)
    own = _subjects_for(post, dict(called.values_list("recipient", "recipient__name")))
    notices.tell_anew(keys=[post.event], subject=subject_of(post), subjects=own)
    notices.tell_anew(keys=post.reports.waiting().events(), subject=subject_of(post))


def tell_author(*, post: Post, by: User, kind: str, key: str, subject: str) -> None:
    """Tell whoever wrote a post of what a trainer did with it."""
    event = replace(_event(post, kind), key=key, actor=by, subject=subject, is_anonymous=False)
    notices.tell(event=event, to=[post.author])


def tell_trainers(*, post: Post, by: User, key: str) -> None:
    """Tell the trainers that a post was reported; never by whom."""
    trainers = [membership.user for membership in members_of(post.thread).values() if membership.is_trainer]
    path = reverse("reports", args=[post.thread.cohort.slug])
    event = replace(_event(post, Notice.Kind.REPORT), key=key, actor=by, path=path, is_anonymous=True)
    notices.tell(event=event, to=trainers)


def members_of(thread: Thread) -> dict[int, Membership]:
    """The places in a thread's cohort now, with their people, by person. One query."""
    memberships = Membership.objects.current().filter(cohort_id=thread.cohort_id).select_related("user")
    return {membership.user_id: membership for membership in memberships}


def _readers_of(post: Post) -> dict[int, Membership]:
    """The places of those who may read a post, without its author, by person. One query, and one where somebody reads
    what is written since a moment.
    """
    members = members_of(post.thread)
    members.pop(post.author_id, None)
    if not any(membership.reads_from for membership in members.values()):
        return members
    begun_at = Post.objects.values_list(BEGUN_AT, flat=True).get(pk=post.pk)
    return {pk: one for pk, one in members.items() if one.reads_from is None or one.reads_from <= begun_at}


def _event(post: Post, kind: str) -> Event:
    """That a post was written, without a name where names are not shown."""
    return Event(
        kind=kind,
        key=post.event,
        actor=post.author,
        path=reverse("post", args=[post.pk]),
        subject=subject_of(post),
        place=post.thread.cohort.name,
        scope=post.thread.cohort.scope,
        is_anonymous=post.is_nameless,
    )


def levels_at(thread: Thread) -> dict[tuple[int, bool], str]:
    """What people chose, by person and whether it is for the thread itself. One query."""
    here = Q(thread=thread) | Q(thread=None)
    chosen = Following.objects.filter(here, cohort_id=thread.cohort_id).values_list("user_id", "thread_id", "level")
    return {(user_id, thread_id is not None): level for user_id, thread_id, level in chosen}


def _asker(post: Post) -> int | None:
    """Who waits for an answer in the thread that a post stands in. One query, or none."""
    if post.is_opening or post.thread.kind not in ASKING:
        return None
    return post.thread.posts.filter(is_opening=True, withdrawn_at=None).values_list("author_id", flat=True).first()
