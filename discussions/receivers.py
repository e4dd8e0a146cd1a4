"""What the boards answer when rooms below ask."""

from typing import Any

from accounts.numbers import row_number
from discussions.queries import about_post
from notices.events import EventKey
from notices.lines import About
from notices.models import Notice


def about(*, notice: Notice, **signal: Any) -> About | None:
    """What a notice of a post tells of, now."""
    kind, _colon, number = notice.key.partition(":")
    pk = row_number(number) if kind == EventKey.POST else None
    return about_post(notice.recipient, pk, is_whole=notice.kind == Notice.Kind.ANNOUNCEMENT) if pk else None
