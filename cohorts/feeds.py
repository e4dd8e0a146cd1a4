"""The address that a person's calendar reads. Its token is the key, since calendar programs do not sign in.

It is signed and kept nowhere: it tells whose it is, and how many she has had before it. Only the latest one works.
"""

from django.core import signing
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce

from accounts.models import User
from cohorts.models import CalendarFeed, Membership

SIGNER = signing.Signer(salt="cohorts.feeds", sep="~")


def feed_token(user: User) -> str:
    """The token of a person's calendar as it is now. One query."""
    feed = CalendarFeed.objects.filter(user=user).first()
    return SIGNER.sign(f"{user.pk}.{feed.renewals if feed else 0}")


def owner_of(token: str) -> User | None:
    """Whose calendar a token opens; None for one that was renewed, or that nobody was given, and for somebody who is in
    no cohort any more. One query.
    """
    try:
        pk, _dot, renewals = SIGNER.unsign(token).partition(".")
    except signing.BadSignature:
        return None
    people = User.objects.filter(pk=int(pk), is_active=True)
    people = people.filter(Exists(Membership.objects.current().filter(user=OuterRef("pk"))))
    return people.annotate(renewals=Coalesce("calendar_feed__renewals", 0)).filter(renewals=int(renewals)).first()
