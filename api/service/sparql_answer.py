"""The answer of a user's SPARQL query as a table on a page, with links to what it names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryResultsFormat, RdfFormat, parse, parse_query_results

from api.service.reader import Reader
from ontology.namespaces import BASE
from ontology.serialisation import PREFIXES
from store.query_guard import QueryForm
from store.result_formats import ResultFormat, by_name

# A page of more rows than these helps no reader; the whole answer is there as data.
_ROWS_SHOWN: Final = 1_000
_TRIPLE: Final = ("subject", "predicate", "object")
_XSD: Final = PREFIXES["xsd"]
# What a reader sees without being told.
_PLAIN: Final = {f"{_XSD}{name}" for name in ("string", "integer", "decimal", "double", "date", "boolean")}
_READ_AS: Final = {"rows": by_name("tsv"), "truth": by_name("json"), "triples": by_name("ntriples")}


@dataclass(frozen=True)
class Cell:
    """A term: its text, where it leads (empty if nowhere), its language, and its type where it is not plain."""

    text: str
    href: str = ""
    language: str = ""
    datatype: str = ""


@dataclass(frozen=True)
class Answer:
    """A truth value, or a table of the first rows of `total`."""

    truth: bool | None
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int


def read_as(form: QueryForm) -> ResultFormat:
    """The serialisation that `read_answer` reads."""
    return _READ_AS[form]


def read_answer(body: bytes, form: QueryForm, reader: Reader) -> Answer:
    """Read an answer of a form, serialised as `read_as` says."""
    if form == "triples":
        return _triples(body, reader)
    if form == "truth":
        return Answer(bool(parse_query_results(body, QueryResultsFormat.JSON)), (), (), 0)
    results = parse_query_results(body, QueryResultsFormat.TSV)
    assert not isinstance(results, QueryBoolean)
    columns = tuple(variable.value for variable in results.variables)
    # A line for the names, and one for each row: line ends within a text are escaped.
    total = body.count(b"\n") - 1
    rows = (_cells((row[number] for number in range(len(columns))), reader) for row in islice(results, _ROWS_SHOWN))
    return Answer(None, columns, tuple(rows), total)


def _triples(body: bytes, reader: Reader) -> Answer:
    first: Sequence[bytes] = body.split(b"\n", _ROWS_SHOWN)[:_ROWS_SHOWN]
    quads = parse(b"\n".join(first), RdfFormat.N_TRIPLES)
    rows = (_cells((quad.subject, quad.predicate, quad.object), reader) for quad in quads)
    return Answer(None, _TRIPLE, tuple(rows), body.count(b"\n"))


def _cells(terms: Iterable[object], reader: Reader) -> tuple[Cell, ...]:
    return tuple(_cell(term, reader) for term in terms)


def _cell(term: object, reader: Reader) -> Cell:
    if term is None:
        return Cell("")
    if isinstance(term, NamedNode):
        return Cell(_short(term.value), reader.href(term.value))
    if isinstance(term, Literal):
        datatype = "" if term.language or term.datatype.value in _PLAIN else _short(term.datatype.value)
        return Cell(term.value, "", term.language or "", datatype)
    return Cell(str(term))


def _short(iri: str) -> str:
    """Our own IRIs by their path, usual terms by their prefix, all others whole."""
    if iri.startswith(BASE):
        return iri.removeprefix(BASE)
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
