"""What all rooms give, joined (see `accounts.room`). Rooms are found by the one list of them."""

from dataclasses import dataclass, replace
from importlib import import_module

from django.conf import settings

from accounts.models import User
from accounts.room import Asked, Contract, Found, Holding, Kind
from cohorts.models import Cohort

# Of each kind, on the page that holds them all.
FIRST = 3


def contracts() -> dict[str, Contract]:
    """The contract of each room, those first that build on others: `{"home": …, "accounts": …}`."""
    return {room: import_module(f"{room}.contract").CONTRACT for room in reversed(settings.ROOMS)}


@dataclass(frozen=True)
class Line:
    """One kind of thing that is kept of a person, and how many there are. Without `stays` they go with her."""

    label: str
    number: int
    stays: str


@dataclass(frozen=True)
class Leaving:
    """What becomes of everything when an account is erased, and what must be settled before."""

    goes: tuple[Line, ...]
    stays: tuple[Line, ...]
    obstacles: tuple[str, ...]


def leaving_of(person: User) -> Leaving:
    """What would become of all that is kept of a person, in the language of the moment. A query for each table."""
    found = contracts().values()
    lines = [_line(holding, person) for contract in found for holding in contract.holdings]
    lines = [line for line in lines if line.number]
    return Leaving(
        goes=tuple(line for line in lines if not line.stays),
        stays=tuple(line for line in lines if line.stays),
        obstacles=tuple(sentence for contract in found for sentence in contract.obstacles(person)),
    )


def parts_of(cohort: Cohort) -> tuple[Line, ...]:
    """What would go with a cohort, in the language of the moment, and no line where there is nothing. A query each."""
    parts = [part for room in reversed(contracts().values()) for part in room.parts]
    lines = [Line(str(part.label), part.number_in(cohort.pk), "") for part in parts]
    return tuple(line for line in lines if line.number)


@dataclass(frozen=True)
class Group:
    """What was found of a kind."""

    kind: Kind
    found: Found


def kinds() -> tuple[Kind, ...]:
    """What people search in: the kinds of all rooms, those of what others build on first."""
    return tuple(kind for room in reversed(contracts().values()) for kind in room.kinds)


def groups_of(asked: Asked) -> list[Group]:
    """The first of each kind that hold the words, without the kinds of which there is nothing."""
    groups = [Group(kind, kind.find(replace(asked, page=1, size=FIRST))) for kind in kinds()]
    return [group for group in groups if group.found.hits]


def _line(holding: Holding, person: User) -> Line:
    return Line(str(holding.label), holding.of(person).count(), str(holding.stays))
