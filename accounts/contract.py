"""What accounts give to the whole (see `accounts.room`)."""

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.room import Contract, Holding, Job
from accounts.services import empty_account, forget_changes, forget_events, forget_sessions


def obstacles(person: User) -> Iterator[str]:
    """Somebody must be able to manage the site."""
    if (
        person.is_superuser
        and not User.objects.filter(is_superuser=True, is_active=True).exclude(pk=person.pk).exists()
    ):
        yield gettext("Nobody else manages the site. Make somebody else a site manager first.")


CONTRACT = Contract(
    holdings=(
        Holding(
            "mfa.Authenticator",
            _("Passkeys and second factors"),
            by=("user",),
            takes=("type", "created_at", "last_used_at"),
        ),
        Holding("account.EmailConfirmation", _("Confirmations of addresses"), by=("email_address__user",)),
        Holding("account.EmailAddress", _("E-mail addresses"), by=("user",), takes=("email", "verified", "primary")),
        Holding("accounts.User_groups", _("Groups in the CMS"), by=("user",), takes=("group__name",)),
        Holding("accounts.User_user_permissions", _("Rights of one’s own"), by=("user",)),
        Holding(
            "accounts.AccountEvent",
            _("Events of the account"),
            by=("person", "by"),
            stays=_("So that it can be shown what was done and when. Nothing of what was in the account."),
            takes=("kind", "happened_at"),
        ),
        Holding(
            "accounts.AccountChange",
            _("Changes of the account that somebody else asked for"),
            by=("person",),
            addresses=("email", "earlier_email"),
            takes=("kind", "email", "earlier_email", "asked_at", "settled_at", "outcome"),
        ),
        Holding(
            "accounts.AccountChange",
            _("Changes of others’ accounts that you asked for"),
            by=("asked_by",),
            stays=_("Until they are forgotten with the logs. The name goes."),
        ),
        Holding(
            "accounts.User",
            _("The account"),
            by=("pk",),
            stays=_("As an empty row that holds together what stays. Name, address and everything else goes."),
            takes=("email", "name", "language", "unit", "organisation__name", "date_joined", "seen_on", "last_login"),
        ),
    ),
    impersonal=("accounts.Organisation", "accounts.Retention", "accounts.SignInRules"),
    before_erasure=lambda person: empty_account(person=person),
    obstacles=obstacles,
    jobs=(
        Job("sessions", lambda now, retention: forget_sessions(now=now)),
        Job("changes of accounts", lambda now, retention: forget_changes(now=now, days=retention.log_days)),
        Job("events of accounts", lambda now, retention: forget_events(now=now, days=retention.log_days)),
    ),
)
