"""What is typed into a form is not lost when its author was signed out meanwhile.

Every form of the product says whether it is sent again (`Resubmittable.resubmits`). One that is carries a signed mark
of which form it is and whose page it stands on. What it sends after the session has ended waits for a day under an
address of its own, and is given back to the same person alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.module_loading import import_string

from accounts.limits import TooOften, spend
from accounts.models import User

MARK = "resubmittable"
# Comes with what is sent once more, so that nothing waits any longer once it has arrived.
WAITED = "waited"
SECONDS_WAITING = 24 * 60 * 60
_NEVER = (forms.PasswordInput, forms.FileInput)
_TYPED = (forms.TextInput, forms.Textarea)
_SALT = "accounts.resubmission"
_signer = signing.Signer(salt=_SALT)


class Resubmittable:
    """A form that says whether what it holds can be sent again. `resubmits` has no default: each form decides.

    Files and passwords never are, whatever it says.
    """

    resubmits: ClassVar[bool]
    # More than any such form of the product takes, and far less than what a request may hold.
    most_characters: ClassVar[int] = 200_000


def form_named(name: str) -> type[Resubmittable] | None:
    """A form by its whole name, if it is there and kept. The process may not have met it yet."""
    try:
        form = import_string(name)
    except ImportError:
        return None
    return form if getattr(form, "resubmits", False) else None


@dataclass(frozen=True)
class Part:
    """A field of what waits. With a label it was typed, and is shown; `has_lines` when it may have many."""

    name: str
    value: str
    label: str = ""
    has_lines: bool = False


@dataclass(frozen=True)
class Waiting:
    """What a form has sent: its name, whose it is, where it was sent, and its fields."""

    form: str
    owner: int
    path: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool

    @property
    def mark(self) -> str:
        return mark_of(self.form, self.owner)

    @property
    def parts(self) -> list[Part]:
        known = _fields_of(form_named(self.form))
        return [_part(name, value, known.get(name)) for name, value in self.fields]

    @property
    def is_shown(self) -> bool:
        """Whether there is something in it to read through, and not only what a page of the CMS makes of texts."""
        return any(part.label for part in self.parts)


def _part(name: str, value: str, field: forms.Field | None) -> Part:
    if field is None or field.widget.is_hidden or not isinstance(field.widget, _TYPED):
        return Part(name, value)
    return Part(name, value, str(field.label or name), isinstance(field.widget, forms.Textarea))


def _fields_of(form: type | None) -> dict[str, forms.Field]:
    return getattr(form, "base_fields", {})


def mark_of(form: type | str, owner: int) -> str:
    """What a form carries: the same for the same form and person, and it opens nothing."""
    name = form if isinstance(form, str) else f"{form.__module__}.{form.__qualname__}"
    return _signer.sign_object([name, owner])


def waiting_of(request: HttpRequest) -> Waiting | None:
    """What a request of a form that is kept holds; None for any other, and for more than a form takes."""
    try:
        name, owner = _signer.unsign_object(request.POST.get(MARK, ""))
    except signing.BadSignature:
        return None
    form = form_named(name)
    if form is None:
        return None
    fields = tuple(_sent(request, form))
    if sum(len(value) for _name, value in fields) > form.most_characters:
        return None
    return Waiting(name, owner, request.get_full_path(), fields, bool(request.FILES))


def _sent(request: HttpRequest, form: type) -> Iterator[tuple[str, str]]:
    never = {name for name, field in _fields_of(form).items() if isinstance(field.widget, _NEVER)}
    never |= {MARK, WAITED, "csrfmiddlewaretoken"}
    for name, values in request.POST.lists():
        if name not in never:
            yield from ((name, value) for value in values)


def keep(waiting: Waiting) -> UUID | None:
    """Put aside what was sent, and return the token that its author finds it under.

    None when so much was put aside for her today as no day of writing needs: whoever sends it is not signed in.
    """
    try:
        spend(user=User(pk=waiting.owner), action="resubmit")
    except TooOften:
        return None
    token = uuid4()
    cache.set(_key(token), waiting, SECONDS_WAITING)
    return token


def kept_under(token: UUID, owner: int) -> Waiting | None:
    """What waits for a person, or None."""
    waiting: Waiting | None = cache.get(_key(token))
    return waiting if waiting and waiting.owner == owner else None


def forget(token: str, owner: int) -> None:
    """What waited has arrived. Safe to repeat, and with anything for a token."""
    try:
        known = UUID(token)
    except ValueError:
        return
    if kept_under(known, owner):
        cache.delete(_key(known))


def _key(token: UUID) -> str:
    return f"{_SALT}:{token}"
