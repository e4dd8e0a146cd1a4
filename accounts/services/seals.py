"""Verbs of proof: what somebody wrote for herself alone was closed when her account was changed without a word of hers;
it opens again when she proves who she is.
"""

import secrets
from hashlib import sha256

from django.db import transaction

from accounts.limits import spend
from accounts.models import AccountEvent, User
from accounts.seals import Sealed
from accounts.services.events import log_event

# Without those that are read as others. Twenty-four of thirty-one make 118 bits.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, LENGTH = 6, 4


class WrongPhrase(Exception):
    """This is not the recovery phrase of the account."""


def make_recovery_phrase(*, person: User) -> str:
    """Give somebody a recovery phrase, and return it: it is kept nowhere. One that she had before no longer opens
    anything. Raises Sealed, since whoever has yet to prove who she is must not make her own proof.
    """
    letters = "".join(secrets.choice(SIGNS) for _number in range(GROUPS * LENGTH))
    phrase = "-".join(letters[start : start + LENGTH] for start in range(0, len(letters), LENGTH))
    if not User.objects.filter(pk=person.pk, sealed_at=None).update(recovery_digest=_digest(phrase)):
        raise Sealed
    return phrase


def unseal_with_phrase(*, person: User, phrase: str) -> None:
    """Open what was closed, with the recovery phrase. Safe to repeat. Raises WrongPhrase and TooOften."""
    spend(user=person, action="proof")
    if not person.recovery_digest or not secrets.compare_digest(_digest(phrase), person.recovery_digest):
        raise WrongPhrase
    unseal(person=person)


@transaction.atomic
def unseal(*, person: User) -> None:
    """Open what was closed, since its owner has proved who she is. Safe to repeat."""
    if User.objects.filter(pk=person.pk).exclude(sealed_at=None).update(sealed_at=None):
        log_event(person=person, by=person, kind=AccountEvent.Kind.UNSEALED)
    person.sealed_at = None


@transaction.atomic
def give_up_seal(*, person: User) -> None:
    """End the seal of somebody who cannot prove who she is; what lay under it must be gone. Safe to repeat."""
    if User.objects.filter(pk=person.pk).exclude(sealed_at=None).update(sealed_at=None):
        log_event(person=person, by=person, kind=AccountEvent.Kind.SEAL_GIVEN_UP)
    person.sealed_at = None


def _digest(phrase: str) -> str:
    """What is kept of a phrase. It has 118 bits of its own, so that nobody finds it by trying."""
    letters = "".join(sign for sign in phrase.lower() if sign.isalnum())
    return sha256(letters.encode()).hexdigest()
