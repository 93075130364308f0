"""A thing that is due on a day, and whether it was done."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from analysis.calendar.deadlines import Deadline
from analysis.wording.message import Message
from shapes.working_days import count_working_days


class DueState(StrEnum):
    """How a deadline stands."""

    OPEN = "open"
    OVERDUE = "overdue"
    MET = "met"
    MET_LATE = "met-late"


@dataclass(frozen=True)
class DueItem:
    """A deadline of one thing. `late` is how far it was or is overdue, in `late_unit`; 0 if it is not.

    `counted_from` is the day it is counted from. `subject` is the book, draft, review, notice or application.
    """

    subject: str
    title: str
    deadline: str
    labels: tuple[tuple[str, str], ...]
    holder: str
    paragraph: str
    counted_from: date
    due: date
    state: DueState
    met_on: date | None
    late: int
    late_unit: Literal["working day", "day"]
    remark: Message | None = None


def due_item(
    subject: str,
    title: str,
    deadline: Deadline,
    counted_from: date,
    on: date,
    met_on: date | None = None,
    remark: Message | None = None,
) -> DueItem:
    """Return how a deadline stands on a day; what is met only after that day is not met yet."""
    due = deadline.due(counted_from)
    met = met_on if met_on is not None and met_on <= on else None
    judged = met or on
    working = deadline.unit == "working-day"
    late = (count_working_days(due, judged) if working else (judged - due).days) if judged > due else 0
    if met:
        state = DueState.MET_LATE if judged > due else DueState.MET
    else:
        state = DueState.OVERDUE if judged > due else DueState.OPEN
    return DueItem(
        subject=subject,
        title=title,
        deadline=deadline.identifier,
        labels=tuple(sorted(deadline.labels.items())),
        holder=deadline.holder,
        paragraph=deadline.paragraph,
        counted_from=counted_from,
        due=due,
        state=state,
        met_on=met,
        late=late,
        late_unit="working day" if working else "day",
        remark=remark,
    )
