"""What was valid on a day. A thing is valid as its own days say, and as the document is that states it.

From when until when a document is in force is the rule of the analyses; a determination holds from its own day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from analysis.lookup.validity import DAYS, validity_of
from api.graphql.columns import Column, Columns
from api.graphql.model import NodeType
from api.graphql.problems import problem
from ontology.namespaces import BAT
from store.graph_store import Term

_DETERMINED: Final = str(BAT.determinedOn)
_SUPERSEDES: Final = str(BAT.supersedes)
_STATED_IN: Final = str(BAT.inDocument)
_DAYS: Final[Mapping[str, str]] = {name: str(BAT[name]) for name in DAYS}


def is_dated(node_type: NodeType) -> bool:
    """Whether things of a type can be asked for as of a day."""
    predicates = {field.predicate for field in node_type.fields.values() if not field.inverse}
    return not predicates.isdisjoint({*_DAYS.values(), _DETERMINED, _STATED_IN})


@dataclass(frozen=True)
class Validity:
    """Validity over one state of the data."""

    columns: Columns

    def valid(self, things: frozenset[str], day: date) -> frozenset[str]:
        """Those of the things that were valid on a day. What states no day is not left out.

        GraphQLProblem if they are determinations that were all made later: none is kept of the days before.
        """
        stated_in = self._column(_STATED_IN)
        days = _Days(
            days={name: self._column(predicate) for name, predicate in _DAYS.items()},
            determined=self._column(_DETERMINED),
            successors=self.columns.values(_SUPERSEDES, inverse=True),
        )
        _refuse_before_all(things, days, day)
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
    days: Mapping[str, Column]
    determined: Column
    successors: Mapping[str, tuple[Term, ...]]

    def hold(self, thing: str, day: date) -> bool:
        start, end = self._span(thing)
        if (start is not None and day < start) or (end is not None and day > end):
            return False
        followed = (self._span(term.value)[0] for term in self.successors.get(thing, ()))
        return not any(start is not None and start <= day for start in followed)

    def _span(self, thing: str) -> tuple[date | None, date | None]:
        """The first and the last day of a thing, None where it states none."""
        said = {name: [term.value for term in column.get(thing, ())] for name, column in self.days.items()}
        found = validity_of(said)
        return found.start or self.determined_on(thing), found.end

    def determined_on(self, thing: str) -> date | None:
        """The day of a determination."""
        return min((date.fromisoformat(term.value[:10]) for term in self.determined.get(thing, ())), default=None)


def _refuse_before_all(things: frozenset[str], days: _Days, day: date) -> None:
    made = [on for thing in things if thing in days.determined and (on := days.determined_on(thing)) is not None]
    if made and min(made) > day:
        raise problem("determined-later", asked=day, first=min(made))
