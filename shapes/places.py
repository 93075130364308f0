"""Finding the place of a thing: the book and element it belongs to, and page, section and table it was read from."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from rdflib import RDF, RDFS, Graph, Literal, URIRef
from rdflib.term import Node

from ontology.namespaces import BAT
from shapes.labels import label
from shapes.trilingual import Trilingual
from shapes.validation_result import Place
from shapes.written_lines import WrittenLines

# From a thing to what it is part of or is about, nearest first.
_UP: Final = (
    BAT.partOf,
    BAT.inTable,
    BAT.listedIn,
    BAT.ofEntry,
    BAT.inDocument,
    BAT.ofDraft,
    BAT.ofBook,
    BAT.forBook,
    BAT.ofBody,
    BAT.underNotice,
    BAT.assessesPermit,
)
# From a thing that has or describes another to that other: read backwards.
_DOWN_PREFIXES: Final = (str(BAT) + "has", str(BAT) + "describes")
_DOWN: Final = frozenset(
    {
        BAT.byVote,
        BAT.companion,
        BAT.considersComment,
        BAT.findsBest,
        BAT.formedUnder,
        BAT.member,
        BAT.publishes,
        BAT.referenceMaterial,
        BAT.schedulesBook,
        BAT.setsStandard,
        BAT.standsForGroup,
        BAT.subReason,
        BAT.underAuditList,
    }
)
_FURTHEST: Final = 6
_WHOLE_NUMBER: Final = re.compile(r"-?[0-9]{1,9}")


class PlaceFinder:
    """Finds places in one data graph. `vocabulary` holds the class hierarchy and the labels of code lists.

    `written` says where the statements of a draft stand; what the data say themselves goes before it.
    """

    def __init__(self, data: Graph, vocabulary: Graph, written: WrittenLines) -> None:
        self._data = data
        self._written = written
        self._vocabulary = vocabulary
        self._documents = self._kinds(BAT.Document)
        self._elements = self._kinds(BAT.StructuralElement)
        self._books = self._kinds(BAT.ReferenceBook)

    def _kinds(self, top: URIRef) -> frozenset[Node]:
        below = self._vocabulary.transitive_subjects(RDFS.subClassOf, top)
        return frozenset(kind for kind in below if kind is not None)

    def place(self, thing: Node, path: Node | None = None, value: Node | None = None) -> Place:
        """Return the place of `thing`; in the file that it was loaded from, that of its `value` for `path`."""
        around = list(self._around(thing))
        element = next((node for node in around if self._is(node, self._elements)), None)
        book = next((node for node in around if self._is(node, self._books)), None) or next(
            (node for node in around if self._is(node, self._documents)), None
        )
        table = next((t for node in around[:3] for t in self._data.objects(node, BAT.inTable)), None)
        printed = Place(
            book=book if isinstance(book, URIRef) else None,
            book_label=None if book is None else label(book, self._data),
            element=element if isinstance(element, URIRef) else None,
            element_label=None if element is None else self._element_label(element),
            element_position=None if element is None else self._nearest_number([element], BAT.position),
            page=self._nearest_number(around, BAT.sourcePage),
            section=self._nearest_text(around, BAT.sectionNumber),
            table=None if table is None else self._nearest_text([table], BAT.tableNumber),
            row=self._nearest_number(around[:1], BAT.row),
            column=self._nearest_number(around[:1], BAT.column),
        )
        loaded = next((node for node in around if (node, BAT.sourceFile, None) in self._data), None)
        if loaded is None:
            line = self._written.place(thing, path, value)
            return printed if line is None else replace(printed, file=line.file, sheet_row=line.line or None)
        return replace(
            printed,
            file=self._nearest_text([loaded], BAT.sourceFile),
            sheet=self._nearest_text([loaded], BAT.sourceSheet),
            sheet_row=self._nearest_number([loaded], BAT.sourceRow),
            sheet_column=self._sheet_column(thing, path) if loaded == thing else None,
        )

    def _sheet_column(self, thing: Node, path: Node | None) -> str | None:
        """The column of the sheet that a thing was loaded from whose cells state the property `path`."""
        own = self._nearest_text([thing], BAT.sourceColumn)
        if own is not None or path is None:
            return own
        source = [self._nearest_text([thing], said) for said in (BAT.sourceFile, BAT.sourceSheet)]
        for column in sorted(self._data.subjects(BAT.columnProperty, path), key=str):
            if [self._nearest_text([column], said) for said in (BAT.sourceFile, BAT.sourceSheet)] == source:
                return self._nearest_text([column], BAT.sourceColumn)
        return None

    def _around(self, thing: Node) -> Iterator[Node]:
        """The thing itself and what it belongs to, breadth first; what it says of itself before what others say."""
        seen = {thing}
        queue = deque([(thing, 0)])
        while queue:
            node, distance = queue.popleft()
            yield node
            if distance < _FURTHEST and not self._is(node, self._documents):
                new = [each for each in self._next(node) if each not in seen]
                seen.update(new)
                queue.extend((each, distance + 1) for each in new)

    def _next(self, node: Node) -> Iterator[Node]:
        for predicate in _UP:
            yield from sorted(o for o in self._data.objects(node, predicate) if isinstance(o, URIRef))
        yield from sorted(s for s, p in self._data.subject_predicates(node) if _holds(p) and isinstance(s, URIRef))

    def _is(self, node: Node, classes: frozenset[Node]) -> bool:
        return any(kind in classes for kind in self._data.objects(node, RDF.type))

    def _element_label(self, element: Node) -> Trilingual:
        kind = self._data.value(element, BAT.elementKind)
        return label(element if kind is None else kind, self._data, self._vocabulary)

    def _nearest_number(self, nodes: list[Node], predicate: URIRef) -> int | None:
        text = self._nearest_text(nodes, predicate)
        return int(text) if text is not None and _WHOLE_NUMBER.fullmatch(text) else None

    def _nearest_text(self, nodes: list[Node], predicate: URIRef) -> str | None:
        for node in nodes:
            texts = sorted(str(value) for value in self._data.objects(node, predicate) if isinstance(value, Literal))
            if texts:
                return texts[0]
        return None


def _holds(predicate: Node) -> bool:
    return predicate in _DOWN or str(predicate).startswith(_DOWN_PREFIXES)
