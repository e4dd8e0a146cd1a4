"""Verbs of proof: a closed journal opens with a link to the address from before, or is given up for a new one."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from accounts.limits import spend
from accounts.models import User
from accounts.services import give_up_seal
from home.changes import earlier_address, proof_token
from home.contracts import contracts
from notices.services import write_mail


class NoEarlierAddress(Exception):
    """No address is known from before the journal was closed."""


def send_proof(*, person: User) -> None:
    """Send a link to the address from before; opened by the same person it opens her journal.

    Raises NoEarlierAddress and TooOften.
    """
    address = earlier_address(person)
    if not address:
        raise NoEarlierAddress
    spend(user=person, action="proof")
    with override(person.language):
        path = reverse("proof_by_mail", args=[proof_token(person)])
    write_mail(to=address, language=person.language, template="proof", context={"path": path})


@transaction.atomic
def begin_anew(*, person: User) -> None:
    """Give up what is closed, in all rooms, and open the journal empty. There is no way back. Does nothing to a journal
    that is open.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.sealed_at is None:
        return
    for contract in contracts().values():
        contract.give_up(person)
    give_up_seal(person=person)
