"""Verbs' own limit on how much room files take: for a person, and on a board."""

from collections.abc import Sequence

from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cohorts.models import Cohort
from discussions.files import Checked
from discussions.queries.room import Room, room_of, room_on

_HERS = _(
    "There is no room for this file: your files take %(used)s of %(most)s. Choose a smaller one, or make room: find a "
    "post of yours with files, choose “Change or take back”, and remove some or take it back."
)
_THEIRS = _(
    "There is no room for this file: the files on this board take %(used)s of %(most)s. Choose a smaller one, or "
    "remove files from posts of yours. A trainer can have the room made larger."
)


class Full(Exception):
    """Files do not fit into the room that a person or a board has. `words` say what she can do about it."""

    def __init__(self, words: str | Promise, room: Room) -> None:
        super().__init__(words)
        self.words = str(words) % {"used": filesizeformat(room.used), "most": filesizeformat(room.most)}


def take_room(*, author: User, cohort_id: int, files: Sequence[Checked]) -> None:
    """Nothing, when there is room for these; else raises Full. The cohort is held, so that files that come in the same
    moment are counted one after the other.
    """
    if not files:
        return
    list(Cohort.objects.locked().filter(pk=cohort_id))
    size = sum(len(file.content) for file in files)
    for words, room in ((_HERS, room_of(author.pk)), (_THEIRS, room_on(cohort_id))):
        if not room.has_for(size):
            raise Full(words, room)
