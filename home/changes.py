"""Reads of changes to an account, and the links that lead to them.

A link is signed, so that nothing of it is kept, and only the mail of its owner holds it.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.utils.translation import gettext as _

from accounts.models import AccountChange, User

SIGNER = signing.Signer(salt="home.changes", sep="~")
PROOF = "home.proof"
PROOF_HOLDS_FOR = timedelta(days=1)


def change_token(change: AccountChange) -> str:
    """What a link to a change holds: whoever has it reads the mail of its owner."""
    return SIGNER.sign(str(change.pk))


def change_of_token(token: str) -> AccountChange | None:
    """The change that a link leads to; None for a link that nobody was sent, and for one that is forgotten."""
    try:
        pk = SIGNER.unsign(token)
    except signing.BadSignature:
        return None
    return AccountChange.objects.filter(pk=pk).select_related("person", "asked_by").first()


@dataclass(frozen=True)
class WaitingChange:
    """A change that its owner has not answered yet: what was asked, in words, and the token of its link."""

    sentence: str
    token: str


def waiting_changes(person: User) -> list[WaitingChange]:
    """What was asked for somebody's account and waits for her word. One query."""
    waiting = person.changes.filter(settled_at=None).select_related("asked_by")
    return [WaitingChange(_sentence(change), change_token(change)) for change in waiting]


def _sentence(change: AccountChange) -> str:
    names = {"by": change.asked_by, "email": change.email}
    if change.kind == AccountChange.Kind.ADDRESS:
        return _("%(by)s, who manages the site, has asked that you sign in with %(email)s from now on.") % names
    return _("%(by)s, who manages the site, has asked that your authenticator app and passkeys be removed.") % names


def earlier_address(person: User) -> str:
    """The address that somebody had before her journal was closed; empty where none is known. One query."""
    unopposed = person.changes.filter(outcome=AccountChange.Outcome.UNOPPOSED)
    last = unopposed.filter(settled_at__gte=person.sealed_at).order_by("settled_at").first()
    return last.earlier_email if last else ""


def proof_token(person: User) -> str:
    """What a link to the address from before holds: whose journal it opens, and which closing of it."""
    return signing.dumps(_claim(person), salt=PROOF)


def is_proof_of(person: User, token: str) -> bool:
    """Whether a link was sent to this person, for this closing of her journal, and not too long ago."""
    try:
        return signing.loads(token, salt=PROOF, max_age=PROOF_HOLDS_FOR) == _claim(person)
    except signing.BadSignature:
        return False


def _claim(person: User) -> list[object]:
    return [person.pk, person.sealed_at.isoformat() if person.sealed_at else None]
