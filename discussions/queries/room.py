"""Reads of how much room the files of posts take, and how much there is."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import IntegerField, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from discussions.models import Attachment

# As people are shown sizes.
MEGABYTE = 2**20


@dataclass(frozen=True)
class Room:
    """Bytes that are used, of so many."""

    used: int
    most: int

    @property
    def is_half_used(self) -> bool:
        return self.used * 2 > self.most

    def has_for(self, size: int) -> bool:
        """Whether there is room for so much more."""
        return self.used + size <= self.most

    @classmethod
    def of_person(cls, used: int) -> "Room":
        return cls(used, settings.FILES_PER_PERSON * MEGABYTE)

    @classmethod
    def of_board(cls, used: int) -> "Room":
        return cls(used, settings.FILES_PER_COHORT * MEGABYTE)


def used_by(user_id: int) -> Coalesce:
    """How many bytes the files of a person's posts take, to ask for together with something else."""
    hers = Attachment.objects.filter(post__author=user_id).order_by().values("post__author")
    return Coalesce(Subquery(hers.annotate(total=Sum("size")).values("total")), Value(0), output_field=IntegerField())


def room_of(user_id: int) -> Room:
    """The room of a person, on all boards together. One query."""
    return Room.of_person(_used(Q(post__author=user_id)))


def room_on(cohort_id: int) -> Room:
    """The room on the board of a cohort. One query."""
    return Room.of_board(_used(Q(post__thread__cohort=cohort_id)))


def _used(what: Q) -> int:
    return Attachment.objects.filter(what).order_by().aggregate(total=Sum("size"))["total"] or 0
