"""A person's calendar as other programs read it (RFC 5545): the days of modules, and gatherings. Names nobody."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from cohorts.models import Gathering
from cohorts.schedules import PlannedLine, Schedule
from notices.lines import one_line


def as_calendar(schedules: Iterable[Schedule], site: str, now: datetime) -> bytes:
    """The schedules of a person as a file of events; `site` is the address that paths stand under."""
    calendar = Calendar()
    calendar.add("prodid", "-//Gnista//Gnista//SV")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Gnista")
    for schedule in schedules:
        for line in schedule.modules:
            calendar.add_component(_module(line, schedule, site, now))
        for gathering in schedule.gatherings:
            calendar.add_component(_gathering(gathering, schedule, now))
    return calendar.to_ical()


def _module(line: PlannedLine, schedule: Schedule, site: str, now: datetime) -> Event:
    event = _event(f"{line.key}.{schedule.cohort.pk}", line.title, schedule, now)
    event.add("dtstart", line.opens_on)
    event.add("dtend", line.opens_on + timedelta(days=1))
    event.add("url", site + line.url)
    # Advice, so nobody is shown as busy.
    event.add("transp", "TRANSPARENT")
    return event


def _gathering(gathering: Gathering, schedule: Schedule, now: datetime) -> Event:
    event = _event(str(gathering.uid), gathering.title, schedule, now)
    event.add("dtstart", gathering.starts_at)
    event.add("dtend", gathering.starts_at + timedelta(minutes=gathering.minutes))
    if gathering.place:
        event.add("location", one_line(gathering.place))
    return event


def _event(uid: str, title: str, schedule: Schedule, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{uid}@gnista")
    event.add("dtstamp", now)
    event.add("summary", one_line(title))
    event.add("description", _("Cohort: %(name)s") % {"name": one_line(schedule.cohort.name)})
    return event
