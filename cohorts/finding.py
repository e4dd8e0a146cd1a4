"""What is found of people who take courses together, and of the courses that somebody takes."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce, Left, Length
from django.urls import reverse
from wagtail.models import Page

from accounts.models import User
from accounts.room import Asked, Found, Hit
from cohorts.models import Cohort, Membership, PlannedModule
from cohorts.queries import memberships_of, paces_of
from content.excerpts import around, marked
from content.stems import Sought, sought, spelled
from courses.models import CoursePage, ModulePage, ServedByView, Step
from courses.outline import LEARNERS
from courses.queries import CoursePlace, course_outline, courses_by_key

_OF_PEOPLE = ("user__name", "user__unit", "user__erased_at")


@dataclass(frozen=True)
class Name:
    """Somebody who is or was in a cohort, with the words of her name."""

    place: Membership
    words: frozenset[str]

    @property
    def is_here(self) -> bool:
        return self.place.is_current

    def fits(self, word: Sought) -> bool:
        return word.fits(self.words)


def names_known_to(user: User) -> list[Name]:
    """All who are or were in the cohorts that a person may see. One query."""
    places = Membership.objects.filter(cohort__in=Cohort.objects.visible_to(user), user__erased_at=None)
    here = places.select_related("user", "cohort").order_by("user__name", "user_id", "-joined_at")
    here = here.only("left_at", "role", "reads_from", *_OF_PEOPLE, "cohort__name", "cohort__slug")
    return [Name(place, frozenset(spelled(place.user.name))) for place in here]


def authors_called(names: list[Name], word: Sought) -> set[int]:
    """The numbers of those whose name holds a word."""
    return {name.place.user_id for name in names if name.fits(word)}


def find_people(asked: Asked) -> Found:
    """People of one's cohorts, by their names. One query, which the boards share."""
    words = sought(asked.query)
    found: dict[int, Membership] = {}
    for name in asked.once(names_known_to):
        if name.is_here and all(name.fits(word) for word in words):
            found.setdefault(name.place.user_id, name.place)

    def shown(place: Membership) -> Hit:
        url = reverse("people", args=[place.cohort.slug]) + f"#person-{place.user_id}"
        where = " · ".join(filter(None, (str(place.get_role_display()), place.user.unit, place.cohort.name)))
        return Hit(marked(place.user.name, words), url, where=where)

    return Found.of(list(found.values())[asked.start : asked.end], asked, shown)


def find_pages(asked: Asked) -> Found:
    """Pages of the courses that a person takes, in the language she reads: those first whose title holds the words.

    Of a module that is shut to her nothing is found but what its outline shows. One query; some more where a page may
    be in such a module.
    """
    words = sought(asked.query)
    if not words:
        return Found()
    closed = PlannedModule.objects.filter(Q(user=None) | Q(user=asked.user), is_closed=True)
    mine = Membership.objects.current().filter(user=asked.user)
    keys = closed.filter(cohort__in=mine.values("cohort")).values("module_key")
    rows = list(_pages(asked, words, keys)[asked.start : asked.end])
    if asked.page > 1 or any(row["is_closed"] for row in rows):
        shut = modules_shut_to(asked.user, asked.language)
        open_to_her = _pages(asked, words, shut).filter(Q(is_titled=True) | Q(is_closed=False))
        rows = list(open_to_her[asked.start : asked.end])
    return Found.of(rows, asked, lambda row: _page_hit(row, words))


def modules_shut_to(user: User, language: str) -> set[UUID]:
    """The keys of the modules that a person does not enter yet. Three queries, and two for each course with such."""
    newest: dict[UUID, Membership] = {}
    for place in sorted(memberships_of(user), key=lambda place: (place.joined_at, place.pk), reverse=True):
        newest.setdefault(place.cohort.course_key, place)
    paces = paces_of(user, [place.cohort_id for place in newest.values()])
    shut: set[UUID] = set()
    for course in courses_by_key(list(newest), language):
        place = newest[course.translation_key]
        pace = paces[place.cohort_id]
        if pace and pace.closed and place.role in LEARNERS:
            outline = course_outline(CoursePlace.of(course), role=place.role, coach_id=None, pace=pace)
            shut |= {module.row.key for module in outline.modules if module.is_shut}
    return shut


def _pages(asked: Asked, words: tuple[Sought, ...], closed: "Collection[UUID] | QuerySet[Any, Any]") -> "QuerySet[Any]":
    """Live pages with the words, and whether the title holds them and the module is one of those that are closed."""
    kinds: tuple[type[ServedByView], ...] = (CoursePage, ModulePage, Step)
    found = [_of_kind(kind, asked, words) for kind in kinds]
    here = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    modules = ModulePage.objects.filter(translation_key__in=closed).alias(here=here).filter(here__startswith=F("path"))
    above = Page.objects.filter(path=Left(OuterRef("path"), Length(OuterRef("path")) - Page.steplen))
    ways = ("step", "modulepage", "coursepage")
    titled = reduce(or_, (Q(**{f"{way}__title_stems__finds": words}) for way in ways))
    return (
        Page.objects.filter(pk__among=found[0].union(*found[1:], all=True))
        .annotate(
            said=Coalesce(*(f"{way}__said" for way in ways)),
            is_titled=Case(When(titled, then=True), default=False, output_field=BooleanField()),
            is_closed=Exists(modules),
            within=Subquery(above.filter(depth__gt=2).values("title")[:1]),
        )
        .order_by("-is_titled", "path")
        .values("title", "path", "url_path", "said", "is_titled", "is_closed", "within")
    )


def _of_kind(kind: type[ServedByView], asked: Asked, words: tuple[Sought, ...]) -> "QuerySet[Any, Any]":
    """The numbers of the live pages of a kind with the words, in the courses that a person takes."""
    taken = Membership.objects.current().filter(user=asked.user).values("cohort__course_key")
    courses = CoursePage.objects.live().filter(translation_key__in=taken, locale__language_code=asked.language)
    above = Left("path", Length("path") - kind.levels_below_course * Page.steplen)
    pages = kind._default_manager.filter(live=True, stems__finds=words).alias(above=above)
    return pages.filter(above__in=courses.order_by().values("path")).order_by().values("pk")


def _page_hit(row: dict[str, Any], words: tuple[Sought, ...]) -> Hit:
    return Hit(
        title=marked(row["title"], words),
        url=CoursePlace(row["path"], row["url_path"]).url,
        text=() if row["is_closed"] else around(row["said"], words),
        where=row["within"] or "",
    )
