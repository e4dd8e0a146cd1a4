"""A cohort that meets, as its trainer arranges it, and what its people get of that."""

from datetime import datetime, timedelta
from email import message_from_bytes, policy
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.core import mail
from django.db import connection
from django.utils.translation import override
from icalendar import Calendar

from accounts.models import User
from cohorts.models import Cohort, Gathering
from cohorts.services import arrange_gathering, change_gathering
from notices.models import Notice
from tests.calendars import problems_of

HERE = ZoneInfo("Europe/Stockholm")
NOON = datetime(2027, 3, 1, 12, 0, tzinfo=HERE)
EVERYBODY = ["alva@example.org", "bo@example.org", "tove@example.org"]


def meet(cohort: Cohort, **facts) -> Gathering:
    """Arrange a gathering of 90 minutes, by Tove if nothing else is said."""
    starts_at = facts.get("starts_at", NOON)
    given = {"title": "Träff", "starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=90), "place": "Rum 3"}
    by = facts.pop("by", None) or User.objects.get(email="tove@example.org")
    return arrange_gathering(cohort=cohort, by=by, **{"uid": uuid4(), **given, **facts})


def facts_of(gathering, **changed):
    kept = {name: getattr(gathering, name) for name in ("title", "starts_at", "ends_at", "place")}
    return {**kept, **changed}


def moved(gathering, by, days=1, **more):
    later = timedelta(days=days)
    facts = facts_of(gathering, starts_at=gathering.starts_at + later, ends_at=gathering.ends_at + later)
    return change_gathering(gathering=gathering, by=by, **facts | more)


def sent_mails():
    """The mails that have gone since one looked last."""
    waiting, connection.run_on_commit = connection.run_on_commit, []
    for _savepoints, callback, _robust in waiting:
        callback()
    sent = list(mail.outbox)
    mail.outbox.clear()
    return sent


def outbox():
    """The same by address, where each has had one."""
    sent = sent_mails()
    assert len({one.to[0] for one in sent}) == len(sent)
    return {one.to[0]: one for one in sent}


def calendar_of(sent):
    """The appointment that goes with a mail, as a mail program takes it out of what is on the wire."""
    written = message_from_bytes(sent.message().as_bytes(), policy=policy.default)
    [part] = [one for one in written.walk() if one.get_content_type() == "text/calendar"]
    content = part.get_payload(decode=True)
    assert problems_of(content) == []
    calendar = Calendar.from_ical(content)
    assert part.get_param("method") == str(calendar["method"])
    assert (part.get_content_disposition(), part.get_filename()) == ("attachment", "gnista.ics")
    return calendar


def event_of(sent):
    [event] = calendar_of(sent).walk("VEVENT")
    return event


def plain(words):
    """As a line of a mail holds them."""
    return words.replace("\u00a0", " ")


def told(person):
    """What a person has not read of gatherings, in her language."""
    kinds = [kind for kind in Notice.Kind if kind.startswith("gathering")]
    with override(person.language):
        unread = Notice.objects.visible_to(person).unread().filter(kind__in=kinds)
        return [(notice.headline, notice.subject) for notice in unread]
