"""What cohorts give to the whole (see `accounts.room`)."""

from collections.abc import Iterator

from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.room import Contract, Holding, Job, Kind, Part
from cohorts.finding import find_pages, find_people
from cohorts.queries import cohorts_without_other_trainer
from cohorts.services import (
    close_boards,
    delete_due,
    forget_invitations,
    forget_member,
    forget_reasons,
    remind_of_gatherings,
)


def obstacles(person: User) -> Iterator[str]:
    """A cohort that goes on needs somebody to turn to."""
    for cohort in cohorts_without_other_trainer(person):
        yield gettext(
            "%(cohort)s has no other trainer. First ask somebody else to train it, or end the cohort. "
            "Whoever you ask has to accept."
        ) % {"cohort": cohort.name}


CONTRACT = Contract(
    holdings=(
        Holding(
            "cohorts.PlannedModule",
            _("Days of one’s own for modules"),
            by=("user",),
            takes=("cohort__name", "opens_on"),
        ),
        Holding(
            "cohorts.Absence",
            _("Gatherings that you said you cannot come to"),
            by=("user",),
            takes=("gathering__cohort__name", "gathering__title", "gathering__starts_at", "noted_at"),
        ),
        Holding("cohorts.CalendarFeed", _("New addresses of the calendar"), by=("user",), takes=("renewals",)),
        Holding(
            "cohorts.Message_recipients",
            _("Mail from trainers"),
            by=("user",),
            takes=("message__cohort__name", "message__subject", "message__text", "message__sent_at"),
        ),
        Holding(
            "cohorts.Message",
            _("Mail sent as a trainer"),
            by=("author",),
            takes=("cohort__name", "subject", "text", "sent_at"),
        ),
        Holding(
            "cohorts.Invitation",
            _("Invitations"),
            addresses=("email",),
            takes=(
                "cohort__name",
                "email",
                "name",
                "unit",
                "role",
                "sent_at",
                "accepted_at",
                "withdrawn_at",
                "declined_at",
            ),
        ),
        Holding(
            "cohorts.Invitation",
            _("Invitations sent to others"),
            by=("sent_by",),
            stays=_("They belong to those who were invited, and go with them. The name goes."),
            takes=("cohort__name", "sent_at"),
        ),
        Holding(
            "cohorts.Membership",
            _("Places in cohorts, with offers and asks"),
            by=("user",),
            stays=_(
                "Role and days stay without a name, so that what happened in the cohort can be understood. "
                "What you offer and ask for goes."
            ),
            takes=("cohort__name", "role", "joined_at", "left_at", "offers", "asks"),
        ),
    ),
    impersonal=("cohorts.Cohort", "cohorts.Gathering", "cohorts.ReplacedLink"),
    before_erasure=lambda person: forget_member(person=person),
    obstacles=obstacles,
    kinds=(
        Kind("pages", _("Course pages"), "book", find_pages),
        Kind("people", _("People"), "group", find_people),
    ),
    parts=(
        Part("cohorts.Membership", _("Places in the cohort, earlier ones too")),
        Part("cohorts.Invitation", _("Invitations")),
        Part("cohorts.Gathering", _("Gatherings")),
        Part("cohorts.Absence", _("Notes of who cannot come to them"), way="gathering__cohort"),
        Part("cohorts.PlannedModule", _("Days decided for modules")),
        Part("cohorts.Message", _("Mail from trainers, as it is kept here")),
    ),
    jobs=(
        Job("reasons of gatherings", lambda now, retention: forget_reasons(now=now)),
        Job("reminders of gatherings", lambda now, retention: remind_of_gatherings(now=now)),
        Job("invitations", lambda now, retention: forget_invitations(now=now, days=retention.invitation_days)),
        Job("deleted cohorts", lambda now, retention: delete_due(now=now)),
        Job("closed boards", lambda now, retention: close_boards(today=localdate(now))),
    ),
)
