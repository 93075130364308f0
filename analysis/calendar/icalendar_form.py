"""The calendar as iCalendar (RFC 5545).

An all-day event for each deadline that is not met yet, and for a meeting that is planned; a to-do without a day for the
step of a draft that has no term. RFC 5545 knows no calendar without a component: where nothing is open, a journal entry
of the day says so.
"""

from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from typing import Final

import icalendar

from analysis.calendar.calendar import Calendar
from analysis.calendar.draft_state import DraftState
from analysis.calendar.due import DueItem, DueState
from analysis.calendar.wording import label
from analysis.lookup.codes import local
from analysis.wording.speaker import Speaker
from shapes.trilingual import Language

_PRODUCT: Final = "-//batgraph//calendar of reference books//EN"


def as_icalendar(calendar: Calendar, language: Language = "en") -> bytes:
    """Return what is open and overdue, and the next step of every draft. The same calendar gives the same bytes."""
    feed = icalendar.Calendar()
    feed.add("prodid", _PRODUCT)
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    for item in calendar.items:
        if item.state in (DueState.OPEN, DueState.OVERDUE):
            feed.add_component(_event(item, calendar, language))
    for state in calendar.drafts:
        if state.step != "done" and not state.items:
            feed.add_component(_next_step(state, calendar, language))
    if not feed.subcomponents:
        feed.add_component(_nothing_open(calendar, language))
    return bytes(feed.to_ical())


def _nothing_open(calendar: Calendar, language: Language) -> icalendar.Journal:
    entry = icalendar.Journal()
    digest = sha256(f"nothing open {calendar.on}".encode()).hexdigest()[:32]
    entry.add("uid", f"{digest}@w3id.org")
    entry.add("dtstamp", datetime.combine(calendar.on, time(), UTC))
    entry.add("dtstart", calendar.on)
    entry.add("summary", Speaker(language).text("calendar/nothing-open", on=calendar.on))
    return entry


def _next_step(state: DraftState, calendar: Calendar, language: Language) -> icalendar.Event | icalendar.Todo:
    """The step of a draft: on the day that is planned for it, else to be done."""
    step = icalendar.Todo() if state.due is None else icalendar.Event()
    digest = sha256(f"{state.book} {state.step} {state.since}".encode()).hexdigest()[:32]
    step.add("uid", f"{digest}@w3id.org")
    step.add("dtstamp", datetime.combine(calendar.on, time(), UTC))
    if state.due is not None:
        step.add("dtstart", state.due)
        step.add("dtend", state.due + timedelta(days=1))
        step.add("transp", "TRANSPARENT")
    cited = ", ".join(map(local, state.paragraphs))
    step.add("summary", f"{state.title}: {label(state.labels, language)} ({cited})")
    remarks = map(Speaker(language).say, state.remarks)
    step.add("description", "\n".join((*state.paragraphs, *remarks)))
    step.add("categories", [*map(local, state.paragraphs), state.holder])
    step.add("url", state.book)
    return step


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
