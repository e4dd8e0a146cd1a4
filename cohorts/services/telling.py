"""Who is told of a gathering: everybody in the cohort, here and by mail with an appointment for her calendar."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from cohorts.appointments import as_mail
from cohorts.models import Gathering
from notices import services as notices
from notices.events import Event
from notices.lines import one_line
from notices.models import Notice
from notices.queries import wants_mail_about_gatherings
from notices.stopping import GATHERINGS, stopping_context, stopping_headers

SOON = Notice.Kind.GATHERING_SOON


def tell_of_gathering(
    *,
    gathering: Gathering,
    by: User | None,
    kind: str,
    before: Gathering | None = None,
    asked_anew: Collection[int] = (),
) -> None:
    """Tell the people of a cohort of a gathering, in the transaction that makes it so. Whoever did it has the
    appointment by mail as well; of a reminder only those are told who come.

    What was told of it before is told no longer. `before` is how it was; those of the numbers `asked_anew` had said
    that they cannot come, and it is at another time now.
    """
    people = _people_of(gathering, those_who_come=kind == SOON)
    notices.withdraw_event(event=gathering.event)
    key = f"{gathering.event}{gathering.sequence}{':soon' if kind == SOON else ''}"
    for language, readers in _by_language(people).items():
        with override(language):
            notices.tell(event=_event(gathering, by, kind, key), to=readers)
    mailed = wants_mail_about_gatherings(people)
    for person in (one for one in people if one.pk in mailed):
        news = {"kind_of_news": kind, "is_asked_anew": person.pk in asked_anew}
        _write(person, gathering, by=by, before=before, news=news)
    notices.note_mailed(key=key, people=mailed)


def _people_of(gathering: Gathering, those_who_come: bool) -> list[User]:
    places = gathering.cohort.memberships.current().select_related("user").order_by("pk")
    if those_who_come:
        places = places.exclude(user__in=gathering.absences.values("user"))
    return [place.user for place in places]


def _by_language(people: Iterable[User]) -> dict[str, list[User]]:
    found: dict[str, list[User]] = defaultdict(list)
    for person in people:
        found[person.language].append(person)
    return found


def _event(gathering: Gathering, by: User | None, kind: str, key: str) -> Event:
    """The gathering as a notice tells of it, in the language of the moment."""
    return Event(
        kind=kind,
        key=key,
        actor=by,
        path=reverse("gathering", args=[gathering.pk]),
        subject=f"{one_line(gathering.title)} · {gathering.when}",
        place=gathering.cohort.name,
        scope=gathering.cohort.scope,
    )


def _write(
    person: User, gathering: Gathering, *, by: User | None, before: Gathering | None, news: dict[str, Any]
) -> None:
    with override(person.language):
        context: dict[str, Any] = {**news, "now": _words(gathering), "reason": one_line(gathering.reason)}
        context |= {"before": _words(before) if before else None, "was_cancelled": bool(before and before.is_cancelled)}
        context |= {"cohort": one_line(gathering.cohort.name), "by": one_line(by.get_full_name()) if by else ""}
        context |= {"path": reverse("gathering", args=[gathering.pk]), **stopping_context(person, GATHERINGS)}
        calendar = as_mail(gathering, to=person)
    context["answered_by"] = context["by"]
    reply_to = {"Reply-To": one_line(by.email)} if by else {}
    notices.write_mail(
        to=person.email,
        language=person.language,
        template="gathering",
        context=context,
        headers=stopping_headers(person, GATHERINGS) | reply_to,
        calendar=calendar,
    )


def _words(gathering: Gathering) -> dict[str, Any]:
    """What a mail says of a gathering, in the language of the moment."""
    return {"title": one_line(gathering.title), "when": gathering.when, "place": one_line(gathering.place)}
