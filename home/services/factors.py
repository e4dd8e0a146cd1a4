"""Verbs of second factors: whoever needs one soon is told."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from accounts.services import plan_second_factors
from notices.services import write_mail


@transaction.atomic
def announce_second_factors(*, now: datetime) -> int:
    """Tell those who need a second factor from a day on, each once, and return how many those were."""
    new = plan_second_factors(today=localdate(now))
    for person in new:
        context = {"day": person.second_factor_from}
        write_mail(to=person.email, language=person.language, template="second_factor", context=context)
    return len(new)
