"""What happened to the draft of a book, as the graph records it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analysis.calendar.stated_days import stated_day
from analysis.lookup.codes import local
from store.graph_store import GraphStore, Row
from store.query_text import load_query

_PACKAGE = "analysis.calendar"


class BodyKind(StrEnum):
    """Bodies in the order in which a draft reaches them."""

    WORKING_GROUP = "working-group"
    COMMITTEE = "committee"
    AUTHORISED_BODY = "authorised-body"


@dataclass(frozen=True)
class Dispatch:
    """A draft sent to a body."""

    iri: str
    draft: str
    body: BodyKind
    on: date


@dataclass(frozen=True)
class Meeting:
    """A meeting on a draft. `outcomes` are codes of decisions: approve, agree, rework; none if it decided nothing."""

    iri: str
    draft: str
    body: BodyKind
    on: date
    outcomes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Review:
    """A draft under review by a member or body; `answered` is when the comments were sent."""

    iri: str
    draft: str
    body: BodyKind
    received: date
    answered: date | None = None
    renewed: bool = False


@dataclass(frozen=True)
class Book:
    """A book with everything recorded of its drafts and revisions. Cycles are the days of their decisions or starts."""

    iri: str
    title: str
    approved: date | None = None
    valid_to: date | None = None
    drafts: tuple[str, ...] = ()
    dispatches: tuple[Dispatch, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    reviews: tuple[Review, ...] = ()
    cycles: tuple[date | None, ...] = ()
    revisions: tuple[tuple[date | None, date | None], ...] = ()
    reports: tuple[date, ...] = ()


def read_books(store: GraphStore) -> tuple[Book, ...]:
    """Return every book of the graph with its history, by IRI."""
    books = _rows(store, "books")
    drafts, dispatches, meetings = _rows(store, "drafts"), _rows(store, "dispatches"), _rows(store, "meetings")
    reviews, cycles = _rows(store, "reviews"), _rows(store, "cycles")
    revisions, reports = _rows(store, "revisions"), _rows(store, "reports")
    return tuple(
        Book(
            iri=iri,
            title=min((row["title"].value for row in rows if "title" in row), default=local(iri)),
            approved=min(_days(rows, "approvedOn"), default=None),
            valid_to=min(_days(rows, "validTo"), default=None),
            drafts=tuple(sorted({row["draft"].value for row in drafts[iri]})),
            dispatches=tuple(_dispatches(dispatches[iri])),
            meetings=tuple(_meetings(meetings[iri])),
            reviews=tuple(_reviews(reviews[iri])),
            cycles=tuple(_cycles(cycles[iri])),
            revisions=tuple(
                sorted(
                    {(stated_day(row, "startedOn"), stated_day(row, "completedOn")) for row in revisions[iri]}, key=str
                )
            ),
            reports=tuple(sorted(_days(reports[iri], "submittedOn"))),
        )
        for iri, rows in sorted(books.items())
    )


def _dispatches(rows: Iterable[Row]) -> Iterable[Dispatch]:
    for row in rows:
        on = stated_day(row, "on")
        if on:
            yield Dispatch(row["event"].value, row["draft"].value, BodyKind(row["kind"].value), on)


def _meetings(rows: Iterable[Row]) -> Iterable[Meeting]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["event"].value].append(row)
    for iri, found in sorted(grouped.items()):
        on = stated_day(found[0], "on")
        if on:
            outcomes = frozenset(local(row["outcome"].value) for row in found if "outcome" in row)
            yield Meeting(iri, found[0]["draft"].value, BodyKind(found[0]["kind"].value), on, outcomes)


def _reviews(rows: Iterable[Row]) -> Iterable[Review]:
    for row in rows:
        received = stated_day(row, "on")
        if received:
            renewed = "renewed" in row and row["renewed"].value in ("true", "1")
            body = BodyKind(row["kind"].value)
            yield Review(row["event"].value, row["draft"].value, body, received, stated_day(row, "answeredOn"), renewed)


def _cycles(rows: Iterable[Row]) -> Iterable[date | None]:
    by_cycle = {row["event"].value: stated_day(row, "decidedOn") or stated_day(row, "on") for row in rows}
    return (by_cycle[iri] for iri in sorted(by_cycle))


def _rows(store: GraphStore, name: str) -> defaultdict[str, list[Row]]:
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for row in store.select(load_query(_PACKAGE, name)):
        grouped[row["book"].value].append(row)
    return grouped


def _days(rows: Iterable[Row], variable: str) -> set[date]:
    return {day for row in rows if (day := stated_day(row, variable))}
