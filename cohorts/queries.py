"""Reads about cohorts and their members."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse
from django.utils.translation import gettext, override
from wagtail.models import Page

from accounts.models import User
from accounts.queries import addresses_of
from cohorts.models import Cohort, Gathering, Invitation, Membership, MembershipQuerySet
from courses.access import OBSERVER, Enrolment
from courses.outline import LEARNERS, ModuleLine
from courses.pace import Pace
from courses.queries import CoursePlace, shut_module
from notices.lines import Line, Section

# Gatherings in a digest: the next ones, and the rest in the schedule.
MOST_TOLD = 3


def memberships_of(user: User) -> list[Membership]:
    """The places a person has now, with their cohorts: the last that she chose first, then the newest. One query."""
    return list(_chosen_first(Membership.objects.current().filter(user=user)))


def invitations_of(user: User) -> list[Invitation]:
    """The invitations to a person's addresses that wait for her answer, with their cohorts. One query."""
    found = Invitation.objects.unanswered().of_person(user).select_related("cohort").order_by("-sent_at")
    return [invitation for invitation in found if invitation.state == Invitation.State.WAITING]


def places_of(user: User, **annotations: Any) -> list[Membership]:
    """Those of `memberships_of` whose cohort she may see, with `annotations`. One query."""
    places = list(_chosen_first(Membership.objects.readable().filter(user=user).annotate(**annotations)))
    for place in places:
        place.user = user
    return places


def place_at(places: list[Membership], slug: str) -> Membership | None:
    """The one of a person's places that is in a cohort, by its address."""
    return next((place for place in places if place.cohort.slug == slug), None)


@dataclass(frozen=True)
class Choice:
    """One of the cohorts among which somebody chooses, with the number of things that are new to her there."""

    cohort: Cohort
    news: int = 0


def choices_of(places: list[Membership], news: Mapping[int, int] = MappingProxyType({})) -> list[Choice]:
    """The cohorts of a person's places, the newest first whichever she chose; nothing where she has but one."""
    if len(places) < 2:
        return []
    by_age = sorted(places, key=lambda place: (place.joined_at, place.pk), reverse=True)
    return [Choice(place.cohort, news.get(place.cohort_id, 0)) for place in by_age]


def _chosen_first(memberships: MembershipQuerySet) -> MembershipQuerySet:
    by_choice = F("chosen_at").desc(nulls_last=True)
    return memberships.select_related("cohort").order_by(by_choice, "-joined_at", "-pk")


def membership_in(user: User, slug: str, **annotations: Any) -> Membership | None:
    """A person's place in a cohort that she may see, with the cohort, and with `annotations`. One query."""
    memberships = Membership.objects.readable().filter(user=user, cohort__slug=slug).annotate(**annotations)
    membership = memberships.select_related("cohort").first()
    if membership:
        membership.user = user
    return membership


def learners_there() -> Coalesce:
    """How many learn in the cohort of a place, to ask for together with it."""
    learners = Membership.objects.learners().filter(cohort=OuterRef("cohort")).order_by().values("cohort")
    return Coalesce(Subquery(learners.annotate(number=Count("pk")).values("number")), 0)


# What a pace is made of, beside a place.
_DECIDED = ("module_key", "user_id", "opens_on", "is_closed")
_PLAN = (
    "cohort__starts_on",
    "cohort__skipped_weeks",
    "cohort__is_open",
    *[f"planned__{name}" for name in _DECIDED],
)


def _with_plan(user: User, **memberships: Any) -> MembershipQuerySet:
    """Places of a person, joined with what was decided for all in their cohorts and for her, as `planned`."""
    hers = Q(cohort__planned__user=None) | Q(cohort__planned__user=user)
    planned = FilteredRelation("cohort__planned", condition=hers)
    return Membership.objects.filter(user=user, **memberships).annotate(planned=planned)


def enrolment_of(user: User, course: CoursePlace) -> Enrolment | None:
    """In which capacity and at what pace a person takes a course: by her newest place in a cohort that has it, or None.

    One query.
    """
    key = Page.objects.filter(path=course.path).values("translation_key")
    rows = list(
        _with_plan(user, cohort__course_key__in=key)
        .current()
        .order_by("-joined_at", "-pk")
        .values("pk", "role", "cohort_id", *_PLAN)
    )
    if rows:
        first = rows[0]
        pace = _pace([row for row in rows if row["pk"] == first["pk"]])
        return Enrolment(role=first["role"], cohort_id=first["cohort_id"], pace=pace)
    return OBSERVER if user.is_superuser else None


def paces_of(user: User, cohorts: Collection[int]) -> dict[int, Pace | None]:
    """The pace of cohorts for a person, by their numbers; None for self-study. One query."""
    rows = _with_plan(user, cohort__in=cohorts).values("cohort_id", *_PLAN).order_by("cohort_id")
    groups = groupby(rows, key=itemgetter("cohort_id"))
    return {cohort_id: _pace(list(group)) for cohort_id, group in groups}


def shut_to(user: User, cohort_id: int, page: Page) -> ModuleLine | None:
    """The module of a page, if a person who learns in a cohort does not enter it yet. One query, and one if any
    module is closed.
    """
    rows = list(_with_plan(user, cohort=cohort_id).values("role", *_PLAN))
    pace = _pace(rows) if rows and rows[0]["role"] in LEARNERS else None
    return shut_module(page, pace) if pace else None


def pace_of(cohort: Cohort) -> Pace:
    """The pace of a cohort for all who have no days of their own. One query."""
    return _made_of(cohort.starts_on, cohort.skipped_weeks, list(cohort.planned.filter(user=None).values(*_DECIDED)))


def _pace(rows: list[dict[str, Any]]) -> Pace | None:
    """What the rows of one place say of its pace: what holds for all, and what is for this person."""
    first = rows[0]
    if first["cohort__is_open"]:
        return None
    planned = [{name: row[f"planned__{name}"] for name in _DECIDED} for row in rows]
    decided = [one for one in planned if one["module_key"]]
    return _made_of(first["cohort__starts_on"], first["cohort__skipped_weeks"], decided)


def _made_of(starts_on: date, skipped_weeks: list[str], planned: list[dict[str, Any]]) -> Pace:
    # Her own day stands last, and so counts.
    decided = sorted(planned, key=lambda one: one["user_id"] or 0)
    return Pace(
        starts_on=starts_on,
        skipped=frozenset(date.fromisoformat(day) for day in skipped_weeks),
        dated={one["module_key"]: one["opens_on"] for one in decided if one["opens_on"]},
        closed=frozenset(one["module_key"] for one in decided if one["is_closed"]),
    )


@dataclass(frozen=True)
class People:
    """The first of those who are in a cohort, and how many others there are."""

    members: tuple[Membership, ...]
    others: int


def people_of(cohort: Cohort, limit: int | None = 30) -> People:
    """Who is in a cohort, with their people, trainers first, then by name; the first ones, or all. One query."""
    members = (
        cohort.memberships.current()
        .select_related("user")
        .annotate(total=Window(Count("pk")), trains=Q(role=Membership.Role.TRAINER))
        .order_by("-trains", "user__name", "pk")[:limit]
    )
    found = tuple(members)
    return People(found, found[0].total - len(found) if found else 0)


def gatherings_ahead(user: User, now: datetime, limit: int | None = None) -> list[Gathering]:
    """The next gatherings of all cohorts that a person may read in, those that go on first, with their cohorts and
    whether she `is_absent`. One query.
    """
    ahead = Gathering.objects.visible_to(user).ahead(now).with_absence_of(user)
    return list(ahead.select_related("cohort")[:limit])


def gathering_section(user: User, now: datetime) -> Section:
    """The part of a digest with the next gatherings of a person. One query."""
    with override(user.language):
        away = gettext("You have said that you cannot come.")
        lines = [
            Line(
                one.title,
                where=one.cohort.name,
                excerpt=f"{one.when}. {away}" if vars(one)["is_absent"] else one.when,
                path=reverse("gathering", args=[one.pk]),
            )
            for one in gatherings_ahead(user, now, limit=MOST_TOLD)
        ]
        return Section(gettext("Next gatherings"), tuple(lines), is_news=False)


def gatherings_of(cohort: Cohort) -> QuerySet[Gathering]:
    """The gatherings of a cohort, with `absent_number`: how many have said that they cannot come. One query."""
    return cohort.gatherings.annotate(absent_number=Count("absences"))


def absent_from(gathering: Gathering) -> list[User]:
    """Those in the cohort who have said that they cannot come, by name. One query."""
    here = gathering.cohort.memberships.current().values("user")
    return list(User.objects.filter(absences__gathering=gathering, pk__in=here).order_by("name", "pk"))


def co_trainers_of(user: User) -> QuerySet[User]:
    """Others who train a cohort that a person trains, by name."""
    hers = Membership.objects.trainers().filter(user=user).values("cohort")
    beside = Membership.objects.trainers().filter(cohort__in=hers).exclude(user=user)
    return User.objects.filter(pk__in=beside.values("user"), is_active=True).order_by("name", "pk")


def all_trainers() -> QuerySet[User]:
    """Everybody who trains a cohort, by name."""
    trainers = Membership.objects.trainers().values("user")
    return User.objects.filter(pk__in=trainers, is_active=True).order_by("name", "pk")


def question_to_train(membership: Membership) -> Invitation | None:
    """The invitation by which a member is asked to train her cohort, while it waits for her answer. Three queries."""
    to_her = membership.cohort.invitations.alias(address=Lower("email")).filter(
        address__in=addresses_of([membership.user_id]), role=Membership.Role.TRAINER
    )
    return next((one for one in to_her if one.state == Invitation.State.WAITING), None)


def cohorts_taking(page: Page) -> QuerySet[Cohort]:
    """Cohorts whose course is a page or stands below it."""
    courses = Page.objects.descendant_of(page, inclusive=True).values("translation_key")
    return Cohort.objects.filter(course_key__in=courses)


def cohorts_without_other_trainer(person: User) -> list[Cohort]:
    """Cohorts that go on and that nobody but a person trains. One query."""
    others = Membership.objects.trainers().filter(cohort=OuterRef("pk"))
    mine = Membership.objects.trainers().filter(user=person)
    led = Cohort.objects.filter(ended_on=None, pk__in=mine.values("cohort"))
    return list(led.exclude(Exists(others.exclude(user=person))))
