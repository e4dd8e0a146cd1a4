"""A person's calendar as other programs read it (RFC 5545): the days of modules, and gatherings. Names nobody."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone

from cohorts.appointments import PRODUCT, appointment, stamp
from cohorts.schedules import PlannedLine, Schedule
from notices.lines import one_line

# How often a program may look for what is new.
EVERY = timedelta(hours=1)


def as_calendar(schedules: Iterable[Schedule], site: str) -> bytes:
    """The schedules of a person as a file of events; `site` is the address that paths stand under.

    It holds our time zone, also because a calendar without any part is none.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Gnista")
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    calendar.add_component(_time_zone())
    for schedule in schedules:
        for line in schedule.modules:
            calendar.add_component(_module(line, schedule, site))
        for gathering in schedule.gatherings:
            calendar.add_component(appointment(gathering, site))
    return calendar.to_ical()


def _module(line: PlannedLine, schedule: Schedule, site: str) -> Event:
    event = Event()
    event.add("uid", f"{line.key}.{schedule.cohort.pk}@gnista")
    stamp(event, schedule.cohort.planned_at, schedule.cohort.plan_sequence)
    event.add("dtstart", line.opens_on)
    event.add("dtend", line.opens_on + timedelta(days=1))
    event.add("summary", one_line(line.title))
    event.add("description", _("Cohort: %(name)s") % {"name": one_line(schedule.cohort.name)})
    event.add("url", site + line.url)
    # Advice, so nobody is shown as busy.
    event.add("transp", "TRANSPARENT")
    return event


@cache
def _time_zone() -> Timezone:
    return Timezone.from_tzid(settings.TIME_ZONE, first_date=date(2020, 1, 1), last_date=date(2050, 1, 1))
