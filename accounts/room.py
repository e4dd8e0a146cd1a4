"""What every room gives to the whole, in one shape: what it holds of a person, how that ends, and what is due.

Each room says it in its `contract.py` as `CONTRACT`; `home` joins them. A table of a room that no contract names fails
the tests, and so does a room without a contract.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.functional import Promise
from django.utils.translation import get_language

from accounts.models import Retention, User
from accounts.numbers import row_number
from accounts.queries import addresses_of
from accounts.requests import SignedInRequest


@dataclass(frozen=True)
class Holding:
    """A table that holds something of people.

    `by` names the ways from a row to its person, `addresses` fields that hold an address of hers. `label` says in
    the plural what the rows are. Rows go with the person, unless `stays` says why they stay; then they stay without
    anything that tells who she was. `takes` are the fields that she takes home, in this order. What `is_sealed`
    she writes for herself alone, and does not take home while it is closed to her.
    """

    table: str
    label: str | Promise
    by: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    stays: str | Promise = ""
    takes: tuple[str, ...] = ()
    is_sealed: bool = False

    @property
    def model(self) -> type[Model]:
        return apps.get_model(self.table)

    def of(self, person: User) -> QuerySet[Any]:
        """The rows of a person."""
        rows = self.model._default_manager.all()
        hers = Q()
        for way in self.by:
            hers |= Q(**{way: person.pk})
        known = addresses_of([person.pk]) if self.addresses else ()
        for name in self.addresses:
            rows = rows.alias(**{f"lowered_{name}": Lower(name)})
            hers |= Q(**{f"lowered_{name}__in": known})
        return rows.filter(hers).order_by("pk")

    def taken_home(self, person: User) -> list[dict[str, Any]]:
        """The rows of a person, by the names of what she takes: `{"text": "…", "saved_at": datetime(…)}`. One query."""
        if self.is_sealed and person.sealed_at:
            return []
        return list(self.of(person).values(*self.takes))

    def fields_to(self, name: str) -> list[Any]:
        """The fields that lead to one of `takes` through other tables, and its own last."""
        model: Any = self.model
        fields = []
        for part in name.split("__"):
            fields.append(model._meta.get_field(part))
            model = fields[-1].related_model
        return fields

    def heading_of(self, name: str) -> str:
        """What a field is called where somebody reads it; the name of something else is called as that is."""
        *ways, field = self.fields_to(name)
        words = str((ways[-1] if ways and field.name in ("name", "title") else field).verbose_name)
        return words[:1].upper() + words[1:]


@dataclass(frozen=True)
class File:
    """A file that a person takes home, under a path of its own within its room's folder."""

    path: str
    content: bytes


@dataclass(frozen=True)
class Part:
    """A table whose rows go with a cohort when it is deleted. `label` says in the plural what they are, `way` leads
    from a row to its cohort.
    """

    table: str
    label: str | Promise
    way: str = "cohort"

    def number_in(self, cohort: int) -> int:
        """How many there are in the cohort of a number. One query."""
        return apps.get_model(self.table)._default_manager.filter(**{self.way: cohort}).count()


@dataclass(frozen=True)
class Job:
    """Something that is due again and again. `run` is safe to repeat, and returns how many things it did."""

    name: str
    run: Callable[[datetime, Retention], int]


# What is longer is looked for by its beginning.
LONGEST_QUERY = 200
MOST_PAGES = 1000


@dataclass(frozen=True)
class Asked:
    """What somebody looks for, in which language she reads, and which page of what is found she wants to see."""

    user: User
    query: str
    language: str
    page: int = 1
    size: int = 25
    known: dict[Callable[[User], Any], Any] = field(default_factory=dict, compare=False)

    def once[T](self, ask: Callable[[User], T]) -> T:
        """What a read says of the one who asks, asked once however many kinds want to know."""
        if ask not in self.known:
            self.known[ask] = ask(self.user)
        answer: T = self.known[ask]
        return answer

    @classmethod
    def of(cls, request: SignedInRequest) -> "Asked":
        """What the address of a page says."""
        page = min(row_number(request.GET.get("page")) or 1, MOST_PAGES)
        return cls(request.user, request.GET.get("q", "")[:LONGEST_QUERY].strip(), str(get_language()), page)

    @property
    def start(self) -> int:
        return (self.page - 1) * self.size

    @property
    def before(self) -> int | None:
        """The page before this one; the first has no number in its address."""
        return self.page - 1 if self.page > 2 else None

    @property
    def after(self) -> int:
        return self.page + 1

    @property
    def end(self) -> int:
        """One more than she wants to see, which tells whether there is more."""
        return self.start + self.size + 1


# Parts of a text in order, each with whether it is a word that was looked for: `(("En ", False), ("kollega", True))`.
Marked = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Hit:
    """Something that was found, as it is shown. `by` is who wrote it and `where` what it is in, as she may know it."""

    title: Marked
    url: str
    text: Marked = ()
    file: Marked = ()
    by: str = ""
    where: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Found:
    """Some of what holds the words, the best first, and whether there is more after it."""

    hits: tuple[Hit, ...] = ()
    has_more: bool = False

    @classmethod
    def of[T](cls, rows: Iterable[T], asked: Asked, shown: Callable[[T], Hit]) -> "Found":
        """Of the rows from the start up to the end that was asked for."""
        found = list(rows)
        return cls(tuple(shown(row) for row in found[: asked.size]), len(found) > asked.size)


@dataclass(frozen=True)
class Kind:
    """A kind of thing that is found by its words. `find` gives nothing but what the one who asks may see.

    `name` stands in addresses, `label` says in the plural what they are.
    """

    name: str
    label: str | Promise
    icon: str
    find: Callable[[Asked], Found]


@dataclass(frozen=True)
class Contract:
    """What one room gives.

    `impersonal` names its tables that hold nothing of a person. `give_up` ends what she wrote for herself alone, when
    she cannot prove who she is and begins anew. `before_erasure` does to a person's rows what deleting them does not:
    it empties those that stay. `obstacles` are sentences about what must be settled before she leaves.
    `parts` are what goes with a cohort, as it is told before one is deleted. `kinds` are what people search in.
    """

    holdings: tuple[Holding, ...] = ()
    impersonal: tuple[str, ...] = ()
    before_erasure: Callable[[User], None] = lambda person: None
    obstacles: Callable[[User], Iterable[str]] = lambda person: ()
    give_up: Callable[[User], None] = lambda person: None
    files: Callable[[User], Iterator[File]] = lambda person: iter(())
    jobs: tuple[Job, ...] = ()
    parts: tuple[Part, ...] = ()
    kinds: tuple[Kind, ...] = ()

    def erase(self, person: User) -> None:
        """End what the room holds of a person, in the transaction of the caller."""
        self.before_erasure(person)
        for holding in self.holdings:
            if not holding.stays:
                holding.of(person).delete()
