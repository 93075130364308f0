"""What was valid on a day. A thing is valid as its own days say, and as the document is that states it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from api.graphql.columns import Column, Columns
from api.graphql.model import NodeType
from ontology.namespaces import BAT
from store.graph_store import Term

_STARTS: Final = (BAT.validFrom, BAT.dateIssued, BAT.determinedOn)
_END: Final = BAT.validTo
_SUPERSEDES: Final = BAT.supersedes
_STATED_IN: Final = BAT.inDocument


def is_dated(node_type: NodeType) -> bool:
    """Whether things of a type can be asked for as of a day."""
    predicates = {field.predicate for field in node_type.fields.values() if not field.inverse}
    return not predicates.isdisjoint(str(p) for p in (*_STARTS, _END, _STATED_IN))


@dataclass(frozen=True)
class Validity:
    """Validity over one state of the data."""

    columns: Columns

    def valid(self, things: frozenset[str], day: date) -> frozenset[str]:
        """Those of the things that were valid on a day. What states no day is not left out."""
        stated_in = self._column(str(_STATED_IN))
        days = _Days(
            starts=[self._column(str(predicate)) for predicate in _STARTS],
            ends=self._column(str(_END)),
            successors=self.columns.values(str(_SUPERSEDES), inverse=True),
        )
        documents = {term.value for thing in things for term in stated_in.get(thing, ())}
        standing = {document for document in documents if days.hold(document, day)}
        return frozenset(
            thing
            for thing in things
            if days.hold(thing, day)
            and (thing not in stated_in or any(term.value in standing for term in stated_in[thing]))
        )

    def _column(self, predicate: str) -> Column:
        return self.columns.values(predicate, inverse=False)


@dataclass(frozen=True)
class _Days:
    starts: list[Column]
    ends: Column
    successors: Mapping[str, tuple[Term, ...]]

    def hold(self, thing: str, day: date) -> bool:
        start = self.start(thing)
        if start is not None and day < start:
            return False
        if any(day > _day(term) for term in self.ends.get(thing, ())):
            return False
        followed = (self.start(term.value) for term in self.successors.get(thing, ()))
        return not any(start is not None and start <= day for start in followed)

    def start(self, thing: str) -> date | None:
        """The first day: the one from which it is valid; if none is stated, the one on which it was issued."""
        for column in self.starts:
            if thing in column:
                return min(_day(term) for term in column[thing])
        return None


def _day(term: Term) -> date:
    return date.fromisoformat(term.value[:10])
