"""What is missing from a document: each question of `checks` over all its things, from a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from pyoxigraph import NamedNode
from rdflib import URIRef

from analysis.comparison.facts import Level, LevelKind
from analysis.comparison.fetch import fetch_levels
from analysis.gaps.checks import CHECKS, DOCUMENT, LEVEL, MARKER, Check, Thing, kind_of
from analysis.lookup.codes import local
from analysis.lookup.documents import CROSS_SECTORAL, DocumentName, document_meant
from analysis.lookup.errors import AnalysisError
from analysis.lookup.names import by_language
from analysis.wording.message import message
from ontology.namespaces import BAT, LAW
from shapes.loading import load_shapes
from shapes.rules import law_rules, paragraph_order
from shapes.trilingual import Trilingual
from shapes.validation_result import ValidationReport
from store.graph_store import GraphStore
from store.query_text import load_query

_PACKAGE: Final = "analysis.gaps"
_HUNDRED: Final = Decimal(100)


class NothingHeld(AnalysisError):
    """A document known by name only: everything would be missing, which says nothing about the document."""

    def __init__(self, document: DocumentName) -> None:
        super().__init__(message("errors/nothing-held", document=document.short))
        self.document = document


@dataclass(frozen=True)
class MissingFrom:
    """A thing that lacks what is asked, and where it stands."""

    iri: str
    name: str
    page: int | None


@dataclass(frozen=True)
class Gap:
    """A question and its answer. `asked` is of how many things, `share` the per cent of them that lack it.

    `wording` says that what is asked is a sentence of the source: the graph has it only from a user's own copy.
    """

    paragraph: str
    kind: str
    missing: str
    asked: int
    lacking: tuple[MissingFrom, ...]
    share: Decimal
    wording: bool


@dataclass(frozen=True)
class ParagraphShare:
    """All questions of a paragraph together; the share in per cent."""

    paragraph: str
    asked: int
    lacking: int
    share: Decimal


@dataclass(frozen=True)
class BrokenRule:
    """What a validation found about the document: a rule of the law, how often it is broken, and the first message."""

    paragraph: str
    rule: str
    severity: str
    results: int
    example: Trilingual


@dataclass(frozen=True)
class Gaps:
    """What is missing from a document. `broken` is None if no validation report was given.

    `rules_kept` is the share of the checkable rules of the law without a violation, in per cent; None without a report.
    """

    document: DocumentName
    gaps: tuple[Gap, ...]
    paragraphs: tuple[ParagraphShare, ...]
    broken: tuple[BrokenRule, ...] | None = None
    rules_kept: Decimal | None = None


@dataclass
class _Found:
    classes: set[str] = field(default_factory=set)
    stated: set[str] = field(default_factory=set)
    names: set[tuple[str, str]] = field(default_factory=set)
    pages: set[int] = field(default_factory=set)


def gaps(store: GraphStore, document: str, report: ValidationReport | None = None) -> Gaps:
    """Say what is missing from a document, given by IRI, CELEX, number, code or title.

    `report` is a validation of the graph: its results about the document are added, by paragraph.
    Raises UnknownName or AmbiguousName, or NothingHeld for a document known by name only.
    """
    meant = document_meant(store, document)
    things = _things(store, meant)
    if report is None and all(thing.kind == DOCUMENT for thing in things):
        raise NothingHeld(meant)
    found = tuple(gap for check in CHECKS if (gap := _gap(check, things)) is not None)
    broken = None if report is None else tuple(_broken(report, meant.iri))
    kept = None if report is None else _rules_kept(report, meant)
    return Gaps(meant, found, tuple(_by_paragraph(found)), broken, kept)


def _things(store: GraphStore, document: DocumentName) -> tuple[Thing, ...]:
    """Everything of a document that is asked something: three queries, and those for levels."""
    bound = [NamedNode(document.iri)]
    found: dict[str, _Found] = defaultdict(_Found)
    for row in store.select(load_query(_PACKAGE, "things").bind(document=bound)):
        thing = found[row["thing"].value]
        thing.classes.add(row["class"].value)
        thing.stated.add(row["predicate"].value)
        thing.names.update({by_language(row["name"])} if "name" in row else ())
        thing.pages.update({int(row["page"].value)} if "page" in row else ())
    not_applicable: dict[str, set[str]] = defaultdict(set)
    for row in store.select(load_query(_PACKAGE, "not_applicable").bind(document=bound)):
        not_applicable[row["thing"].value].add(row["predicate"].value)
    levels = fetch_levels(store, [document.iri])
    things = [
        Thing(
            iri,
            kind,
            min(each.names, default=("", _step(iri, document)))[1],
            min(each.pages, default=None),
            frozenset(each.stated),
        )
        for iri, each in sorted(found.items())
        if (kind := kind_of(each.classes))
    ]
    things += [_level_thing(level, found[level.iri].stated) for level in levels]
    things.append(_document_thing(document, found[document.iri].stated))
    things += _markers(store, document, levels)
    return tuple(replace(each, not_applicable=frozenset(not_applicable[each.iri])) for each in things)


def _step(iri: str, document: DocumentName) -> str:
    """A thing without a name goes by its place in the document: `bat/8`."""
    return iri.removeprefix(f"{document.iri}/")


def _level_thing(level: Level, stated: set[str]) -> Thing:
    name = f"{level.subject}: {level.source.printed}"
    return Thing(level.iri, LEVEL, name, level.source.page, frozenset(stated), level)


def _document_thing(document: DocumentName, stated: set[str]) -> Thing:
    cross_sectoral = document.reach == CROSS_SECTORAL
    return Thing(document.iri, DOCUMENT, document.short, None, frozenset(stated), cross_sectoral=cross_sectoral)


def _markers(store: GraphStore, document: DocumentName, levels: Sequence[Level]) -> Iterator[Thing]:
    """The markers, with `pollutant` stated of those that an emission level names: a cell without a value sets none."""
    with_level = {
        pollutant
        for level in levels
        if level.kind is LevelKind.EMISSION and not level.excluded and (level.lower or level.upper)
        for pollutant in level.pollutants
    }
    for row in store.select(load_query(_PACKAGE, "markers").bind(document=[NamedNode(document.iri)])):
        pollutant = row["pollutant"].value
        stated = frozenset({str(BAT.pollutant)} if pollutant in with_level else ())
        yield Thing(row["marker"].value, MARKER, local(pollutant), None, stated)


def _gap(check: Check, things: Sequence[Thing]) -> Gap | None:
    """None where the question concerns nothing of the document."""
    asked = [thing for thing in things if check.is_asked(thing)]
    if not asked:
        return None
    lacking = [thing for thing in asked if not check.is_met(thing)]
    return Gap(
        paragraph=str(LAW[check.paragraph]),
        kind=check.kind,
        missing=check.missing,
        asked=len(asked),
        lacking=tuple(MissingFrom(thing.iri, thing.name, thing.page) for thing in lacking),
        share=_share(len(lacking), len(asked)),
        wording=check.wording,
    )


def _by_paragraph(found: Sequence[Gap]) -> Iterator[ParagraphShare]:
    for paragraph in sorted({gap.paragraph for gap in found}, key=lambda iri: paragraph_order(local(iri))):
        own = [gap for gap in found if gap.paragraph == paragraph]
        asked, lacking = sum(gap.asked for gap in own), sum(len(gap.lacking) for gap in own)
        yield ParagraphShare(paragraph, asked, lacking, _share(lacking, asked))


def _broken(report: ValidationReport, document: str) -> Iterator[BrokenRule]:
    """The rules of the law broken by the document or by anything placed in it."""
    counted: dict[tuple[str, str, str], list[Trilingual]] = defaultdict(list)
    for result in report.results:
        number = result.rule.paragraph_number
        if number is not None and result.place.book == URIRef(document) and not result.is_gap:
            counted[number, result.rule.name, result.severity].append(result.message)
    for (number, rule, severity), messages in sorted(counted.items(), key=lambda each: paragraph_order(each[0][0])):
        yield BrokenRule(str(LAW[number]), rule, severity, len(messages), messages[0])


def _rules_kept(report: ValidationReport, document: DocumentName) -> Decimal:
    broken = {rule.rule for rule in _broken(report, document.iri) if rule.severity == "violation"}
    return _HUNDRED - _share(len(broken), len(law_rules(load_shapes(["law"]))))


def _share(part: int, whole: int) -> Decimal:
    """Per cent with one decimal."""
    return (_HUNDRED * part / whole).quantize(Decimal("0.1")) if whole else Decimal(0)
