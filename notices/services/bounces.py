"""Verbs about addresses that take no mail."""

from notices.lines import one_line
from notices.models import Bounce

REASON_LENGTH = 200


def note_bounce(*, address: str, reason: str) -> Bounce:
    """Note that an address takes no mail. Safe to repeat: the newest reason stands."""
    bounce, _created = Bounce.objects.update_or_create(
        address=address.lower(), defaults={"reason": one_line(reason, REASON_LENGTH)}
    )
    return bounce


def forget_bounce(*, address: str) -> None:
    """Try an address again. Safe to repeat."""
    Bounce.objects.filter(address=address.lower()).delete()
