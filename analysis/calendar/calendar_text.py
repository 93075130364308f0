"""The calendar in words, for reading in a terminal."""

from collections.abc import Iterator

from analysis.calendar.calendar import Calendar
from analysis.calendar.draft_state import DraftState
from analysis.calendar.due import DueItem
from analysis.calendar.wording import label
from analysis.lookup.codes import local
from analysis.wording.message import message
from analysis.wording.speaker import Speaker
from ontology.namespaces import code

_STEP = "  "


def lines(calendar: Calendar, speaker: Speaker) -> Iterator[str]:
    """The states of drafts, then every deadline by day."""
    yield speaker.text("calendar/heading", on=calendar.on)
    for state in calendar.drafts:
        yield ""
        yield from _draft(state, speaker)
    yield ""
    for item in calendar.items:
        yield _item(item, speaker)


def _draft(state: DraftState, speaker: Speaker) -> Iterator[str]:
    cited = ", ".join(map(local, state.paragraphs))
    yield f"{state.title}: {label(state.labels, speaker.language)} ({cited})"
    until = speaker.text("calendar/no-term")
    if state.due:
        until = speaker.text("calendar/due-overdue" if state.overdue else "calendar/due", day=state.due)
    cycles = speaker.text("calendar/cycles", used=state.cycles_used, allowed=state.cycles_allowed)
    yield f"{_STEP}{_holder(state.holder, speaker)}; {until}; {cycles}"
    for remark in state.remarks:
        yield f"{_STEP}{speaker.say(remark)}"


def _item(item: DueItem, speaker: Speaker) -> str:
    unit = "working-days" if item.late_unit == "working day" else "days"
    late = f" ({speaker.text('calendar/late', by=message(f'calendar/{unit}', number=item.late))})" if item.late else ""
    met = f" {item.met_on.isoformat()}" if item.met_on else ""
    remark = f"; {speaker.say(item.remark)}" if item.remark else ""
    text = f"{item.title}: {label(item.labels, speaker.language)} ({local(item.paragraph)})"
    state = speaker.text(f"calendar/{item.state}")
    return f"{item.due.isoformat()} {text}, {_holder(item.holder, speaker)}: {state}{met}{late}{remark}"


def _holder(holder: str, speaker: Speaker) -> str:
    return speaker.code(str(code("duty-holder", holder)))
