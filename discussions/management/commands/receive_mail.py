import logging
import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError

from discussions.incoming import MOST_BYTES, read_head
from discussions.services import answer_by_mail

# What a mail server takes as: keep it, and try again later (sysexits.h).
TRY_AGAIN = 75

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Give it the mail for the domain of answers, one message at a time: `manage.py receive_mail < message`.

    It ends well whatever the message was, since a mail server would send all else back to whoever is named as its
    sender. Only while the database is away is the server asked to keep it.
    """

    help = "Reads a mail from standard input and posts it, if it answers a mail about a post."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            # One more tells that it is too big; the rest is not read into memory.
            mail = read_head(sys.stdin.buffer.read(MOST_BYTES + 1))
            while sys.stdin.buffer.read(MOST_BYTES):
                pass
            self.stderr.write(f"Mail {mail.key[:12]} {answer_by_mail(mail=mail).done}")
        except (OperationalError, InterfaceError):
            logger.exception("A mail could not be received while the database was away.")
            sys.exit(TRY_AGAIN)
        except Exception:
            logger.exception("A mail could not be received.")
            self.stderr.write("Mail not posted: an error, which the log tells of")
