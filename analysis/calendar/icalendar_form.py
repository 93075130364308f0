"""The calendar as iCalendar (RFC 5545): an all-day event for each deadline that is not met yet."""

from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from typing import Final

import icalendar

from analysis.calendar.calendar import Calendar
from analysis.calendar.due import DueItem, DueState
from analysis.calendar.wording import label
from analysis.lookup.codes import local
from analysis.wording.speaker import Speaker
from shapes.trilingual import Language

_PRODUCT: Final = "-//batgraph//calendar of reference books//EN"


def as_icalendar(calendar: Calendar, language: Language = "en") -> bytes:
    """Return the open and overdue deadlines. The same calendar gives the same bytes."""
    feed = icalendar.Calendar()
    feed.add("prodid", _PRODUCT)
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    for item in calendar.items:
        if item.state in (DueState.OPEN, DueState.OVERDUE):
            feed.add_component(_event(item, calendar, language))
    return bytes(feed.to_ical())


def _event(item: DueItem, calendar: Calendar, language: Language) -> icalendar.Event:
    event = icalendar.Event()
    digest = sha256(f"{item.subject} {item.deadline}".encode()).hexdigest()[:32]
    event.add("uid", f"{digest}@w3id.org")
    event.add("dtstamp", datetime.combine(calendar.on, time(), UTC))
    event.add("dtstart", item.due)
    event.add("dtend", item.due + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", f"{item.title}: {label(item.labels, language)} ({local(item.paragraph)})")
    details = [
        f"{item.paragraph}",
        f"{item.counted_from.isoformat()} → {item.due.isoformat()}",
        _remark(item, language),
    ]
    event.add("description", "\n".join(detail for detail in details if detail))
    event.add("categories", [local(item.paragraph), item.holder, item.state])
    event.add("url", item.subject)
    return event


def _remark(item: DueItem, language: Language) -> str:
    return Speaker(language).say(item.remark) if item.remark else ""
