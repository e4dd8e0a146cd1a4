"""A gathering as calendar programs take it: in the calendar that they read (RFC 5545), and by mail (RFC 5546).

The same number and a rising sequence let them change the event that they have. Times are those of the whole world, so
that no program needs to know our clocks.
"""

from datetime import UTC, datetime
from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from accounts.models import User
from cohorts.models import Gathering
from notices.lines import one_line

PRODUCT = "-//Gnista//Gnista//SV"
REQUEST, CANCEL = "REQUEST", "CANCEL"


def appointment(gathering: Gathering, site: str) -> Event:
    """A gathering as an event, in the language of the moment. Names nobody. `site` is what paths stand under."""
    event = Event()
    event.add("uid", f"{gathering.uid}@gnista")
    stamp(event, gathering.changed_at, gathering.sequence)
    event.add("dtstart", gathering.starts_at.astimezone(UTC))
    event.add("dtend", gathering.ends_at.astimezone(UTC))
    event.add("summary", one_line(gathering.title))
    event.add("description", _("Cohort: %(name)s") % {"name": one_line(gathering.cohort.name)})
    if gathering.place:
        event.add("location", one_line(gathering.place))
    event.add("url", site + reverse("gathering", args=[gathering.pk]))
    event.add("status", "CANCELLED" if gathering.is_cancelled else "CONFIRMED")
    return event


def stamp(event: Event, changed_at: datetime, sequence: int) -> None:
    """Say of an event when it was changed last, and how many times that makes."""
    event.add("dtstamp", changed_at.astimezone(UTC))
    event.add("last-modified", changed_at.astimezone(UTC))
    event.add("sequence", sequence)


def as_mail(gathering: Gathering, to: User) -> str:
    """What goes with a mail: the appointment to put into a calendar, or its end. It asks for no answer to the mail.

    Its organiser is the site: changes by another trainer would be none to a calendar that was told of the first one.
    """
    event = appointment(gathering, settings.WAGTAILADMIN_BASE_URL)
    event.add("organizer", _person("Gnista", parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))
    attendee = _person(one_line(to.get_full_name()), to.email)
    attendee.params |= {"ROLE": vText("REQ-PARTICIPANT"), "PARTSTAT": vText("NEEDS-ACTION"), "RSVP": vText("FALSE")}
    event.add("attendee", attendee)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", CANCEL if gathering.is_cancelled else REQUEST)
    calendar.add_component(event)
    return calendar.to_ical().decode()


def _person(name: str, address: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{one_line(address)}")
    # No quotation mark can stand in a parameter.
    person.params["CN"] = vText(name.replace('"', "'"))
    return person
