"""Verbs of messages: a trainer writes to people of her cohort, by mail."""

from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.limits import TooOften, spend
from accounts.models import User
from cohorts.models import Cohort, Message
from notices.lines import one_line
from notices.queries import bounced
from notices.services import write_mail


def send_message(
    *, cohort: Cohort, author: User, people: Iterable[User], subject: str, text: str, submission_id: UUID
) -> Message:
    """Mail a text to people, each alone; an answer goes to its author. Safe to repeat with the same submission.

    An address that takes no mail gets none, nor does an account that rests. Raises TooOften.
    """
    try:
        spend(user=author, action="mail")
        with transaction.atomic():
            message = Message.objects.create(
                cohort=cohort, author=author, subject=subject, text=text, submission_id=submission_id
            )
            to = list(people)
            message.recipients.set(to)
            context = {"subject": subject, "text": text, "by": author, "cohort": cohort}
            context["answered_by"] = one_line(author.name)
            refused = bounced(person.email for person in to)
            for person in to:
                if person.email in refused or not person.is_active:
                    continue
                write_mail(
                    to=person.email,
                    language=person.language,
                    template="message",
                    context=context,
                    headers={"Reply-To": one_line(author.email)},
                )
    except (IntegrityError, TooOften):
        sent = Message.objects.filter(author=author, submission_id=submission_id).first()
        if sent is None:
            raise
        return sent
    return message
