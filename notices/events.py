"""What people are told of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from accounts.models import User
from notices.lines import one_line
from notices.models import SUBJECT_LENGTH, Notice


class EventKey(StrEnum):
    """What an event is about; with the number of that it makes the key under which the event is told once."""

    POST = "post"
    REPORT = "report"
    HIDDEN = "hidden"
    NAME_OPENED = "opened"
    SHARE = "share"
    REMARK = "remark"
    LETTER = "letter"
    TRAINER = "trainer"
    SELF_STUDY = "self_study"
    GATHERING = "gathering"

    def of(self, number: object) -> str:
        return f"{self}:{number}"


@dataclass(frozen=True, kw_only=True)
class Event:
    """What somebody did, as others are told of it.

    `path` is an address without a language in it, so that it opens in the reader's own; `place` says where that is.
    `scope` names what one can leave, and then hears of no more. When it is anonymous, the actor's name is not stored.
    Where a day has come by itself, there is no actor. `subjects` says otherwise to some, by their numbers, what it is
    about.
    """

    kind: str
    key: str
    actor: User | None
    path: str
    subject: str = ""
    place: str = ""
    scope: str = ""
    is_anonymous: bool = False
    subjects: Mapping[int, str] = field(default_factory=dict)

    def notice_for(self, recipient: User) -> Notice:
        """What the recipient is told of it. Not saved yet."""
        return Notice(
            recipient=recipient,
            actor=None if self.is_anonymous else self.actor,
            kind=self.kind,
            key=self.key,
            subject=one_line(self.subjects.get(recipient.pk, self.subject), SUBJECT_LENGTH),
            place=one_line(self.place, 150),
            path=self.path,
            scope=self.scope,
        )
