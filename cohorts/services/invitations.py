"""Verbs of invitations: who is asked in, by a link that goes to an address."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.limits import TooOften, spend
from accounts.models import User
from accounts.queries import addresses_of
from cohorts.addresses import Guest, can_be_written_to
from cohorts.models import Cohort, Invitation, Membership
from cohorts.queries import question_to_train
from cohorts.services.memberships import NotOpen
from courses.queries import offered_course
from notices.lines import plain_name
from notices.services import write_mail

# More than two full courses a day nobody starts.
MOST_A_DAY = 600
BETWEEN_REMINDERS = timedelta(days=1)
# What a course is to those who are offered it, by language and role: asked once for a list of people.
type Offers = dict[tuple[str, str], dict[str, Any]]


@dataclass
class Sent:
    """What became of a list of guests: who was written to, who waits since before, who has said no, who is in, and
    whom no mail reaches.
    """

    invited: list[Guest] = field(default_factory=list)
    waiting: list[Guest] = field(default_factory=list)
    declined: list[Guest] = field(default_factory=list)
    already_in: list[Guest] = field(default_factory=list)
    unreachable: list[Guest] = field(default_factory=list)


class TooManyInvited(TooOften):
    """Somebody has sent as many invitations as one can in a day."""

    words = _("You can send 600 invitations in a day. Send the rest tomorrow; nothing you wrote is lost.")


@transaction.atomic
def invite(*, cohort: Cohort, by: User, guests: Sequence[Guest]) -> Sent:
    """Invite people by mail, each once, and return what became of whom. Safe to send again.

    Who is in the cohort, was invited before or has said no thank you gets no second mail; an invitation that was
    withdrawn or has run out is made anew. Raises NotOpen where nobody comes in, TooOften, and TooManyInvited.
    """
    # One list after the other, so that two presses at once write no one twice.
    if not Cohort.objects.locked().get(pk=cohort.pk).takes_people:
        raise NotOpen
    known, sent = known_addresses(cohort=cohort), Sent()
    earlier = {invitation.email.lower(): invitation for invitation in cohort.invitations.all()}
    for guest in guests:
        email = guest.email.lower()
        if known.get(email) == "in":
            sent.already_in.append(guest)
        elif known.get(email) == "waiting":
            sent.waiting.append(guest)
        elif known.get(email) == "declined":
            sent.declined.append(guest)
        elif not can_be_written_to(email):
            sent.unreachable.append(guest)
        else:
            known[email] = "waiting"
            sent.invited.append(guest)
    if sent.invited:
        spend(user=by, action="mail")
        _refuse_too_many(by, len(sent.invited))
    offers: Offers = {}
    for guest in sent.invited:
        invitation = earlier.get(guest.email.lower()) or Invitation(cohort=cohort, email=guest.email)
        _send(invitation, guest, by, guest.language or by.language, offers)
    return sent


def known_addresses(*, cohort: Cohort) -> dict[str, str]:
    """Each address that a cohort knows, in small letters: `in` for members, `waiting` for the invited, and `declined`
    for who has said no thank you. Four queries.
    """
    unanswered = (Invitation.State.WAITING, Invitation.State.DECLINED)
    asked = {one.email.lower(): one.state for one in cohort.invitations.all() if one.state in unanswered}
    members = addresses_of(cohort.memberships.current().values_list("user_id", flat=True))
    return asked | dict.fromkeys(members, "in")


def renew_invitation(*, invitation: Invitation, by: User) -> Invitation:
    """Make the link of an invitation anew, for 30 days from now, and send it; the earlier link stops working.

    Raises NotOpen where nobody comes in, TooOften, and TooManyInvited.
    """
    if not invitation.cohort.takes_people:
        raise NotOpen
    spend(user=by, action="mail")
    _refuse_too_many(by, 1)
    with transaction.atomic():
        _write_anew(invitation, by, {})
    return invitation


def withdraw_invitation(*, invitation: Invitation) -> Invitation:
    """Take an invitation back: its link says so. Safe to repeat; what was accepted stays."""
    if invitation.state == Invitation.State.WAITING:
        invitation.withdrawn_at = timezone.now()
        invitation.save(update_fields=["withdrawn_at"])
    return invitation


@transaction.atomic
def remind_invited(*, cohort: Cohort, by: User, now: datetime) -> list[Invitation]:
    """Write once more to all who have not answered, with new links, and return those invitations.

    Who was written to less than a day ago is left in peace, so it is safe to repeat. Raises NotOpen where nobody comes
    in, TooOften, and TooManyInvited.
    """
    if not Cohort.objects.locked().get(pk=cohort.pk).takes_people:
        raise NotOpen
    waiting = list(cohort.invitations.unanswered().filter(sent_at__lt=now - BETWEEN_REMINDERS))
    if waiting:
        spend(user=by, action="mail")
        _refuse_too_many(by, len(waiting))
    offers: Offers = {}
    for invitation in waiting:
        invitation.cohort = cohort
        _write_anew(invitation, by, offers, is_reminder=True)
    return waiting


@transaction.atomic
def ask_to_train(*, membership: Membership, by: User) -> Invitation | None:
    """Ask somebody who learns in a cohort, by mail, to train it; None where she does so already or has left.

    She stays what she is until she says yes (`accept_invitation`), and while the question waits she is not asked again.
    Raises NotOpen where nobody comes in, TooOften, and TooManyInvited.
    """
    cohort = Cohort.objects.locked().get(pk=membership.cohort_id)
    if not cohort.takes_people:
        raise NotOpen
    member = cohort.memberships.learners().filter(pk=membership.pk).select_related("user").first()
    if member is None:
        return None
    if waiting := question_to_train(member):
        return waiting
    spend(user=by, action="mail")
    _refuse_too_many(by, 1)
    person, role = member.user, Membership.Role.TRAINER
    earlier = cohort.invitations.filter(email__iexact=person.email).first()
    invitation = earlier or Invitation(cohort=cohort, email=person.email)
    _send(invitation, Guest(person.email, person.name, role, person.unit), by, person.language, {})
    return invitation


def _refuse_too_many(by: User, number: int) -> None:
    today = Invitation.objects.filter(sent_by=by, sent_at__gt=timezone.now() - timedelta(days=1)).count()
    if today + number > MOST_A_DAY:
        raise TooManyInvited


def _send(invitation: Invitation, guest: Guest, by: User, language: str, offers: Offers) -> None:
    invitation.name, invitation.unit, invitation.role = guest.name, guest.unit, guest.role
    invitation.language = language
    _write_anew(invitation, by, offers)


def _write_anew(invitation: Invitation, by: User, offers: Offers, is_reminder: bool = False) -> None:
    if invitation.pk:
        # Whoever opens the earlier mail is told that there is a newer one.
        invitation.replaced_links.create(digest=invitation.digest)
    token, invitation.sent_at, invitation.sent_by = invitation.make_link(), timezone.now(), by
    invitation.withdrawn_at = invitation.accepted_at = invitation.declined_at = None
    invitation.save()
    with override(invitation.language):
        path = reverse("invitation", args=[token])
    names = {"guest": invitation.name, "trainer": by.name, "cohort": invitation.cohort.name}
    context: dict[str, object] = {name: plain_name(given) for name, given in names.items()}
    context |= {"runs_out_on": invitation.runs_out_on, "path": path, "asks_to_train": invitation.asks_to_train}
    context |= {"starts_on": invitation.cohort.starts_on, "is_reminder": is_reminder}
    for_whom = (invitation.language, invitation.role)
    if for_whom not in offers:
        offers[for_whom] = offered_course(invitation.cohort.course_key, *for_whom)
    context |= offers[for_whom]
    write_mail(to=invitation.email, language=invitation.language, template="invitation", context=context)
