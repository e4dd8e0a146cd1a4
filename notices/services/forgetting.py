"""Verbs of forgetting: old notices, and what is left of mail that went."""

import json
from datetime import datetime, timedelta

from django.db.models import Q
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from accounts.queries import addresses_of
from notices.models import Notice
from notices.services.reading import count_anew


def forget_notices(*, now: datetime, days: int) -> int:
    """Delete notices of so many days ago, read or not, and return how many those were."""
    old = Notice.objects.filter(created_at__lte=now - timedelta(days=days))
    people = list(old.values_list("recipient_id", flat=True).distinct())
    number, _rows = old.delete()
    count_anew(user_ids=people)
    return number


def forget_mail(*, now: datetime, days: int) -> int:
    """Delete what is left of mail that went, or failed for good, so many days ago; return how many that was.

    A task of mail holds the address and all of its text.
    """
    return DBTaskResult.objects.finished().filter(finished_at__lte=now - timedelta(days=days)).delete()[0]


def forget_mail_of(*, person: User) -> None:
    """Delete what is left of mail: all that has gone, since any of it may quote a person, and what waits for her."""
    DBTaskResult.objects.finished().delete()
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    for address in addresses_of([person.pk]):
        # SQLite keeps arguments as they were written, with a backslash before letters beyond ASCII.
        written = json.dumps(address)[1:-1]
        waiting.filter(Q(args_kwargs__icontains=address) | Q(args_kwargs__icontains=written)).delete()
