"""From a draft to its graph: every cell is read, and every fault is found, not only the first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Final

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.term import Node

from loaders.workbook.draft import TYPE_COLUMN, CellValue, Draft, Place, Table, TableColumn, TableRow, Unreadable
from loaders.workbook.faults import Fault, fault
from loaders.workbook.keys import absence_iri, book_base, iri_of_key, is_own
from loaders.workbook.plan import BOOK_CLASSES, Column, WorkbookPlan, iri_of
from loaders.workbook.text_cells import LANGUAGE_TAGS, TextPart, pieces, read_parts, read_strings
from loaders.workbook.values import LITERAL_KINDS, NotAValue, as_text, read_value
from loaders.workbook.vocabulary import Vocabulary
from ontology.namespaces import BAT
from shapes.trilingual import Language, Trilingual

_PLACEHOLDER: Final = "urn:x-batgraph:row/"
UNREAD_VALUE: Final = URIRef("urn:x-batgraph:unread")
"""What stands for a value that could not be read."""


@dataclass(frozen=True)
class Row:
    """The row of a thing."""

    table: Table
    row: TableRow

    def place(self, file: str, column: TableColumn | None = None) -> Place:
        """The place of a cell in the row; of its key if no column is given."""
        at = column or self.table.key_column
        return Place(file, self.table.name, self.row.number, at.number, at.header)


@dataclass(frozen=True)
class Reading:
    """What was read of a draft. `unread` are statements that the draft makes, but not legibly.

    `places` are those of things, and of their properties where a place is theirs alone; `elsewhere` are the places of
    references to things that are not the book's own.
    """

    file: str
    language: Language
    base: URIRef
    graph: Graph = field(repr=False)
    faults: tuple[Fault, ...]
    places: Mapping[tuple[Node, URIRef | None], Place] = field(repr=False)
    unread: Graph = field(repr=False)
    elsewhere: Mapping[URIRef, Place] = field(repr=False)

    def describes(self, thing: Node) -> bool:
        """Whether the draft itself describes a thing."""
        return (thing, None) in self.places

    def place(self, thing: Node, predicates: Iterable[URIRef] = ()) -> Place:
        """Return the place of a thing's property, the first of `predicates` that has one; else that of the thing."""
        for predicate in (*predicates, None):
            if (thing, predicate) in self.places:
                return self.places[thing, predicate]
        return self.elsewhere.get(URIRef(str(thing)), Place(self.file))


def read_draft(draft: Draft, plan: WorkbookPlan, vocabulary: Vocabulary, faults: tuple[Fault, ...] = ()) -> Reading:
    """Return what a draft states. `faults` are those that were found on the way to its tables."""
    return _Reader(draft, plan, vocabulary, faults).read()


class _Unreported(Exception):
    """A cell that cannot be read, its fault said elsewhere."""


class _Reader:
    def __init__(self, draft: Draft, plan: WorkbookPlan, vocabulary: Vocabulary, faults: tuple[Fault, ...]) -> None:
        self._draft = draft
        self._plan = plan
        self._words = vocabulary
        self._faults = list(faults)
        self._graph = Graph()
        self._unread = Graph()
        self._rows: dict[Node, Row] = {}
        self._absences: dict[Node, Place] = {}
        self._elsewhere: dict[URIRef, Place] = {}
        self._keyless: set[URIRef] = set()
        self._base = self._read_base()

    def read(self) -> Reading:
        named = [(table, row, self._subject(table, row)) for table in self._draft.tables for row in table.rows]
        self._book = self._find_book()
        for table, row, (subject, graph) in named:
            self._read_row(Row(table, row), subject, graph)
        return Reading(
            self._draft.file,
            self._draft.language,
            self._base,
            self._graph,
            tuple(sorted(self._faults, key=lambda each: each.sort_key)),
            dict(self._places()),
            self._unread,
            self._elsewhere,
        )

    def _places(self) -> Iterator[tuple[tuple[Node, URIRef | None], Place]]:
        for thing, row in self._rows.items():
            for column in row.table.columns:
                yield (thing, column.predicate), row.place(self._draft.file, column)
        for absence, place in self._absences.items():
            yield (absence, None), place

    def _read_base(self) -> URIRef:
        try:
            return book_base(self._draft.code)
        except ValueError:
            kind = "code-bad" if self._draft.code.strip() else "code-missing"
            self._faults.append(fault(kind, self._draft.code_place, self._draft.code))
            return book_base("unnamed")

    def _subject(self, table: Table, row: TableRow) -> tuple[URIRef, Graph]:
        """The thing of a row; one of a row without a key of its own is kept apart from what was read."""
        cell = row.cells.get(table.key_column.number)
        place = Row(table, row).place(self._draft.file)
        placeholder = URIRef(f"{_PLACEHOLDER}{table.plan.machine}/{row.number}")
        iri = None
        if isinstance(cell, Unreadable):
            if not cell.is_reported:
                self._faults.append(fault(cell.fault, place, cell.text))
        else:
            text = as_text(cell)
            iri = iri_of_key(text, self._base) if text else None
            if iri is None:
                self._faults.append(fault("key-bad" if text else "key-missing", place, text))
            elif iri in self._rows:
                other = self._rows[iri].place(self._draft.file)
                self._faults.append(fault("key-twice", place, text, f"{other.sheet}!{other.cell}"))
                iri = None
        if iri is None:
            self._keyless.add(table.plan.cls)
            return placeholder, self._unread
        self._rows[iri] = Row(table, row)
        return iri, self._graph

    def _find_book(self) -> URIRef | None:
        """The book itself: the one thing of its kind, or the one with the key `book` where others are named too."""
        cls = BOOK_CLASSES[self._draft.kind]
        books = [URIRef(str(thing)) for thing, row in self._rows.items() if row.table.plan.cls == cls]
        main = URIRef(self._base + "book")
        return main if main in books else books[0] if len(books) == 1 else None

    def _read_row(self, row: Row, subject: URIRef, graph: Graph) -> None:
        graph.add((subject, RDF.type, row.table.plan.cls))
        for column in row.table.columns:
            if column.predicate is None:
                continue
            cell = row.row.cells.get(column.number)
            place = row.place(self._draft.file, column)
            if column.predicate == TYPE_COLUMN:
                self._read_types(subject, as_text(cell) if not isinstance(cell, Unreadable) else "", place, graph)
                continue
            plan = row.table.plan.column(column.predicate)
            if plan is None:
                continue
            try:
                self._read_cell(subject, plan, cell, place, graph, row)
            except _Unreported:
                self._unread_statement(subject, plan)
        for predicate in row.table.lost:
            plan = row.table.plan.column(predicate)
            if plan is not None:
                self._unread_statement(subject, plan)

    def _read_types(self, subject: URIRef, text: str, place: Place, graph: Graph) -> None:
        for name in pieces(text):
            cls = iri_of(name)
            if cls is None or (self._plan.sheet(cls) is None):
                self._faults.append(fault("class-unknown", place, name))
            else:
                graph.add((subject, RDF.type, cls))

    def _read_cell(
        self, subject: URIRef, plan: Column, cell: CellValue | Unreadable, place: Place, graph: Graph, row: Row
    ) -> None:
        if isinstance(cell, Unreadable):
            if not cell.is_reported:
                self._faults.append(fault(cell.fault, place, cell.text))
            raise _Unreported
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            if plan.means_book and self._book is not None and subject != self._book:
                graph.add((subject, plan.predicate, self._book))
            return
        if isinstance(cell, str) and self._read_absence(subject, plan, cell, place, graph, row):
            return
        if plan.kind == "text":
            self._read_texts(subject, plan, cell, place, graph)
            return
        for piece in self._pieces(plan, cell):
            try:
                value = self._value(plan, piece, place)
            except _Unreported:
                self._unread_statement(subject, plan)
            else:
                graph.add((subject, plan.predicate, value))

    def _unread_statement(self, subject: URIRef, plan: Column) -> None:
        """Say that a statement could not be read: it may be about any thing that the property can point to."""
        self._unread.add((subject, plan.predicate, UNREAD_VALUE))
        if plan.kind == "reference":
            for thing, row in self._rows.items():
                if self._may_point(plan, row.table.plan.cls):
                    self._unread.add((subject, plan.predicate, thing))

    @staticmethod
    def _pieces(plan: Column, cell: CellValue) -> list[CellValue]:
        if not isinstance(cell, str):
            return [cell]
        if plan.kind == "string":
            return list(read_strings(cell, many=plan.many))
        return list(pieces(cell)) if plan.many else [cell.strip()]

    def _value(self, plan: Column, piece: CellValue, place: Place) -> Node:
        if plan.kind in LITERAL_KINDS:
            try:
                return read_value(plan.kind, piece)
            except NotAValue:
                self._give_up(fault(f"{plan.kind}-bad", place, as_text(piece)))
        if isinstance(piece, date):
            self._give_up(fault("text-became-date", place, as_text(piece)))
        text = as_text(piece)
        match plan.kind:
            case "code":
                return self._code(plan, text, place)
            case "property":
                return self._property(text, place)
            case "reference":
                return self._reference(plan, text, place)
            case _:
                return Literal(text)

    def _give_up(self, found: Fault) -> None:
        self._faults.append(found)
        raise _Unreported

    def _code(self, plan: Column, text: str, place: Place) -> URIRef:
        assert plan.scheme is not None
        names, language = self._words.schemes[plan.scheme], self._draft.language
        found = names.find(text)
        if len(found) == 1:
            return next(iter(found))
        limit = self._words.scheme_labels[plan.scheme]
        if found:
            shown = sorted(names.shown[language][concept] for concept in found)
            self._give_up(fault("concept-ambiguous", place, text, limit, shown))
        self._give_up(fault("concept-unknown", place, text, limit, names.near(text, language)))
        raise AssertionError

    def _property(self, text: str, place: Place) -> URIRef:
        names = self._words.properties
        found = names.find(text)
        if len(found) != 1:
            self._give_up(fault("property-unknown", place, text, near=names.near(text, self._draft.language)))
        return next(iter(found))

    def _reference(self, plan: Column, text: str, place: Place) -> URIRef:
        iri = iri_of_key(text, self._base)
        row = self._rows.get(iri) if iri is not None else None
        sheets = self._sheets(plan)
        if iri is None or (row is None and is_own(iri, self._base)):
            if any(self._may_point(plan, cls) for cls in self._keyless):
                raise _Unreported
            self._give_up(fault("reference-dangling", place, text, sheets, self._near_keys(plan, text)))
        elif row is None:
            self._elsewhere.setdefault(iri, place)
        elif plan.targets and not self._fits(row, plan):
            self._give_up(fault("reference-elsewhere", place, text, sheets, Trilingual.same(row.table.name)))
        assert iri is not None
        return iri

    def _fits(self, row: Row, plan: Column) -> bool:
        if self._plan.is_a(row.table.plan.cls, plan.targets):
            return True
        column = next((c for c in row.table.columns if c.predicate == TYPE_COLUMN), None)
        cell = None if column is None else row.row.cells.get(column.number)
        also = (iri_of(name) for name in pieces(cell)) if isinstance(cell, str) else ()
        return any(cls is not None and self._plan.is_a(cls, plan.targets) for cls in also)

    def _may_point(self, plan: Column, cls: URIRef) -> bool:
        return not plan.targets or self._plan.is_a(cls, plan.targets)

    def _sheets(self, plan: Column) -> Trilingual:
        names = [table.name for table in self._draft.tables if self._may_point(plan, table.plan.cls)]
        return Trilingual.same(", ".join(names) or "—")

    def _near_keys(self, plan: Column, text: str) -> list[str]:
        keys = [
            as_text(cell)
            for row in self._rows.values()
            if self._may_point(plan, row.table.plan.cls)
            and not isinstance(cell := row.row.cells.get(row.table.key_column.number), Unreadable)
        ]
        return get_close_matches(text, keys, n=3, cutoff=0.6)

    def _read_absence(self, subject: URIRef, plan: Column, cell: str, place: Place, graph: Graph, row: Row) -> bool:
        """Read `[not applicable] why`; False if the cell says nothing of the kind."""
        parts = read_parts(cell, many=False)
        kinds = [self._words.absence_kind(part.mark) if part.mark else None for part in parts]
        if not any(kinds):
            return False
        kind = next(kind for kind in kinds if kind is not None)
        mark = next(part.mark for part, each in zip(parts, kinds, strict=True) if each is not None)
        if row.table.plan.column(BAT.hasAbsence) is None:
            self._give_up(fault("absence-not-here", place, mark))
        if kinds[0] is None or any(kinds[1:]):
            self._give_up(fault("absence-mixed", place, mark))
        absence = absence_iri(subject, plan.predicate)
        self._absences[absence] = place
        graph.add((subject, BAT.hasAbsence, absence))
        graph.add((absence, RDF.type, BAT.Absence))
        graph.add((absence, BAT.absentProperty, plan.predicate))
        graph.add((absence, BAT.absenceKind, kind))
        reasons = [TextPart(None, parts[0].text), *parts[1:]]
        for part in reasons:
            if part.text:
                language = self._language(part, place)
                graph.add((absence, BAT.absenceReason, Literal(part.text, lang=language)))
        return True

    def _read_texts(self, subject: URIRef, plan: Column, cell: CellValue, place: Place, graph: Graph) -> None:
        if isinstance(cell, date):
            self._give_up(fault("text-became-date", place, as_text(cell)))
        # A text of which there is one in each language may have several lines.
        seen: dict[str, int] = defaultdict(int)
        parts = read_parts(as_text(cell), many=plan.many)
        for part in parts:
            language = self._language(part, place)
            if not part.text:
                self._give_up(fault("text-missing", place, part.mark))
            seen[language] += 1
            if seen[language] > 1 and not plan.many:
                self._give_up(fault("language-twice", place, language))
            graph.add((subject, plan.predicate, Literal(part.text, lang=language)))

    def _language(self, part: TextPart, place: Place) -> str:
        if part.mark is None:
            return self._draft.language
        tag = part.mark.lower()
        if tag not in LANGUAGE_TAGS:
            self._give_up(fault("language-unknown", place, part.mark, near=_near_tags(tag)))
        return tag


def _near_tags(tag: str) -> Iterator[str]:
    known = {"kz": "kk", "kaz": "kk", "қаз": "kk", "каз": "kk", "rus": "ru", "рус": "ru", "eng": "en", "англ": "en"}
    if tag in known:
        yield f"[{known[tag]}]"
