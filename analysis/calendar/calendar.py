"""The calendar of a day: states of drafts, and every deadline of forming bodies, revising books and yearly results."""

from dataclasses import dataclass
from datetime import date

from analysis.calendar.deadlines import read_deadlines
from analysis.calendar.draft_state import DraftState, state_of
from analysis.calendar.due import DueItem, DueState
from analysis.calendar.errors import NoBooks
from analysis.calendar.formation import formation_items
from analysis.calendar.history import read_books
from analysis.calendar.procedure_rules import load_procedure_rules
from analysis.calendar.revisions import revision_items
from analysis.calendar.yearly import yearly_items
from store.graph_store import GraphStore


@dataclass(frozen=True)
class Calendar:
    """What is due, by day, and where each draft stands."""

    on: date
    drafts: tuple[DraftState, ...]
    items: tuple[DueItem, ...]

    @property
    def overdue(self) -> tuple[DueItem, ...]:
        """What should have been done by now."""
        return tuple(item for item in self.items if item.state is DueState.OVERDUE)


def calendar(store: GraphStore, on: date) -> Calendar:
    """Return the calendar of a day. Raises DeadlinesMissing or NoBooks."""
    deadlines, rules = read_deadlines(store), load_procedure_rules()
    books = read_books(store)
    formation = tuple(formation_items(store, deadlines, on))
    yearly = tuple(yearly_items(store, deadlines, on))
    if not books and not formation and not yearly:
        raise NoBooks
    drafts = tuple(state for book in books if (state := state_of(book, deadlines, rules, on)))
    items = (
        *formation,
        *(item for state in drafts for item in state.items),
        *(item for book in books for item in revision_items(book, deadlines, on)),
        *yearly,
    )
    return Calendar(on, drafts, tuple(sorted(items, key=lambda item: (item.due, item.subject, item.deadline))))
