"""Days that the graph states."""

from datetime import date

from store.graph_store import Row


def stated_day(row: Row, variable: str) -> date | None:
    """Return a day of a row; None if it is missing or no day, which a shape of the model reports."""
    try:
        return date.fromisoformat(row[variable].value) if variable in row else None
    except ValueError:
        return None
