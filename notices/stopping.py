"""One press in a mail stops more of its kind, without a sign-in (RFC 8058).

A link is signed and holds for as long as the account does: a mail may be read years later.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from accounts.models import User

DIGEST, AT_ONCE, GATHERINGS = "digest", "at_once", "gatherings"
KINDS = (DIGEST, AT_ONCE, GATHERINGS)
SIGNER = signing.Signer(salt="notices.stopping", sep="~")


def stopping_token(user: User, kind: str) -> str:
    return SIGNER.sign(f"{kind}.{user.pk}")


def read_token(token: str) -> tuple[User, str] | None:
    """Whose mail of which kind a link stops; None for a link that nobody was sent."""
    try:
        kind, _dot, pk = SIGNER.unsign(token).partition(".")
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=pk).first() if kind in KINDS else None
    return (user, kind) if user else None


def stopping_url(user: User, kind: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse("stop_mail", args=[stopping_token(user, kind)])


def stopping_context(user: User, kind: str) -> dict[str, str]:
    """What a mail says about how to get fewer of its kind."""
    with override(user.language):
        choice_url = settings.WAGTAILADMIN_BASE_URL + reverse("mail_choice")
    return {"kind": kind, "stop_url": stopping_url(user, kind), "choice_url": choice_url}


def stopping_headers(user: User, kind: str) -> dict[str, str]:
    """How a mail program offers its own button for that; and that no holiday message need answer."""
    return {
        "List-Unsubscribe": f"<{stopping_url(user, kind)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
