"""One thing by what people call it: a document by its code, a technique by its id, a pollutant by its CAS number."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from rdflib import SKOS

from analysis.lookup.names import near
from api.graphql.columns import Columns
from api.graphql.filters import Filter
from api.graphql.folding import fold
from api.graphql.known_names import near_iris
from api.graphql.model import CONCEPT
from api.graphql.problems import GraphQLProblem, near_hint, problem
from ontology.namespaces import BAT, CODE, ELI, LAW, TECHNIQUE

IRI: Final = "iri"
_NAMES: Final = (str(SKOS.prefLabel), str(SKOS.altLabel), str(SKOS.hiddenLabel))


@dataclass(frozen=True)
class Lookup:
    """A way to find one thing of a class. `find` returns the IRIs of the things called so, the first one meant.

    `names` returns everything a caller could have meant, for near matches.
    """

    argument: str
    description: str
    find: Callable[["Known", str], list[str]]
    names: Callable[["Known"], list[str]]


@dataclass(frozen=True)
class LookupField:
    """A root field that finds one thing of a class, by its IRI or in any of several other ways."""

    name: str
    target: str
    description: str
    lookups: Mapping[str, Lookup] = field(default_factory=dict)


@dataclass(frozen=True)
class Known:
    """What lookups look in: the things of one class, and the values of their properties."""

    filter: Filter
    target: str

    @property
    def columns(self) -> Columns:
        """The values of properties."""
        return self.filter.columns

    @property
    def things(self) -> frozenset[str]:
        """The things of the class."""
        return self.filter.things(self.filter.model.types[self.target])

    def values(self, predicate: str) -> list[str]:
        """All values of a property of the things."""
        column = self.columns.values(predicate, inverse=False)
        return sorted({term.value for thing in self.things for term in column.get(thing, ())})


def find(asked: LookupField, filter_: Filter, arguments: Mapping[str, Any]) -> str:
    """The IRI meant by the arguments of a root field.

    Raises GraphQLProblem if not exactly one argument is given, or if nothing is called so (with near matches).
    """
    given = {name: value for name, value in arguments.items() if value is not None}
    names = [IRI, *asked.lookups]
    if len(given) != 1:
        listed = ", ".join(names)
        raise problem("one-argument", field=asked.name, number=len(given), names=listed, name=names[-1])
    [(name, value)] = given.items()
    known = Known(filter_, asked.target)
    if name == IRI:
        if value not in known.things:
            raise _unknown(asked.name, name, value, near_iris(value, sorted(known.things)))
        return str(value)
    found = asked.lookups[name].find(known, value)
    if not found:
        called = {fold(each): each for each in asked.lookups[name].names(known)}
        raise _unknown(asked.name, name, value, near(value, called, fold))
    return found[0]


def _unknown(field: str, argument: str, value: str, alike: list[str]) -> GraphQLProblem:
    hint = near_hint(alike, "nothing_called_hint")
    values = {"field": field, "argument": argument, "asked": value}
    return problem("unknown", "nothing_called", hint, further={"near": alike}, **values)


def _by_value(argument: str, description: str, *predicates: str) -> Lookup:
    """By the value of a property; if nothing has it, of the next."""

    def find_(known: Known, value: str) -> list[str]:
        asked = fold(value)
        for predicate in predicates:
            column = known.columns.values(predicate, inverse=False)
            found = sorted(t for t in known.things if any(fold(term.value) == asked for term in column.get(t, ())))
            if found:
                return found
        return []

    def names(known: Known) -> list[str]:
        return [value for predicate in predicates for value in known.values(predicate)]

    return Lookup(argument, description, find_, names)


def _by_path(argument: str, base: str, description: str) -> Lookup:
    """The last step of an IRI."""

    def find_(known: Known, value: str) -> list[str]:
        return [iri for iri in (base + value, base + value.lower(), base + value.upper()) if iri in known.things][:1]

    def names(known: Known) -> list[str]:
        return sorted(iri.removeprefix(base) for iri in known.things if iri.startswith(base))

    return Lookup(argument, description, find_, names)


def _paragraph() -> Lookup:
    """A paragraph by its number, with or without the letter before it."""
    by_path = _by_path("paragraph", str(LAW) + "p", "Its number, e.g. `2.1`, `12.8` or `p56`.")

    def find_(known: Known, value: str) -> list[str]:
        return by_path.find(known, value.strip().lstrip("pPпП").lstrip(". "))

    return Lookup("paragraph", by_path.description, find_, by_path.names)


def _by_name(base: str) -> Lookup:
    def find_(known: Known, value: str) -> list[str]:
        asked = fold(value)
        for predicate in _NAMES:  # a thing's own label before what it is also called
            column = known.columns.values(predicate, inverse=False)
            called = [
                t for t in known.things if t.startswith(base) and any(fold(x.value) == asked for x in column.get(t, ()))
            ]
            if called:
                return sorted(called)
        return []

    def names(known: Known) -> list[str]:
        columns = [known.columns.values(predicate, inverse=False) for predicate in _NAMES[:2]]
        things = [t for t in known.things if t.startswith(base)]
        return sorted({term.value for c in columns for t in things for term in c.get(t, ())})

    return Lookup("name", "The whole name in any language, as a label or another name.", find_, names)


# A code stands on the binding text before the book it was made from.
_PRECEDENCE: Final = ("BatConclusion", "ReferenceBook", "EuBatConclusions", "EuReferenceDocument", "Document")


def _document_by_code() -> Lookup:
    by_value = _by_value("code", "", str(BAT.documentCode))

    def find_(known: Known, value: str) -> list[str]:
        issued = known.columns.values(str(BAT.dateIssued), inverse=False)
        types = known.filter.model.types

        def rank(iri: str) -> int:
            kinds = (i for i, name in enumerate(_PRECEDENCE) if iri in known.filter.things(types[str(BAT[name])]))
            return min(kinds, default=len(_PRECEDENCE))

        newest = sorted(
            by_value.find(known, value),
            key=lambda t: max((d.value for d in issued.get(t, ())), default=""),
            reverse=True,
        )
        return sorted(newest, key=rank)

    description = (
        "Its short code, e.g. `FDM`. Of several documents with one code the conclusion or decision is meant, before "
        "the reference document, and the newest; `documents(where: …)` has them all."
    )
    return Lookup("code", description, find_, by_value.names)


def _in_list(scheme: str) -> str:
    return f"{CODE}{scheme}/"


def _field(name: str, target: str, description: str, *lookups: Lookup) -> LookupField:
    return LookupField(name, target, description, {lookup.argument: lookup for lookup in lookups})


LOOKUP_FIELDS: Final = (
    _field(
        "document",
        str(BAT.Document),
        "One document.",
        _document_by_code(),
        _by_value("number", "The number of a decision, e.g. `2019/2031`.", str(BAT.decisionNumber)),
        _by_value("celex", "The CELEX number of a decision, e.g. `32019D2031`.", str(BAT.celex)),
    ),
    _field(
        "technique",
        str(BAT.Technique),
        "One technique, shared by all documents that describe it.",
        _by_path("id", str(TECHNIQUE), "Its id, e.g. `bag-filter`."),
        _by_name(""),
    ),
    _field(
        "pollutant",
        CONCEPT,
        "One pollutant.",
        _by_path("id", _in_list("pollutant"), "Its code, e.g. `nox`."),
        _by_value(
            "cas",
            "Its CAS number, e.g. `7446-09-5`; of the compounds of an element, that of the element.",
            str(BAT.casNumber),
            str(BAT.elementCasNumber),
        ),
        _by_value("formula", "Its formula, e.g. `SO2`.", str(BAT.chemicalFormula)),
        _by_name(_in_list("pollutant")),
    ),
    _field(
        "sector",
        CONCEPT,
        "One industry sector.",
        _by_path("id", _in_list("sector"), "Its code, e.g. `FDM`."),
        _by_name(_in_list("sector")),
    ),
    _field(
        "regulation",
        str(ELI.LegalResourceSubdivision),
        "One paragraph or sub-paragraph of the decree.",
        _paragraph(),
    ),
)
