"""What RFC 5545 asks of a calendar, and RFC 5546 of one that goes by mail, asked of bytes as a program gets them."""

from datetime import datetime

from icalendar import Calendar

NEEDED = ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE", "LAST-MODIFIED")
# RFC 5546, 3.2.2 and 3.2.5; and what the status of an event is then.
BY_MAIL = {"REQUEST": "CONFIRMED", "CANCEL": "CANCELLED"}


def problems_of(content: bytes) -> list[str]:
    """What a strict reader would object to; nothing where all is as it should be."""
    problems = _of_lines(content)
    calendar = Calendar.from_ical(content)
    problems += [f"no {name}" for name in ("PRODID", "VERSION") if name not in calendar]
    if str(calendar.get("VERSION")) != "2.0":
        problems.append("another version")
    if not calendar.subcomponents:
        problems.append("a calendar without a component")
    events = calendar.walk("VEVENT")
    uids = [str(event["UID"]) for event in events]
    if len(set(uids)) < len(uids):
        problems.append("two events with one number")
    for event in events:
        problems += _of_event(event)
    method = str(calendar.get("METHOD", ""))
    return problems + (_of_mail(method, events) if method else [])


def _of_lines(content: bytes) -> list[str]:
    lines = content.split(b"\r\n")
    problems = ["a line of more than 75 octets" for line in lines if len(line) > 75]
    if lines[-1] or any(b"\n" in line or b"\r" in line for line in lines):
        problems.append("lines end otherwise than with CRLF")
    return problems


def _of_event(event) -> list[str]:
    problems = [f"an event without {name}" for name in NEEDED if name not in event]
    problems += [f"an event with two of {name}" for name in NEEDED if isinstance(event.get(name), list)]
    if event.errors:
        problems.append(f"an event that cannot be read: {event.errors}")
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        if not event[name].to_ical().endswith(b"Z"):
            problems.append(f"{name} that is not in UTC")
    begins, ends = event.decoded("DTSTART"), event.decoded("DTEND")
    if type(begins) is not type(ends) or begins >= ends:
        problems.append("an event that ends before it begins")
    if isinstance(begins, datetime) and (begins.tzinfo is None or "TZID" in event["DTSTART"].params):
        problems.append("a moment that depends on where it is read")
    return problems


def _of_mail(method: str, events: list) -> list[str]:
    problems = [] if method in BY_MAIL else [f"a method that is none: {method}"]
    if len(events) != 1:
        problems.append("not one event")
    for event in events:
        problems += [f"no {name}" for name in ("ORGANIZER", "ATTENDEE") if name not in event]
        if str(event.get("STATUS")) != BY_MAIL.get(method):
            problems.append("a status that is not that of the method")
    return problems
