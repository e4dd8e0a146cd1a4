"""What notices give to the whole (see `accounts.room`)."""

from django.utils.translation import gettext_lazy as _

from accounts.room import Contract, Holding, Job
from notices.services import forget_mail, forget_mail_of, forget_notices

CONTRACT = Contract(
    holdings=(
        Holding(
            "notices.Notice",
            _("Notices, own and to others about this person"),
            by=("recipient", "actor"),
            takes=("kind", "subject", "place", "created_at", "read_at"),
        ),
        Holding("notices.MailChoice", _("Choice of mail"), by=("user",), takes=("digest", "at_once", "gatherings")),
        Holding(
            "notices.Bounce",
            _("Notes of mail that did not arrive"),
            addresses=("address",),
            takes=("address", "reason", "noted_at"),
        ),
    ),
    before_erasure=lambda person: forget_mail_of(person=person),
    jobs=(
        Job("notices", lambda now, retention: forget_notices(now=now, days=retention.notice_days)),
        Job("mail", lambda now, retention: forget_mail(now=now, days=retention.mail_days)),
    ),
)
