"""Where a draft stands in its procedure on a day: what comes next, who acts, until when (p34–p45).

The last thing that happened decides. What is recorded for a later day is a plan: a planned meeting gives the day by
which a draft must be sent (p34).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from analysis.calendar.deadlines import Deadline
from analysis.calendar.due import DueItem, due_item
from analysis.calendar.history import BodyKind, Book, Dispatch, Meeting
from analysis.calendar.procedure_rules import ProcedureRules
from analysis.wording.message import Message, message
from ontology.namespaces import LAW

_BODIES = list(BodyKind)


@dataclass(frozen=True)
class DraftState:
    """The state of a book's draft. `due` is the last day of the step, None if no term runs; `items` are its deadlines.

    `cycles_used` counts decisions to rework; `since` is the day of what happened last.
    """

    book: str
    title: str
    step: str
    labels: tuple[tuple[str, str], ...]
    holder: str
    paragraphs: tuple[str, ...]
    since: date | None
    due: date | None
    overdue: bool
    cycles_used: int
    cycles_allowed: int
    items: tuple[DueItem, ...]
    remarks: tuple[Message, ...]


@dataclass(frozen=True)
class _Next:
    step: str
    items: tuple[DueItem, ...] = ()
    remarks: tuple[Message, ...] = ()
    planned: date | None = None


def state_of(book: Book, deadlines: Mapping[str, Deadline], rules: ProcedureRules, on: date) -> DraftState | None:
    """Return the state of a book's draft on a day; None if the graph records no draft of it."""
    if not book.drafts and not book.dispatches and not book.meetings:
        return None
    events: list[Dispatch | Meeting] = [*book.dispatches, *book.meetings]
    past = sorted((event for event in events if event.on <= on), key=_order)
    used = _cycles_used(book, on)
    found = _next(book, past, deadlines, on)
    if "rework" in _last_outcomes(past) and used > rules.cycles_allowed and found.step != "done":
        paragraph, allowed = rules.cycles_paragraph, rules.cycles_allowed
        remark = message("calendar/cycles-exceeded", used=used, paragraph=paragraph, allowed=allowed)
        found = _Next("cycles-exhausted", remarks=(remark,))
    rule = rules.steps[found.step]
    due = max((item.due for item in found.items), default=found.planned)
    return DraftState(
        book=book.iri,
        title=book.title,
        step=found.step,
        labels=tuple(sorted(rule.labels.items())),
        holder=rule.holder,
        paragraphs=tuple(str(LAW[paragraph]) for paragraph in rule.paragraphs),
        since=past[-1].on if past else None,
        due=due,
        overdue=due is not None and due < on,
        cycles_used=used,
        cycles_allowed=rules.cycles_allowed,
        items=found.items,
        remarks=found.remarks,
    )


def _next(book: Book, past: list[Dispatch | Meeting], deadlines: Mapping[str, Deadline], on: date) -> _Next:
    if book.approved is not None and book.approved <= on:
        return _Next("done")
    if not past:
        return _to_working_group(book, deadlines, on)
    last = past[-1]
    if isinstance(last, Meeting):
        return _after_meeting(last, past)
    if last.body is BodyKind.AUTHORISED_BODY:
        return _Next("approve")
    sent_back_by = _sent_back_by(past)
    if last.body is BodyKind.WORKING_GROUP and sent_back_by is BodyKind.COMMITTEE:
        return _Next("consider-committee-comments", planned=_planned(book, last.body, on))
    return _under_review(book, last, sent_back_by is not None and sent_back_by is last.body, deadlines, on)


def _to_working_group(book: Book, deadlines: Mapping[str, Deadline], on: date) -> _Next:
    meeting = _planned(book, BodyKind.WORKING_GROUP, on)
    if meeting is None:
        return _Next("send-to-working-group", remarks=(message("calendar/no-meeting-planned"),))
    item = due_item(book.iri, book.title, deadlines["p34"], meeting, on)
    return _Next("send-to-working-group", (item,))


def _under_review(book: Book, sent: Dispatch, renewed: bool, deadlines: Mapping[str, Deadline], on: date) -> _Next:
    """A review lasts until every member that received the draft has answered; its term runs from each one's receipt."""
    group = sent.body is BodyKind.WORKING_GROUP
    deadline = deadlines[("p37" if renewed else "p35") if group else ("p43" if renewed else "p39")]
    name = "working-group" if group else "committee"
    reviews = [
        each
        for each in book.reviews
        if each.draft == sent.draft and each.body is sent.body and sent.on <= each.received <= on
    ]
    items = tuple(
        due_item(each.iri, book.title, deadline, each.received, on, each.answered)
        for each in reviews
        if each.answered is None or each.answered > on
    )
    remarks: tuple[Message, ...] = ()
    if not reviews:
        item = due_item(sent.iri, book.title, deadline, sent.on, on, remark=message("calendar/counted-from-sending"))
        items = (item,) if item.due >= on else ()
        remarks = (message("calendar/no-review"),)
    if items:
        return _Next(f"{'renewed-' if renewed else ''}review-by-{name}", items, remarks)
    return _Next(f"meeting-of-{name}", remarks=remarks, planned=_planned(book, sent.body, on))


def _after_meeting(last: Meeting, past: list[Dispatch | Meeting]) -> _Next:
    group = last.body is BodyKind.WORKING_GROUP
    if "rework" in last.outcomes:
        return _Next("rework-for-working-group" if group else "consider-committee-comments")
    if last.outcomes:
        return _Next("send-to-committee" if group else "send-to-authorised-body")
    if group and _sent_back_by(past) is BodyKind.COMMITTEE:
        return _Next("send-to-committee", remarks=(message("calendar/comments-considered"),))
    return _Next(f"meeting-of-{last.body}", remarks=(message("calendar/no-decision", day=last.on),))


def _sent_back_by(past: list[Dispatch | Meeting]) -> BodyKind | None:
    """The body that decided last, if it sent the draft back."""
    decided = [event for event in past if isinstance(event, Meeting) and event.outcomes]
    return decided[-1].body if decided and "rework" in decided[-1].outcomes else None


def _last_outcomes(past: list[Dispatch | Meeting]) -> frozenset[str]:
    return past[-1].outcomes if past and isinstance(past[-1], Meeting) else frozenset()


def _cycles_used(book: Book, on: date) -> int:
    decided = sum(1 for meeting in book.meetings if meeting.on <= on and "rework" in meeting.outcomes)
    recorded = sum(1 for day in book.cycles if day is not None and day <= on)
    return max(decided, recorded)


def _planned(book: Book, body: BodyKind, on: date) -> date | None:
    return min((meeting.on for meeting in book.meetings if meeting.body is body and meeting.on > on), default=None)


def _order(event: Dispatch | Meeting) -> tuple[date, int]:
    """By day; on one day in the order of the procedure."""
    return event.on, 2 * _BODIES.index(event.body) + isinstance(event, Meeting)
