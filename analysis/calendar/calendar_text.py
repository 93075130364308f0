"""The calendar in words, for reading in a terminal."""

from collections.abc import Iterator

from analysis.calendar.calendar import Calendar
from analysis.calendar.draft_state import DraftState
from analysis.calendar.due import DueItem
from analysis.calendar.wording import label
from analysis.lookup.codes import local

_STEP = "  "


def lines(calendar: Calendar, language: str = "en") -> Iterator[str]:
    """The states of drafts, then every deadline by day."""
    yield f"calendar of {calendar.on.isoformat()}"
    for state in calendar.drafts:
        yield ""
        yield from _draft(state, language)
    yield ""
    for item in calendar.items:
        yield _item(item, language)


def _draft(state: DraftState, language: str) -> Iterator[str]:
    cited = ", ".join(map(local, state.paragraphs))
    yield f"{state.title}: {label(state.labels, language)} ({cited})"
    until = f"due {state.due.isoformat()}{', overdue' if state.overdue else ''}" if state.due else "no term runs"
    yield f"{_STEP}{state.holder}; {until}; cycles of rework {state.cycles_used} of {state.cycles_allowed}"
    for remark in state.remarks:
        yield f"{_STEP}{remark}"


def _item(item: DueItem, language: str) -> str:
    late = f" by {item.late} {item.late_unit}{'s' if item.late != 1 else ''}" if item.late else ""
    met = f" on {item.met_on.isoformat()}" if item.met_on else ""
    remark = f"; {item.remark}" if item.remark else ""
    text = f"{item.title}: {label(item.labels, language)} ({local(item.paragraph)})"
    return f"{item.due.isoformat()} {text}, {item.holder}: {item.state}{met}{late}{remark}"
