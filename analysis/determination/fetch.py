"""Facts of entries out of a store, in a fixed number of queries however many entries there are."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from typing import TypeVar

from pyoxigraph import NamedNode

from analysis.determination.facts import (
    Assessment,
    Claim,
    Combination,
    ComponentScheme,
    CriterionAssessment,
    Direction,
    DocumentFacts,
    DocumentKind,
    EffectFacts,
    EntryFacts,
    Member,
    Outcome,
    Standing,
    Status,
)
from analysis.lookup.activities import Activities
from analysis.lookup.fields import Plot, fetch_fields
from analysis.lookup.successors import fetch_successors
from analysis.lookup.validity import Validity, fetch_validity
from ontology.namespaces import CODE
from store.graph_store import GraphStore, Row
from store.query_text import load_query

_PACKAGE = "analysis.determination"
_Code = TypeVar("_Code", bound=StrEnum)
_Item = TypeVar("_Item")
_Grouped = Mapping[str, list[Row]]


def fetch_component_scheme(store: GraphStore) -> ComponentScheme:
    """The hierarchy of components that the store holds; empty if its code lists are not loaded."""
    rows = store.select(load_query(_PACKAGE, "components"))
    return ComponentScheme.from_edges((row["narrower"].value, row["broader"].value) for row in rows)


def fetch_facts(store: GraphStore, entries: Iterable[str] | None = None) -> Iterator[EntryFacts]:
    """The facts of the given entries, or of all, in the order of their IRIs. An IRI that is no entry is left out.

    What a source leaves unsaid about who says it is read as *candidate*: the cautious reading.
    """
    asked = None if entries is None else sorted(set(entries))
    tables = _Tables(store, asked)
    for entry in sorted(tables.entries):
        yield tables.facts(entry)


class _Tables:
    """The rows of all queries, grouped by entry."""

    def __init__(self, store: GraphStore, asked: list[str] | None) -> None:
        self._store = store
        self._asked = asked
        self.entries = self._rows("entries")
        self._claims = self._rows("claims")
        self._effects = self._rows("effects")
        self._assessments = self._rows("assessments")
        self._criterion_assessments = self._rows("criterion_assessments")
        self._combinations = self._rows("combinations")
        self._evidence: dict[str, set[str]] = defaultdict(set)
        for rows in self._rows("evidence").values():
            for row in rows:
                self._evidence[row["subject"].value].add(row["evidence"].value)
        self._documents = _Documents(store)

    def _rows(self, name: str) -> _Grouped:
        query = load_query(_PACKAGE, name)
        if self._asked is not None:
            query = query.bind(entry=[NamedNode(entry) for entry in self._asked])
        return _grouped(self._store.select(query), "entry")

    def facts(self, entry: str) -> EntryFacts:
        documents = {row["document"].value for row in self.entries[entry] if "document" in row}
        claims = tuple(sorted(set(self._entry_claims(entry)), key=lambda claim: (claim.document.iri, claim.status)))
        return EntryFacts(
            entry=entry,
            document=self._documents.get(min(documents)) if documents else None,
            claims=claims,
            readiness=frozenset(_local(row, "readiness") for row in self.entries[entry] if "readiness" in row),
            prospective=any(row["prospective"].value == "true" for row in self.entries[entry]),
            effects=_each(self._effects.get(entry, []), "effect", self._effect),
            assessments=_each(self._assessments.get(entry, []), "assessment", self._assessment),
            combinations=_each(self._combinations.get(entry, []), "combination", _combination),
            criterion_assessments=_each(self._criterion_assessments.get(entry, []), "assessment", self._criterion),
            kazakh_conclusions=self._documents.conclusions_for([claim.document for claim in claims]),
        )

    def _entry_claims(self, entry: str) -> Iterator[Claim]:
        for row in self._claims.get(entry, []):
            status = _code(row, "status", Status)
            if status is not None:
                standing = _standing(row) if "standing" in row else Standing.STATED
                yield Claim(self._documents.get(row["document"].value), status, standing)

    def _effect(self, iri: str, rows: list[Row]) -> Iterator[EffectFacts]:
        """One for each row: an effect that states two components is two, as far as pairs go."""
        for row in rows:
            yield EffectFacts(
                iri=iri,
                direction=_code(row, "direction", Direction),
                component=_value(row, "component"),
                base_case=_value(row, "baseCase"),
                standing=_standing(row),
                pressure=_value(row, "pressure"),
                pollutant=_value(row, "pollutant"),
                quantity=_decimal(row, "quantity"),
                unit=_value(row, "unit"),
                evidence=frozenset(self._evidence[iri]),
            )

    def _assessment(self, iri: str, rows: list[Row]) -> Iterator[Assessment]:
        companions = frozenset(row["companion"].value for row in rows if "companion" in row)
        for row in rows:
            outcome = _code(row, "outcome", Outcome)
            if outcome is not None:
                yield Assessment(
                    iri=iri,
                    benefit=_value(row, "benefit"),
                    harm=_value(row, "harm"),
                    outcome=outcome,
                    standing=_standing(row),
                    companions=companions,
                    combination=_value(row, "combination"),
                    evidence=frozenset(self._evidence[iri]),
                )

    def _criterion(self, iri: str, rows: list[Row]) -> Iterator[CriterionAssessment]:
        grounds = frozenset(_local(row, "ground") for row in rows if "ground" in row)
        for row in rows:
            yield CriterionAssessment(
                iri=iri,
                criterion=_local(row, "criterion"),
                met=row["met"].value in ("true", "1"),
                grounds=grounds,
                evidence=frozenset(self._evidence[iri]),
            )


class _Documents:
    """All documents of the store."""

    def __init__(self, store: GraphStore) -> None:
        rows = _grouped(store.select(load_query(_PACKAGE, "documents")), "document")
        plots = fetch_fields(store, Activities(store)).plots
        validity = fetch_validity(store)
        successors = fetch_successors(store, validity)
        self._documents = {
            iri: replace(
                _document(iri, found, validity.get(iri, Validity())),
                field=plots.get(iri, frozenset()),
                successors=successors.get(iri, frozenset()),
            )
            for iri, found in rows.items()
        }
        self._conclusions = [
            document
            for _, document in sorted(self._documents.items())
            if document.kind is DocumentKind.KAZAKH_CONCLUSION
        ]

    def get(self, iri: str) -> DocumentFacts:
        """A document; one that is only pointed to is of no kind, and not known to be in force."""
        return self._documents.get(iri, DocumentFacts(iri, DocumentKind.OTHER))

    def conclusions_for(self, documents: Iterable[DocumentFacts]) -> tuple[DocumentFacts, ...]:
        """The Kazakh conclusions that cover a piece of the field of any of the documents."""
        fields = frozenset[Plot]().union(*(document.field for document in documents))
        return tuple(conclusion for conclusion in self._conclusions if conclusion.field & fields)


def _document(iri: str, rows: list[Row], validity: Validity) -> DocumentFacts:
    """Of two kinds the stronger counts."""
    kinds = {row["kind"].value for row in rows}
    return DocumentFacts(
        iri=iri,
        kind=next(kind for kind in DocumentKind if kind.value in kinds),
        valid_from=validity.start,
        valid_to=validity.end,
    )


def _combination(iri: str, rows: list[Row]) -> Iterator[Combination]:
    yield Combination(iri, frozenset(Member(row["member"].value, _value(row, "technique")) for row in rows))


def _each(rows: list[Row], variable: str, make: Callable[[str, list[Row]], Iterator[_Item]]) -> tuple[_Item, ...]:
    """What each thing's rows make, in the order of the things' IRIs, each once."""
    if not rows:
        return ()
    grouped = _grouped(rows, variable)
    return tuple(dict.fromkeys(item for iri in sorted(grouped) for item in make(iri, grouped[iri])))


def _grouped(rows: Iterable[Row], variable: str) -> _Grouped:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row[variable].value].append(row)
    return dict(grouped)


def _value(row: Row, variable: str) -> str | None:
    return row[variable].value if variable in row else None


def _local(row: Row, variable: str) -> str:
    """The last step of a concept's IRI."""
    return row[variable].value.rsplit("/", 1)[-1]


def _code(row: Row, variable: str, codes: type[_Code]) -> _Code | None:
    """A code of a closed list, or None if it is missing or no code of ours."""
    return _known_code(row[variable].value, codes) if variable in row else None


@cache
def _known_code(iri: str, codes: type[_Code]) -> _Code | None:
    if not iri.startswith(CODE):
        return None
    return next((code for code in codes if code.value == iri.rsplit("/", 1)[-1]), None)


def _standing(row: Row) -> Standing:
    return _code(row, "standing", Standing) or Standing.CANDIDATE


def _decimal(row: Row, variable: str) -> Decimal | None:
    try:
        return Decimal(row[variable].value) if variable in row else None
    except InvalidOperation:
        return None
