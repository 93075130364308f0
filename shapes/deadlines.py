"""Deadlines of the Rules: the one thing about a paragraph that no shape can check.

A deadline is data twice over. How long it is, in which unit and on which side of its event is in the ontology's code
list of deadlines. Where its two days stand in the data is a query in `analyses/*.ttl`, beside the paragraph, severity
and messages. Adding a deadline needs no Python.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from ontology.namespaces import BAT, code
from shapes.engine import EngineFinding
from shapes.rules import ANALYSIS, Rule, read_rule
from shapes.trilingual import Trilingual
from shapes.working_days import Unit, add
from store.graph_store import GraphStore, Row, Term
from store.query_text import Query

_UNITS: dict[URIRef, Unit] = {
    code("deadline-unit", "working-day"): "working-day",
    code("deadline-unit", "year"): "year",
}


# Days that `shape:day-of-our-time` lets pass. The calendar begins with 1992, and some deadlines run back.
_COUNTED: Final = (date(1993, 1, 1), date(2100, 12, 31))


class DeadlineIncomplete(ValueError):
    """A deadline whose length, unit or side is not in the vocabulary: a fault of the model, never of the data."""


@dataclass(frozen=True)
class Deadline:
    """How a deadline is counted: `length` is negative where it must end before its event.

    `after` is the deadline whose last day it is counted from, where the data do not state the day itself.
    """

    rule: Rule
    counted: "Counted"
    query: Query
    after: "Counted | None" = None


@dataclass(frozen=True)
class Counted:
    """A time from a day: negative where it runs back."""

    length: int
    unit: Unit

    def due(self, start: date) -> date:
        """Return the last day."""
        return add(start, self.length, self.unit)


@dataclass(frozen=True)
class MissedDeadline:
    """One broken deadline: the finding, and the days that explain it."""

    finding: EngineFinding
    found: Trilingual
    expected: Trilingual


def read_deadlines(shapes: Graph, vocabulary: Graph) -> tuple[Deadline, ...]:
    """Return the deadlines that `shapes` ask for, in the order of their names.

    Raises DeadlineIncomplete if `vocabulary` does not hold one of them.
    """
    iris = sorted(iri for iri in shapes.subjects(RDF.type, ANALYSIS) if isinstance(iri, URIRef))
    return tuple(_read(shapes, vocabulary, iri) for iri in iris)


def missed_deadlines(store: GraphStore, deadlines: tuple[Deadline, ...], on: date | None) -> list[MissedDeadline]:
    """Return every deadline that was missed, and those still open that have run out by the day `on`.

    Without a day, what has not happened yet is never late.
    """
    return [missed for deadline in deadlines for missed in _missed(store, deadline, on)]


def _read(shapes: Graph, vocabulary: Graph, iri: URIRef) -> Deadline:
    concept = shapes.value(iri, DCTERMS.requires)
    after = vocabulary.value(concept, BAT.countedFromDeadline)
    query = Query(name=str(iri), text=_prologue(shapes, iri) + str(shapes.value(iri, SH.select)))
    return Deadline(
        rule=read_rule(shapes, iri),
        counted=_counted(vocabulary, iri, concept),
        query=query,
        after=None if after is None else _counted(vocabulary, iri, after),
    )


def _counted(vocabulary: Graph, iri: URIRef, concept: Node | None) -> Counted:
    length = vocabulary.value(concept, BAT.deadlineLength)
    unit = vocabulary.value(concept, BAT.deadlineUnit)
    side = vocabulary.value(concept, BAT.deadlineSide)
    if not isinstance(length, Literal) or not isinstance(unit, URIRef) or unit not in _UNITS or side is None:
        raise DeadlineIncomplete(f"{iri}: {concept} needs a length, a unit and a side; load the code list of deadlines")
    sign = -1 if side == code("deadline-side", "before") else 1
    return Counted(length=sign * int(length), unit=_UNITS[unit])


def _prologue(shapes: Graph, iri: URIRef) -> str:
    declarations = [
        (shapes.value(declaration, SH.prefix), shapes.value(declaration, SH.namespace))
        for prefixes in shapes.objects(iri, SH.prefixes)
        for declaration in shapes.objects(prefixes, SH.declare)
    ]
    return "".join(sorted(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in declarations))


def _missed(store: GraphStore, deadline: Deadline, on: date | None) -> Iterator[MissedDeadline]:
    for row in store.select(deadline.query):
        start = _start(deadline, row)
        if start is not None:
            due = deadline.counted.due(start)
            if "notBefore" in row:
                yield from _too_early(deadline, row, due)
            else:
                yield from _too_late(deadline, row, start, due, on)


def _start(deadline: Deadline, row: Row) -> date | None:
    """The day a deadline is counted from: the one stated, else the last day of the deadline before it."""
    if "from" in row:
        return _day(row["from"])
    before = _day(row["before"]) if "before" in row else None
    return None if before is None or deadline.after is None else deadline.after.due(before)


def _too_early(deadline: Deadline, row: Row, due: date) -> Iterator[MissedDeadline]:
    held = _day(row["notBefore"])
    if held is not None and held <= due:
        yield _of(deadline, row, held, _after(due))


def _too_late(deadline: Deadline, row: Row, start: date, due: date, on: date | None) -> Iterator[MissedDeadline]:
    if "to" not in row:
        if on is not None and on > due:
            yield _of(deadline, row, None, _by(due))
        return
    met = _day(row["to"])
    if met is None:
        return
    if met > due:
        yield _of(deadline, row, met, _by(due))
    elif deadline.counted.length > 0 and met < start:
        yield _of(deadline, row, met, _between(start, due))


def _of(deadline: Deadline, row: Row, day: date | None, expected: Trilingual) -> MissedDeadline:
    rule = deadline.rule
    finding = EngineFinding(
        focus_node=URIRef(row["this"].value),
        source_shape=rule.iri,
        component=ANALYSIS,
        severity=rule.severity,
        path=rule.paths[0],
        value=None if day is None else Literal(day),
    )
    found = Trilingual("әлі жоқ", "ещё нет", "nothing yet") if day is None else Trilingual.same(day.isoformat())
    return MissedDeadline(finding, found, expected)


def _day(term: Term) -> date | None:
    """Return the day of a term; None where it is none, or none that can be counted from, which shapes report."""
    try:
        day = date.fromisoformat(term.value)
    except ValueError:
        return None
    return day if _COUNTED[0] <= day <= _COUNTED[1] else None


def _by(due: date) -> Trilingual:
    return Trilingual(f"{due} күнінен кешіктірмей", f"не позднее {due}", f"{due} at the latest")


def _after(due: date) -> Trilingual:
    return Trilingual(f"{due} күнінен кейін", f"после {due}", f"after {due}")


def _between(start: date, due: date) -> Trilingual:
    return Trilingual(f"{start} – {due} аралығында", f"с {start} по {due}", f"from {start} to {due}")
