"""From a graph to a draft: the tables that are read as the same graph again."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.term import Node

from loaders.loaded_source import SourceRefused
from loaders.workbook.draft import TYPE_COLUMN, CellValue, Draft, Place, Table, TableColumn, TableRow
from loaders.workbook.keys import absence_iri, key_of_iri
from loaders.workbook.plan import BOOK_CLASSES, BookKind, Column, SheetPlan, WorkbookPlan, curie
from loaders.workbook.text_cells import TextPart, joined, write_parts, write_strings
from loaders.workbook.values import LITERAL_KINDS, NotAValue, as_text, read_value, written
from loaders.workbook.vocabulary import Vocabulary, identifier
from ontology.namespaces import BAT, DOC
from shapes.trilingual import LANGUAGES, Language

PLACES: Final = frozenset({BAT.sourceFile, BAT.sourceSheet, BAT.sourceRow, BAT.sourceColumn, BAT.columnProperty})
"""What a loader says of where things stood: no part of a book."""
_LONGEST_NAME: Final = 31
# What the longest names have in common, by the abbreviation that everybody uses.
_BAT: Final = re.compile(
    r"(?P<kk>ең үздік қолжетімді техник\w*)|(?P<ru>наилучш\w+ доступн\w+ техник\w*)", re.IGNORECASE
)
_SHORT: Final = {"kk": "ЕҚТ", "ru": "НДТ"}
_NOT_IN_NAMES: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", "-"))


@dataclass(frozen=True)
class Words:
    """How values are written: in which language, and codes by their labels or by identifiers."""

    language: Language
    by_identifier: bool = False
    """Codes by identifier and numbers as text: what programs exchange."""


def sheet_names(sheets: Iterable[SheetPlan], language: Language) -> Mapping[URIRef, str]:
    """Return the name of each sheet, by class: its label, cut where it is longer than Excel allows, never twice."""
    names: dict[URIRef, str] = {}
    taken: set[str] = set()
    for sheet in sheets:
        label = _BAT.sub(lambda found: _SHORT[found.lastgroup or ""], sheet.label.into(language))
        whole = label[:1].upper() + label[1:].translate(_NOT_IN_NAMES)
        name, number = _cut(whole, _LONGEST_NAME), 2
        while name.casefold() in taken:
            name = f"{_cut(whole, _LONGEST_NAME - 4)} ({number})"
            number += 1
        taken.add(name.casefold())
        names[sheet.cls] = name
    return names


def _cut(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    words = text[: length - 1].rpartition(" ")[0] or text[: length - 1]
    return words.rstrip(" ,-") + "…"


def empty_draft(
    plan: WorkbookPlan,
    vocabulary: Vocabulary,
    kind: BookKind,
    language: Language,
    code: str,
    *,
    everything: bool = False,
) -> Draft:
    """Return a draft to be filled: its sheets, with the rows that every book of the kind has."""
    # A class above others is in the plan for what they share; one that books hold things of is said to be authored.
    upper = {cls for sheet in plan.sheets for cls in plan.above[sheet.cls]}
    more = [sheet.cls for sheet in plan.sheets if sheet.cls not in upper] if everything else []
    sheets = plan.for_book(kind, more)
    names = sheet_names(sheets, language)
    tables = []
    for sheet in sheets:
        columns = _columns(sheet, language, with_types=False)
        rows = _given_rows(sheet, columns, vocabulary, language) if kind in sheet.kinds else ()
        tables.append(Table(sheet, names[sheet.cls], columns, rows))
    return Draft("", code, Place(""), kind, language, tuple(tables))


def _given_rows(
    sheet: SheetPlan, columns: tuple[TableColumn, ...], vocabulary: Vocabulary, language: Language
) -> tuple[TableRow, ...]:
    if not sheet.given:
        return ()
    numbers = {column.predicate: column.number for column in columns}
    cells: dict[int, CellValue] = {}
    key = "book"
    for predicate, value in sheet.given.items():
        column = sheet.column(predicate)
        if column is None or column.scheme is None:
            return ()
        cells[numbers[predicate]] = vocabulary.schemes[column.scheme].shown[language][value]
        if predicate == BAT.elementKind:
            key = identifier(value, column.scheme)
            cells[numbers[BAT.position]] = vocabulary.position(value)
    return (TableRow(1, {1: key, **cells}),)


def draft_of(
    graph: Graph, plan: WorkbookPlan, vocabulary: Vocabulary, words: Words, source: str, code: str | None = None
) -> Draft:
    """Return the tables of a book's graph.

    Raises SourceRefused if the graph holds something that no table can: nothing is left out silently.
    """
    return _Writer(graph, plan, vocabulary, words, source, code).draft()


class _Writer:
    def __init__(
        self, graph: Graph, plan: WorkbookPlan, vocabulary: Vocabulary, words: Words, source: str, code: str | None
    ) -> None:
        self._graph = graph
        self._plan = plan
        self._words = vocabulary
        self._language = words.language
        self._by_identifier = words.by_identifier
        self._source = source
        self._lost: list[str] = []
        self._sheet_of = dict(self._things())
        self.code = code or self._code()
        self._base = URIRef(f"{DOC}{self.code}/")
        self._marks = dict(self._absences_in_cells())

    def draft(self) -> Draft:
        kind = self._kind()
        classes = {sheet.cls for sheet, _ in self._sheet_of.values()}
        sheets = self._plan.for_book(kind, classes)
        names = sheet_names(sheets, self._language)
        tables = tuple(self._table(sheet, names[sheet.cls]) for sheet in sheets)
        if self._lost:
            raise SourceRefused(
                file=self._source,
                place="; ".join(self._lost[:10]) + (" …" if len(self._lost) > 10 else ""),
                found=f"{len(self._lost)} statements that no sheet has a place for",
                expected="things of the ontology with IRIs, and properties of their classes",
                mend="Mend or remove these statements; nothing is left out silently.",
            )
        return Draft(self._source, self.code, Place(self._source), kind, self._language, tables)

    def _things(self) -> Iterator[tuple[Node, tuple[SheetPlan, tuple[URIRef, ...]]]]:
        """Each thing with its sheet, that of its narrowest class, and its other classes."""
        for thing in set(self._graph.subjects()):
            sheets = [s for c in self._graph.objects(thing, RDF.type) if (s := self._plan.sheet(c)) is not None]
            classes = {c for c in self._graph.objects(thing, RDF.type) if isinstance(c, URIRef)}
            if BAT.SheetColumn in classes:
                continue
            if not sheets or not isinstance(thing, URIRef) or len(sheets) != len(classes):
                self._lost.append(f"{thing} ({', '.join(sorted(classes)) or 'no class'})")
                continue
            narrowest = max(sheets, key=lambda s: (len(self._plan.above.get(s.cls, ())), str(s.cls)))
            yield thing, (narrowest, tuple(sorted(classes - {narrowest.cls})))

    def _code(self) -> str:
        """The step of the IRI that most things of the graph share."""
        steps = Counter(
            str(thing).removeprefix(DOC).split("/")[0]
            for thing in self._sheet_of
            if str(thing).startswith(DOC) and "/" in str(thing).removeprefix(DOC)
        )
        return max(steps, key=lambda step: (steps[step], step), default="")

    def _kind(self) -> BookKind:
        main = URIRef(self._base + "book")
        books = sorted(str(thing) for thing in self._sheet_of if str(thing).startswith(self._base))
        for thing in (main, *map(URIRef, books)):
            for kind, cls in BOOK_CLASSES.items():
                if thing in self._sheet_of and self._sheet_of[thing][0].cls == cls:
                    return kind
        raise SourceRefused(
            file=self._source,
            place="the file",
            found="no sectoral and no cross-sectoral reference book",
            expected="one book with its content",
            mend="Give the draft of a reference book.",
        )

    def _absences_in_cells(self) -> Iterator[tuple[Node, tuple[Node, URIRef]]]:
        """The absences that stand in the cell of their property: all that a cell can say of one, and no more."""
        for absence, (sheet, others) in self._sheet_of.items():
            things = list(self._graph.subjects(BAT.hasAbsence, absence))
            absent = list(self._graph.objects(absence, BAT.absentProperty))
            kinds = list(self._graph.objects(absence, BAT.absenceKind))
            if sheet.cls != BAT.Absence or others or not (len(things) == len(absent) == len(kinds) == 1):
                continue
            thing, predicate = things[0], absent[0]
            if not (isinstance(thing, URIRef) and isinstance(predicate, URIRef)) or thing not in self._sheet_of:
                continue
            plan = self._sheet_of[thing][0]
            is_plain = set(self._graph.predicates(absence)) - PLACES <= {
                RDF.type, BAT.absentProperty, BAT.absenceKind, BAT.absenceReason
            }  # fmt: skip
            reasons = [r.language for r in self._graph.objects(absence, BAT.absenceReason) if isinstance(r, Literal)]
            if (
                absence == absence_iri(thing, predicate)
                and plan.column(predicate) is not None
                and (thing, predicate, None) not in self._graph
                and is_plain
                and len(reasons) == len(set(reasons))
                and len(set(self._graph.subject_predicates(absence))) == 1
            ):
                yield absence, (thing, predicate)

    def _table(self, sheet: SheetPlan, name: str) -> Table:
        things = [
            (thing, others)
            for thing, (own, others) in self._sheet_of.items()
            if own.cls == sheet.cls and thing not in self._marks
        ]
        columns = _columns(sheet, self._language, with_types=any(others for _, others in things))
        rows = [self._row(URIRef(str(thing)), others, sheet, columns) for thing, others in things]
        ordered = sorted(rows, key=lambda cells: _order(cells, columns))
        return Table(sheet, name, columns, tuple(TableRow(number, cells) for number, cells in enumerate(ordered, 1)))

    def _row(
        self, thing: URIRef, others: tuple[URIRef, ...], sheet: SheetPlan, columns: tuple[TableColumn, ...]
    ) -> dict[int, CellValue]:
        cells: dict[int, CellValue] = {1: key_of_iri(thing, self._base)}
        known = {RDF.type, *PLACES}
        for column in columns:
            if column.predicate == TYPE_COLUMN and others:
                cells[column.number] = joined(curie(cls) for cls in others)
            plan = None if column.predicate is None else sheet.column(column.predicate)
            if plan is None:
                continue
            known.add(plan.predicate)
            values = [value for value in self._graph.objects(thing, plan.predicate) if value not in self._marks]
            if values:
                cells[column.number] = self._cell(thing, plan, values)
        for absence, (about, predicate) in self._marks.items():
            if about == thing:
                number = next(column.number for column in columns if column.predicate == predicate)
                cells[number] = self._absence_cell(absence)
        for unknown in set(self._graph.predicates(thing)) - known:
            self._lost.append(f"{thing} {unknown}")
        return cells

    def _cell(self, thing: URIRef, plan: Column, values: list[Node]) -> CellValue:
        if plan.kind == "text":
            return self._texts(thing, plan, values)
        if plan.kind == "string":
            texts = sorted(str(value) for value in values if self._is_string(thing, plan, value))
            return write_strings(texts, many=plan.many)
        cells = [self._value(thing, plan, value) for value in values]
        if len(cells) == 1 and not self._by_identifier:
            return cells[0]
        return joined(sorted(as_text(cell) for cell in cells))

    def _is_string(self, thing: URIRef, plan: Column, value: Node) -> bool:
        fits = isinstance(value, Literal) and value.language is None and (value.datatype is None or _is_text(value))
        if not fits:
            self._lost.append(f"{thing} {plan.predicate} {value}")
        return fits

    def _value(self, thing: URIRef, plan: Column, value: Node) -> CellValue:
        if plan.kind in LITERAL_KINDS:
            return self._literal(thing, plan, value)
        if not isinstance(value, URIRef):
            self._lost.append(f"{thing} {plan.predicate} {value}")
            return None
        if plan.kind == "reference":
            return key_of_iri(value, self._base)
        names = self._words.properties if plan.scheme is None else self._words.schemes[plan.scheme]
        shown = names.shown[self._language].get(value)
        if shown is None:
            self._lost.append(f"{thing} {plan.predicate} {value}")
            return None
        if self._by_identifier:
            return curie(value) if plan.scheme is None else identifier(value, plan.scheme)
        return shown

    def _literal(self, thing: URIRef, plan: Column, value: Node) -> CellValue:
        try:
            if not isinstance(value, Literal) or read_value(plan.kind, str(value)).datatype != value.datatype:
                raise NotAValue
        except NotAValue:
            self._lost.append(f"{thing} {plan.predicate} {value}")
            return None
        return str(value) if self._by_identifier else written(plan.kind, value, self._language)

    def _texts(self, thing: URIRef, plan: Column, values: Iterable[Node]) -> str:
        texts = [value for value in values if isinstance(value, Literal) and value.language]
        for value in set(values) - set(texts):
            self._lost.append(f"{thing} {plan.predicate} {value}")
        return write_parts([self._part(text) for text in self._own_first(texts)], many=plan.many)

    def _absence_cell(self, absence: Node) -> str:
        kind = next(self._graph.objects(absence, BAT.absenceKind))
        mark = self._words.absence_mark(URIRef(str(kind)), self._language)
        reasons = self._graph.objects(absence, BAT.absenceReason)
        texts = self._own_first(value for value in reasons if isinstance(value, Literal))
        parts = [self._part(text) for text in texts]
        first = TextPart(mark, parts[0].text if parts and parts[0].mark is None else "")
        return write_parts([first, *(part for part in parts if part.mark is not None)], many=False)

    def _own_first(self, texts: Iterable[Literal]) -> list[Literal]:
        return sorted(texts, key=lambda t: (t.language != self._language, _language_order(t.language), str(t)))

    def _part(self, text: Literal) -> TextPart:
        return TextPart(None if text.language == self._language else text.language, str(text))


def _columns(sheet: SheetPlan, language: Language, *, with_types: bool) -> tuple[TableColumn, ...]:
    columns = [TableColumn(1, "", None)]
    for number, column in enumerate(sheet.columns, 2):
        columns.append(TableColumn(number, column.label.into(language), column.predicate))
    if with_types:
        columns.append(TableColumn(len(columns) + 1, curie(TYPE_COLUMN), TYPE_COLUMN))
    return tuple(columns)


def _order(cells: Mapping[int, CellValue], columns: tuple[TableColumn, ...]) -> tuple[float, str]:
    position = next((cells.get(column.number) for column in columns if column.predicate == BAT.position), None)
    text = as_text(position)
    return float(text) if text.isdigit() else 0, as_text(cells[1])


def _language_order(tag: str | None) -> tuple[int, str]:
    known = list(LANGUAGES)
    return (known.index(tag) if tag in known else len(known), tag or "")


def _is_text(value: Literal) -> bool:
    return str(value.datatype).endswith("#string")
